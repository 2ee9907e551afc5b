"""Asks a strait server how it is: `health.py ADDRESS`. Prints each status of interop.v1.Peer until it does not serve."""

import sys

import grpc
from grpc_health.v1 import health_pb2 as pb
from grpc_health.v1 import health_pb2_grpc as rpc

Status = pb.HealthCheckResponse.ServingStatus
PEER = "interop.v1.Peer"

with grpc.insecure_channel(sys.argv[1]) as channel:
    health = rpc.HealthStub(channel)
    assert health.Check(pb.HealthCheckRequest()).status == Status.SERVING
    assert health.Check(pb.HealthCheckRequest(service=PEER)).status == Status.SERVING
    try:
        health.Check(pb.HealthCheckRequest(service="no.such.Service"))
        raise AssertionError("it should fail")
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.NOT_FOUND, error
    statuses = health.List(pb.HealthListRequest()).statuses
    assert set(statuses) == {"", PEER, "grpc.health.v1.Health"}, statuses
    assert all(reply.status == Status.SERVING for reply in statuses.values()), statuses

    unknown = health.Watch(pb.HealthCheckRequest(service="no.such.Service"))
    assert next(unknown).status == Status.SERVICE_UNKNOWN
    unknown.cancel()

    for reply in health.Watch(pb.HealthCheckRequest(service=PEER)):
        print(Status.Name(reply.status), flush=True)
        if reply.status == Status.NOT_SERVING:
            break
