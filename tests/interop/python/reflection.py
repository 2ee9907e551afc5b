"""Calls a strait server of which it knows nothing beforehand: `reflection.py ADDRESS`."""

import sys

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_reflection.v1alpha import proto_reflection_descriptor_database as reflection

with grpc.insecure_channel(sys.argv[1]) as channel:
    database = reflection.ProtoReflectionDescriptorDatabase(channel)
    services = sorted(database.get_services())
    assert "interop.v1.Peer" in services, services
    assert list(database.FindAllExtensionNumbers("interop.v1.Item")) == []
    try:
        database.FindFileContainingSymbol("interop.v1.Nothing")
        raise AssertionError("it should not be found")
    except KeyError:
        pass

    pool = descriptor_pool.DescriptorPool(database)
    method = pool.FindServiceByName("interop.v1.Peer").FindMethodByName("Add")
    request = message_factory.GetMessageClass(method.input_type)
    response = message_factory.GetMessageClass(method.output_type)
    add = channel.unary_unary(
        "/interop.v1.Peer/Add",
        request_serializer=request.SerializeToString,
        response_deserializer=response.FromString,
    )
    assert add(request(a=40, b=2)).value == 42
    everything = pool.FindMessageTypeByName("interop.v1.Everything")
    assert everything.fields_by_name["time"].message_type.full_name == "google.protobuf.Timestamp"
    assert pool.FindMessageTypeByName("interop.v1.AddError").fields_by_name["overflow"]
