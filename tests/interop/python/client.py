"""Calls the service Peer of strait: `client.py ADDRESS CASE`. Exits with 0 if all is as it should be.

Over TLS with `--ca FILE`, which may be followed by `--name NAME` and `--cert FILE --key FILE`.
"""

import queue

import grpc
from grpc_status import rpc_status

from interop.v1 import interop_pb2 as pb
from interop.v1 import interop_pb2_grpc as rpc
import security
from sample import sample

MIB = 1024 * 1024


def unary(peer):
    assert peer.Echo(pb.Everything(text="hello")) == pb.Everything(text="hello")
    assert peer.Add(pb.AddRequest(a=20, b=-22)).value == -2


def server_streaming(peer):
    items = list(peer.Count(pb.CountRequest(items=1000)))
    assert [item.number for item in items] == list(range(1, 1001))
    assert list(peer.Count(pb.CountRequest())) == []


def client_streaming(peer):
    items = (pb.Item(number=number, payload=b"12") for number in range(1000))
    assert peer.Collect(items) == pb.Total(items=1000, payload=2000)
    assert peer.Collect(iter([])) == pb.Total()


def bidi(peer):
    requests = queue.Queue()
    replies = peer.Double(iter(requests.get, None))
    for number in range(100):
        requests.put(pb.Item(number=number))
        assert next(replies).number == 2 * number
    requests.put(None)
    assert list(replies) == []


def every_type(peer):
    peer.Check(sample())
    assert peer.Echo(sample()) == sample()
    assert peer.Echo(pb.Everything()) == pb.Everything()


def metadata(peer):
    sent = [("x-text", "one"), ("x-text", "two"), ("x-bytes-bin", b"\x00\xff")]
    _, call = peer.Metadata.with_call(pb.MetadataRequest(), metadata=sent)
    initial = [value for key, value in call.initial_metadata() if key == "x-text"]
    assert initial == ["one", "two"], initial
    trailers = [value for key, value in call.trailing_metadata() if key == "x-bytes-bin"]
    assert trailers == [b"\x00\xff"], trailers


def failures(peer):
    message = "100 % größer als ☂ 🦀\n\t\"ende\" "
    for code in grpc.StatusCode:
        if code is not grpc.StatusCode.OK:
            request = pb.FailRequest(code=code.value[0], message=message)
            error = failure(lambda: peer.Fail(request))
            assert (error.code(), error.details()) == (code, message), error


def typed_error(peer):
    error = failure(lambda: peer.Add(pb.AddRequest(a=2**31 - 1, b=1)))
    assert error.code() is grpc.StatusCode.OUT_OF_RANGE, error
    assert error.details() == "2147483647 + 1 overflows", error
    (detail,) = rpc_status.from_call(error).details
    reason = pb.AddError()
    assert detail.Unpack(reason), detail
    assert reason == pb.AddError(overflow=pb.AddError.Overflow(a=2**31 - 1, b=1)), reason


def unknown_method(peer):
    for path in ["/interop.v1.Peer/Nope", "/interop.v1.Absent/Call"]:
        call = peer.channel.unary_unary(path, lambda _: b"", lambda _: None)
        error = failure(lambda: call(None))
        assert error.code() is grpc.StatusCode.UNIMPLEMENTED, error


def large_messages(peer):
    large = pb.Everything(bytes=bytes(3 * MIB))
    assert peer.Echo(large) == large
    error = failure(lambda: peer.Echo(pb.Everything(bytes=bytes(5 * MIB))))
    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED, error
    assert "5242" in error.details() and "4194304" in error.details(), error


def compression(peer):
    """strait answers in the encoding of the request, and tells what it saw of that."""
    large = pb.Everything(bytes=bytes(3 * MIB))
    for way, name in [(grpc.Compression.Gzip, "gzip"), (grpc.Compression.Deflate, "deflate")]:
        for message, compressed in [(large, "true"), (pb.Everything(), "false")]:
            reply, call = peer.Echo.with_call(message, compression=way)
            assert reply == message
            assert (name, compressed) in call.initial_metadata(), call.initial_metadata()
        bomb = pb.Everything(bytes=bytes(5 * MIB))
        error = failure(lambda: peer.Echo(bomb, compression=way))
        assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED, error
        items = (pb.Item(payload=bytes(1000)) for _ in range(1000))
        total = peer.Collect(items, compression=way)
        assert total == pb.Total(items=1000, payload=1_000_000)


def long_streams(peer):
    """More than fits into any window, so that both sides have to wait for each other."""
    items = peer.Count(pb.CountRequest(items=64, payload=MIB))
    assert sum(len(item.payload) for item in items) == 64 * MIB
    items = (pb.Item(payload=bytes(MIB)) for _ in range(64))
    assert peer.Collect(items) == pb.Total(items=64, payload=64 * MIB)


def deadline(peer):
    assert not peer.TimeRemaining(pb.TimeRemainingRequest()).HasField("value")
    remaining = peer.TimeRemaining(pb.TimeRemainingRequest(), timeout=50).value
    assert 0 < remaining < 51_000, remaining  # gRPC's C core rounds up
    error = failure(lambda: peer.Wait(pb.WaitRequest(), timeout=0.2))
    assert error.code() is grpc.StatusCode.DEADLINE_EXCEEDED, error


def cancellation(peer):
    call = peer.Wait.future(pb.WaitRequest())
    input()  # until the handler is at work
    assert call.cancel()
    assert call.code() is grpc.StatusCode.CANCELLED


def abandoned_stream(peer):
    """The handler has far more to send than is read."""
    items = peer.Count(pb.CountRequest(items=2**31, payload=1))
    assert next(items).number == 1
    items.cancel()
    assert items.code() is grpc.StatusCode.CANCELLED


def identity(peer):
    """The handler knows by whose certificate it was called."""
    _, call = peer.Metadata.with_call(pb.MetadataRequest())
    trailers = dict(call.trailing_metadata())
    assert trailers.get("x-spiffe-id") == "spiffe://interop/client", trailers


def no_identity(peer):
    error = failure(lambda: peer.Echo(pb.Everything()))
    assert error.code() is grpc.StatusCode.UNAVAILABLE, error


def failure(call):
    try:
        response = call()
    except grpc.RpcError as error:
        return error
    raise AssertionError(f"the call should have failed, but returned {response}")


def main():
    parser = security.parser()
    parser.add_argument("address")
    parser.add_argument("case")
    flags = parser.parse_args()
    with security.channel(flags.address, flags) as channel:
        peer = rpc.PeerStub(channel)
        peer.channel = channel
        globals()[flags.case](peer)


main()
