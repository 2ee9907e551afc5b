"""Serves the greeter at an address: `greeter_server.py ADDRESS`; port 0 is any free one."""

import sys
from concurrent import futures

import grpc

import greeter_pb2 as pb
import greeter_pb2_grpc as rpc


class Greeter(rpc.GreeterServicer):
    def SayHello(self, request, context):
        return hello(request.name)

    def GreetEachWord(self, request, context):
        return map(hello, request.name.split())

    def GreetEveryone(self, requests, context):
        return hello(", ".join(request.name for request in requests))

    def Chat(self, requests, context):
        return (hello(request.name) for request in requests)

    def Add(self, request, context):
        total = request.a + request.b
        if not -(2**31) <= total < 2**31:
            context.abort(grpc.StatusCode.OUT_OF_RANGE, f"{total} does not fit")
        return pb.AddResponse(value=total)


def hello(name):
    return pb.HelloResponse(message=f"Hello, {name}!")


def main():
    server = grpc.server(futures.ThreadPoolExecutor())
    rpc.add_GreeterServicer_to_server(Greeter(), server)
    host = sys.argv[1].rpartition(":")[0]
    port = server.add_insecure_port(sys.argv[1])
    server.start()
    print(f"listening on {host}:{port}", flush=True)
    server.wait_for_termination()


main()
