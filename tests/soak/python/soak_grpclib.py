"""The soak of tests/soak/main.rs, by grpclib: calls of every kind on one connection, each with one
right outcome.

usage: soak_grpclib.py NAME ADDRESS CALLS LARGE WINDOW

NAME is that of the .proto that strait exported, without its ending, LARGE the size of the large
messages, WINDOW that of a call's window, or 0 for the usual one.
"""

import asyncio
import importlib
import itertools
import sys

from grpclib import GRPCError, Status, client, protocol
from grpclib.config import Configuration
from h2.connection import H2Connection

CONCURRENCY = 50
SMALL = 100
# Microseconds: longer than any call lasts.
FOREVER = 10_000_000
# Seconds.
BOUND = 60

CALLS, LARGE, WINDOW = map(int, sys.argv[3:])
pb = importlib.import_module(sys.argv[1] + "_pb2")


class TinyWindows(H2Connection):
    """A window of WINDOW bytes from the first SETTINGS on.

    grpclib tells of its windows in a second one, of 64 KiB and more, and hyper-h2 takes that for
    acknowledged with the first.
    """

    def __init__(self, config):
        super().__init__(config)
        self.local_settings.initial_window_size = WINDOW
        self.local_settings.acknowledge()


class AnyWindow(Configuration):
    """Without the check for 64 KiB."""

    def __post_init__(self):
        pass


def configuration():
    if not WINDOW:
        return None
    protocol.H2Connection = TinyWindows
    return AnyWindow(http2_stream_window_size=WINDOW)


class Stub:
    def __init__(self, channel):
        def method(kind, name, request, response):
            return kind(channel, f"/grpc.testing.TestService/{name}", request, response)

        outputs = pb.StreamingOutputCallRequest, pb.StreamingOutputCallResponse
        inputs = pb.StreamingInputCallRequest, pb.StreamingInputCallResponse
        unary = pb.SimpleRequest, pb.SimpleResponse
        self.unary = method(client.UnaryUnaryMethod, "UnaryCall", *unary)
        self.outputs = method(client.UnaryStreamMethod, "StreamingOutputCall", *outputs)
        self.inputs = method(client.StreamUnaryMethod, "StreamingInputCall", *inputs)
        self.duplex = method(client.StreamStreamMethod, "FullDuplexCall", *outputs)


def payload(size):
    return pb.Payload(body=bytes(size))


def want(size, got):
    if len(got.body) != size:
        raise AssertionError(f"a payload of {len(got.body)} bytes where {size} were asked for")


def output(ready, pause):
    """A request for `ready` responses at once, and for one more after `pause` if that is not 0."""
    parameters = [pb.ResponseParameters(size=SMALL) for _ in range(ready)]
    if pause:
        parameters.append(pb.ResponseParameters(size=SMALL, interval_us=pause))
    return pb.StreamingOutputCallRequest(response_parameters=parameters)


async def unary(stub, size):
    request = pb.SimpleRequest(response_size=size, payload=payload(size))
    want(size, (await stub.unary(request, timeout=BOUND)).payload)


async def deadline(stub):
    try:
        await stub.outputs(output(0, FOREVER), timeout=0.02)
    except asyncio.TimeoutError:
        return
    except GRPCError as error:
        # The server's own deadline may be the first.
        if error.status != Status.DEADLINE_EXCEEDED:
            raise
        return
    raise AssertionError("a response instead of a passed deadline")


async def cancelled(stub):
    async with stub.outputs.open(timeout=BOUND) as stream:
        await stream.send_message(output(1, FOREVER), end=True)
        want(SMALL, (await stream.recv_message()).payload)
        await stream.cancel()


async def failure(stub):
    status = pb.EchoStatus(code=Status.FAILED_PRECONDITION.value, message="soak")
    try:
        await stub.unary(pb.SimpleRequest(response_status=status), timeout=BOUND)
    except GRPCError as error:
        if error.status != Status.FAILED_PRECONDITION:
            raise
        return
    raise AssertionError("a response instead of the error asked for")


async def responses(stub):
    got = await stub.outputs(output(10, 0), timeout=BOUND)
    if len(got) != 10:
        raise AssertionError(f"{len(got)} responses of 10")
    for response in got:
        want(SMALL, response.payload)


async def ping_pong(stub):
    async with stub.duplex.open(timeout=BOUND) as stream:
        for _ in range(3):
            request = output(1, 0)
            request.payload.CopyFrom(payload(SMALL))
            await stream.send_message(request)
            want(SMALL, (await stream.recv_message()).payload)
        await stream.end()
        last = await stream.recv_message()
        if last is not None:
            raise AssertionError(f"after the last answer: {last!r:.100}")


async def requests(stub):
    message = pb.StreamingInputCallRequest(payload=payload(SMALL))
    counted = (await stub.inputs([message] * 3, timeout=BOUND)).aggregated_payload_size
    if counted != 3 * SMALL:
        raise AssertionError(f"{counted} bytes of {3 * SMALL} were counted")


KINDS = {1: deadline, 2: cancelled, 3: failure, 4: responses, 5: ping_pong, 6: requests}


async def call(stub, n):
    kind = KINDS.get(n % 20)
    if kind:
        await kind(stub)
    else:
        await unary(stub, LARGE if n % 200 == 7 else SMALL)


async def main():
    numbers = itertools.count()
    lost = 0

    async def worker(stub):
        nonlocal lost
        while (n := next(numbers)) < CALLS:
            try:
                await call(stub, n)
            except Exception as error:  # whatever it is, the call is lost
                lost += 1
                if lost <= 10:
                    print(f"call {n}: {error!r}", file=sys.stderr)

    host, port = sys.argv[2].rsplit(":", 1)
    channel = client.Channel(host, int(port), config=configuration())
    stub = Stub(channel)
    await asyncio.gather(*(worker(stub) for _ in range(CONCURRENCY)))
    channel.close()
    print(f"calls {CALLS} lost {lost}")
    return 1 if lost else 0


sys.exit(asyncio.run(main()))
