"""The sample of the method Check; `contract.rs` has the same."""

from interop.v1 import interop_pb2 as pb


def sample():
    item = pb.Item(number=7, payload=b"\x00\xff")
    message = pb.Everything(
        flag=True,
        int32=-(2**31),
        int64=-(2**63),
        uint32=2**32 - 1,
        uint64=2**64 - 1,
        sint32=-(2**31),
        sint64=2**63 - 1,
        fixed32=2**32 - 1,
        fixed64=2**64 - 1,
        sfixed32=-(2**31),
        sfixed64=-(2**63),
        float=-1.5,
        double=1e300,
        text="grüße ☂ 🦀\0",
        bytes=b"\x00\x01\xfe\xff",
        shared_text="shared",
        small=-300,
        hash=b"\x01\x02\x03\x04",
        zero=0,
        no_text="",
        no_mood=pb.MOOD_UNSPECIFIED,
        mood=pb.MOOD_GLOOMY,
        moods=[pb.MOOD_HAPPY, pb.MOOD_UNSPECIFIED, pb.MOOD_GLOOMY],
        packed=[0, -1, 300],
        unpacked=[1, -2, 3],
        zigzags=[-1, -(2**63)],
        doubles=[0.0, -0.25],
        words=["", "two words"],
        items=[pb.Item(), item],
        next=pb.Everything(number=0),
        by_name={"": pb.Item(), "7": item},
        by_number={-(2**63): "least", 0: ""},
        encoded={-1: 2**64 - 1},
        by_flag={False: pb.MOOD_GLOOMY, True: pb.MOOD_UNSPECIFIED},
        item=item,
        wrapped_zero={},
        wrapped_text={"value": "w"},
    )
    message.time.FromMilliseconds(-1500)
    message.duration.FromNanoseconds(3_000_000_005)
    message.any.Pack(item)
    message.json.update({"null": None, "list": [True]})
    message.value.number_value = 0.5
    message.list.append("s")
    message.mask.paths.extend(["text", "next.text"])
    message.nothing.SetInParent()
    return message
