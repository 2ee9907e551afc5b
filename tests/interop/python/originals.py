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
    # Python leaves the JSON names out, which protoc always writes.
    for message in file.message_type:
        name_for_json(message, module.DESCRIPTOR.message_types_by_name[message.name])
    return file


def name_for_json(message, original):
    for field in message.field:
        field.json_name = original.fields_by_name[field.name].json_name
    for nested in message.nested_type:
        name_for_json(nested, original.nested_types_by_name[nested.name])


files = descriptor_pb2.FileDescriptorSet(file=[original(sys.argv[1])])
sys.stdout.buffer.write(files.SerializeToString())
