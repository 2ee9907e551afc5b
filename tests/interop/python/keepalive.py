"""Watches a strait server's health for six seconds, with a PING each second: `keepalive.py ADDRESS`.

Prints how that ends.
"""

import sys

import grpc
from grpc_health.v1 import health_pb2 as pb
from grpc_health.v1 import health_pb2_grpc as rpc

OPTIONS = [
    ("grpc.keepalive_time_ms", 1000),
    # Its own restraint.
    ("grpc.http2.max_pings_without_data", 0),
    ("grpc.enable_retries", 0),
]

with grpc.insecure_channel(sys.argv[1], OPTIONS) as channel:
    try:
        for _ in rpc.HealthStub(channel).Watch(pb.HealthCheckRequest(), timeout=6):
            pass
    except grpc.RpcError as error:
        print(error.code().name, error.details())
