"""Greets through the greeter at an address: `greeter_client.py ADDRESS`."""

import sys

import grpc

import greeter_pb2 as pb
import greeter_pb2_grpc as rpc


def main():
    with grpc.insecure_channel(sys.argv[1]) as channel:
        greeter = rpc.GreeterStub(channel)
        print("Greeting:", greeter.SayHello(pb.HelloRequest(name="world")).message)
        for reply in greeter.GreetEachWord(pb.HelloRequest(name="Ada Grace")):
            print("Greeting:", reply.message)
        people = [pb.HelloRequest(name="Ada"), pb.HelloRequest(name="Grace")]
        print("Greeting:", greeter.GreetEveryone(iter(people)).message)
        for reply in greeter.Chat(iter(people)):
            print("Greeting:", reply.message)
        print("Sum:", greeter.Add(pb.AddRequest(a=20, b=22)).value)


main()
