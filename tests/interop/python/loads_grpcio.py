"""What the loads call of the interop service, on grpcio. Says `listening on PORT`.

usage: loads_grpcio.py NAME WINDOW

NAME is that of the generated modules, WINDOW the size of a stream's window, or 0 for the usual one.
"""

import asyncio
import importlib
import sys

import grpc

pb = importlib.import_module(sys.argv[1] + "_pb2")
rpc = importlib.import_module(sys.argv[1] + "_pb2_grpc")
WINDOW = int(sys.argv[2])


def payload(size):
    return pb.Payload(body=bytes(size))


class Service(rpc.TestServiceServicer):
    async def UnaryCall(self, request, context):
        return pb.SimpleResponse(payload=payload(request.response_size))

    async def FullDuplexCall(self, requests, context):
        async for request in requests:
            for wanted in request.response_parameters:
                yield pb.StreamingOutputCallResponse(payload=payload(wanted.size))


async def main():
    # The window that HTTP/2 is told of; it grows with what is measured unless that is off.
    small = [("grpc.http2.lookahead_bytes", WINDOW), ("grpc.http2.bdp_probe", 0)]
    server = grpc.aio.server(options=small if WINDOW else [])
    rpc.add_TestServiceServicer_to_server(Service(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(f"listening on {port}", flush=True)
    await server.wait_for_termination()


asyncio.run(main())
