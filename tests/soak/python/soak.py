"""The soak of tests/soak/main.rs, by grpcio: calls of every kind on one connection, each with one
right outcome.

usage: soak.py NAME ADDRESS CALLS LARGE WINDOW

NAME is that of the .proto that strait exported, without its ending, LARGE the size of the large
messages, WINDOW that of a call's window, or 0 for the usual one.
"""

import asyncio
import importlib
import itertools
import sys

import grpc

CONCURRENCY = 50
SMALL = 100
# Microseconds: longer than any call lasts.
FOREVER = 10_000_000
# Seconds.
BOUND = 60

CALLS, LARGE, WINDOW = map(int, sys.argv[3:])
pb = importlib.import_module(sys.argv[1] + "_pb2")
rpc = importlib.import_module(sys.argv[1] + "_pb2_grpc")


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


async def fails(code, awaitable):
    try:
        response = await awaitable
    except grpc.aio.AioRpcError as error:
        if error.code() != code:
            raise
    else:
        raise AssertionError(f"want {code}, got {response!r:.100}")


async def unary(stub, size):
    request = pb.SimpleRequest(response_size=size, payload=payload(size))
    want(size, (await stub.UnaryCall(request, timeout=BOUND)).payload)


async def deadline(stub):
    call = stub.StreamingOutputCall(output(0, FOREVER), timeout=0.02)
    await fails(grpc.StatusCode.DEADLINE_EXCEEDED, call.read())


async def cancelled(stub):
    call = stub.StreamingOutputCall(output(1, FOREVER), timeout=BOUND)
    want(SMALL, (await call.read()).payload)
    call.cancel()
    if await call.code() != grpc.StatusCode.CANCELLED:
        raise AssertionError(f"a cancelled call ended with {await call.code()}")


async def failure(stub):
    code = grpc.StatusCode.FAILED_PRECONDITION
    status = pb.EchoStatus(code=code.value[0], message="soak")
    await fails(code, stub.UnaryCall(pb.SimpleRequest(response_status=status), timeout=BOUND))


async def responses(stub):
    got = [r async for r in stub.StreamingOutputCall(output(10, 0), timeout=BOUND)]
    if len(got) != 10:
        raise AssertionError(f"{len(got)} responses of 10")
    for response in got:
        want(SMALL, response.payload)


async def ping_pong(stub):
    call = stub.FullDuplexCall(timeout=BOUND)
    for _ in range(3):
        request = output(1, 0)
        request.payload.CopyFrom(payload(SMALL))
        await call.write(request)
        want(SMALL, (await call.read()).payload)
    await call.done_writing()
    last = await call.read()
    if last != grpc.aio.EOF:
        raise AssertionError(f"after the last answer: {last!r:.100}")


async def requests(stub):
    call = stub.StreamingInputCall(timeout=BOUND)
    for _ in range(3):
        await call.write(pb.StreamingInputCallRequest(payload=payload(SMALL)))
    await call.done_writing()
    counted = (await call).aggregated_payload_size
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

    # The window that HTTP/2 is told of; it grows with what is measured unless that is off.
    small = [("grpc.http2.lookahead_bytes", WINDOW), ("grpc.http2.bdp_probe", 0)]
    options = small if WINDOW else []
    async with grpc.aio.insecure_channel(sys.argv[2], options=options) as channel:
        stub = rpc.TestServiceStub(channel)
        await asyncio.gather(*(worker(stub) for _ in range(CONCURRENCY)))
    print(f"calls {CALLS} lost {lost}")
    return 1 if lost else 0


sys.exit(asyncio.run(main()))
