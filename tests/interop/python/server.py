"""Python's side of the service Peer. Prints its port, and what it sees of calls that wait.

Over TLS with `--cert FILE --key FILE`; with `--ca FILE` clients need a certificate.
"""

import threading
from concurrent import futures

import grpc
from google.rpc import status_pb2
from grpc_status import rpc_status

from interop.v1 import interop_pb2 as pb
from interop.v1 import interop_pb2_grpc as rpc
import security
from sample import sample

CODES = {code.value[0]: code for code in grpc.StatusCode}


COMPRESSIONS = {"gzip": grpc.Compression.Gzip, "deflate": grpc.Compression.Deflate}


class Peer(rpc.PeerServicer):
    def Echo(self, request, context):
        compression = dict(context.invocation_metadata()).get("x-compress")
        if compression:
            context.set_compression(COMPRESSIONS[compression])
        return request

    def Check(self, request, context):
        if request != sample():
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"{request}\nis not\n{sample()}")
        return pb.CheckResponse()

    def Count(self, request, context):
        for number in range(1, request.items + 1):
            yield pb.Item(number=number, payload=bytes(request.payload))

    def Collect(self, requests, context):
        total = pb.Total()
        for item in requests:
            total.items += 1
            total.payload += len(item.payload)
        return total

    def Double(self, requests, context):
        for item in requests:
            yield pb.Item(number=2 * item.number)

    def Metadata(self, request, context):
        metadata = context.invocation_metadata()
        context.send_initial_metadata([(k, v) for k, v in metadata if k == "x-text"])
        names = context.auth_context().get("x509_subject_alternative_name", [])
        trailers = [(k, v) for k, v in metadata if k == "x-bytes-bin"]
        context.set_trailing_metadata(trailers + [("x-spiffe-id", name) for name in names])
        return pb.MetadataResponse()

    def Fail(self, request, context):
        context.abort(CODES[request.code], request.message)

    def Add(self, request, context):
        if -(2**31) <= request.a + request.b < 2**31:
            return pb.AddResponse(value=request.a + request.b)
        status = status_pb2.Status(
            code=grpc.StatusCode.OUT_OF_RANGE.value[0], message="Python says: too much"
        )
        error = pb.AddError(overflow=pb.AddError.Overflow(a=request.a, b=request.b))
        status.details.add().Pack(error)
        context.abort_with_status(rpc_status.to_status(status))

    def TimeRemaining(self, request, context):
        remaining = context.time_remaining()
        if remaining > 1e9:  # how grpcio says that there is no deadline
            return pb.TimeRemainingResponse()
        return pb.TimeRemainingResponse(value=int(1000 * remaining))

    def Wait(self, request, context):
        cancelled = threading.Event()
        context.add_callback(cancelled.set)
        print("waiting", flush=True)
        cancelled.wait()
        print("cancelled", flush=True)
        return pb.WaitResponse()


def main():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    rpc.add_PeerServicer_to_server(Peer(), server)
    port = security.listen(server, security.parser().parse_args())
    server.start()
    print(f"listening on 127.0.0.1:{port}", flush=True)
    server.wait_for_termination()


main()
