"""What the loads call of the interop service, on grpclib. Says `listening on PORT`.

usage: loads_grpclib.py NAME WINDOW

NAME is that of the generated module, WINDOW the size of a stream's window, or 0 for the usual one.
"""

import asyncio
import importlib
import socket
import sys

from grpclib import protocol
from grpclib.config import Configuration
from grpclib.const import Cardinality, Handler
from grpclib.server import Server
from h2.connection import H2Connection

pb = importlib.import_module(sys.argv[1] + "_pb2")
WINDOW = int(sys.argv[2])


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


def payload(size):
    return pb.Payload(body=bytes(size))


async def unary_call(stream):
    request = await stream.recv_message()
    await stream.send_message(pb.SimpleResponse(payload=payload(request.response_size)))


async def full_duplex_call(stream):
    async for request in stream:
        for wanted in request.response_parameters:
            await stream.send_message(pb.StreamingOutputCallResponse(payload=payload(wanted.size)))


class Service:
    def __mapping__(self):
        return {
            "/grpc.testing.TestService/UnaryCall": Handler(
                unary_call, Cardinality.UNARY_UNARY, pb.SimpleRequest, pb.SimpleResponse
            ),
            "/grpc.testing.TestService/FullDuplexCall": Handler(
                full_duplex_call,
                Cardinality.STREAM_STREAM,
                pb.StreamingOutputCallRequest,
                pb.StreamingOutputCallResponse,
            ),
        }


async def main():
    server = Server([Service()], config=configuration())
    listener = socket.create_server(("127.0.0.1", 0))
    await server.start(sock=listener)
    print(f"listening on {listener.getsockname()[1]}", flush=True)
    await server.wait_closed()


asyncio.run(main())
