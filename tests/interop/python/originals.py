"""Prints the descriptors that grpc publishes for a package, as a FileDescriptorSet: `originals.py PACKAGE`."""

import sys

from google.protobuf import descriptor_pb2, text_format
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2

ALPHA = "grpc.reflection.v1alpha"


def original(package):
    if package == "grpc.health.v1":
        return descriptor(health_pb2)
    file = descriptor(reflection_pb2)
    if package != ALPHA:
        # As text, so that every reference goes along.
        text = str(file).replace(ALPHA, package)
        file = text_format.Parse(text, descriptor_pb2.FileDescriptorProto())
    return file


def descriptor(module):
    file = descriptor_pb2.FileDescriptorProto()
    module.DESCRIPTOR.CopyToProto(file)
    return file


files = descriptor_pb2.FileDescriptorSet(file=[original(sys.argv[1])])
sys.stdout.buffer.write(files.SerializeToString())
