"""Frames are read piece by piece, and what is no frame is refused at once and at no cost."""

import contextlib
import tracemalloc

import pytest

from autograder.sandbox.frames import (
    MAX_HEADER,
    MAX_PAYLOAD,
    Frame,
    FrameReader,
    ProtocolViolation,
    pack,
)

_TWO_BLOBS = b'\x00\x00\x00\x15{"a":1,"blobs":[2,0]}xy'


def framed(header: bytes, data: bytes = b"") -> bytes:
    return len(header).to_bytes(4, "big") + header + data


def feed_in_pieces(reader, data, cuts):
    ends = zip([0, *cuts], [*cuts, len(data)], strict=True)
    frames = [reader.feed(data[start:end]) for start, end in ends]
    assert frames[:-1] == [None] * len(cuts)
    return frames[-1]


def test_a_frame_is_a_length_a_header_and_the_raw_data():
    assert pack({"a": 1}, [b"xy", b""]) == _TWO_BLOBS


def test_a_frame_is_read_as_it_was_written():
    expected = Frame({"a": 1, "blobs": [2, 0]}, (b"xy", b""))
    assert FrameReader().feed(_TWO_BLOBS) == expected


def test_a_frame_may_come_byte_by_byte():
    frame = feed_in_pieces(FrameReader(), _TWO_BLOBS, range(1, len(_TWO_BLOBS)))
    assert frame == Frame({"a": 1, "blobs": [2, 0]}, (b"xy", b""))


def test_a_frame_may_come_in_any_pieces(rng):
    for _ in range(200):
        blobs = tuple(rng.randbytes(rng.randrange(50)) for _ in range(rng.randrange(4)))
        data = pack({"id": 7, "text": "Σ β"}, blobs)
        cuts = sorted(rng.sample(range(1, len(data)), rng.randrange(5)))
        frame = feed_in_pieces(FrameReader(), data, cuts)
        assert frame.blobs == blobs
        assert frame.header["text"] == "Σ β"


def test_a_reader_reads_one_frame_after_the_other():
    reader = FrameReader()
    assert reader.feed(pack({"id": 1}, [b"first"])).blobs == (b"first",)
    assert reader.feed(pack({"id": 2}, [])).header["id"] == 2
    assert reader.feed(pack({"id": 3}, [b"third"])).blobs == (b"third",)


MALFORMED = {
    "length 2^31": (2**31).to_bytes(4, "big"),
    "length 2^32 - 1": b"\xff\xff\xff\xff",
    "length just over the limit": (MAX_HEADER + 1).to_bytes(4, "big"),
    "empty header": framed(b""),
    "no JSON": framed(b"Hello, grader"),
    "pickle": framed(b"\x80\x04N."),
    "cut JSON": framed(b'{"blobs":[]'),
    "JSON and more": framed(b'{"blobs":[]}{}'),
    "a list": framed(b"[1]"),
    "a string": framed(b'"blobs"'),
    "null": framed(b"null"),
    "no sizes": framed(b'{"id":1}'),
    "sizes are a number": framed(b'{"blobs":3}'),
    "sizes are a table": framed(b'{"blobs":{"0":3}}'),
    "a negative size": framed(b'{"blobs":[-1]}', b"x"),
    "sizes that add up to less": framed(b'{"blobs":[5,-3]}', b"xy"),
    "a fractional size": framed(b'{"blobs":[1.0]}', b"x"),
    "a true size": framed(b'{"blobs":[true]}', b"x"),
    "a size in words": framed(b'{"blobs":["1"]}', b"x"),
    "a size of null": framed(b'{"blobs":[null]}'),
    "a size over the limit": framed(b'{"blobs":[%d]}' % (MAX_PAYLOAD + 1)),
    "sizes over the limit together": framed(b'{"blobs":[%d,%d]}' % (MAX_PAYLOAD, 1)),
    "a size of a hundred digits": framed(b'{"blobs":[1%s]}' % (b"0" * 100)),
    "an integer of a million digits": framed(b'{"blobs":[],"v":%s}' % (b"9" * 1_000_000)),
    "NaN": framed(b'{"blobs":[],"value":NaN}'),
    "Infinity": framed(b'{"blobs":[],"value":-Infinity}'),
    "a number too large": framed(b'{"blobs":[],"value":1e999}'),
    "invalid UTF-8": framed(b'{"blobs":[],"value":"\xff"}'),
    "a lone surrogate": framed(b'{"blobs":[],"value":"\\ud800"}'),
    "UTF-16": framed('{"blobs":[]}'.encode("utf-16")),
    "deep lists": framed(b'{"blobs":[],"v":' + b"[" * 400_000 + b"]" * 400_000 + b"}"),
    "deep tables": framed(b'{"v":' * 100_000 + b"1" + b"}" * 100_000),
    "trailing bytes": _TWO_BLOBS + b"!",
    "two frames at once": _TWO_BLOBS + _TWO_BLOBS,
}


# Byte by byte, the last two are a frame and then another; a worker tells them by their ids.
_SHORT = [name for name, data in list(MALFORMED.items())[:-2] if len(data) < 1000]


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_frame_is_refused(data):
    with pytest.raises(ProtocolViolation):
        FrameReader().feed(data)


@pytest.mark.parametrize("name", _SHORT)
def test_what_is_no_frame_is_refused_byte_by_byte(name):
    reader = FrameReader()
    # What is only recognised by what follows has one byte more.
    pieces = [bytes([byte]) for byte in MALFORMED[name] + b"\0"]
    with pytest.raises(ProtocolViolation):
        list(map(reader.feed, pieces))


@pytest.mark.parametrize(
    "data",
    [
        b"\x7f\xff\xff\xff",
        framed(b'{"blobs":[%d]}' % 2**62),
        framed(b'{"blobs":[%d]}' % MAX_PAYLOAD),
        (MAX_HEADER).to_bytes(4, "big"),
    ],
    ids=["header refused", "data refused", "data awaited", "header awaited"],
)
def test_a_lie_about_a_size_allocates_nothing(data):
    reader = FrameReader()
    tracemalloc.start()
    try:
        with contextlib.suppress(ProtocolViolation):
            reader.feed(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000


def test_the_largest_header_is_read():
    header = b'{"blobs":[],"v":"' + b"x" * (MAX_HEADER - 19) + b'"}'
    assert len(header) == MAX_HEADER
    assert len(FrameReader().feed(framed(header)).header["v"]) == MAX_HEADER - 19
