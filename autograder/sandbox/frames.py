"""Frames as they cross the boundary, read piece by piece and never trusted.

The form is described in `autograder.guest.wire`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

__all__ = ["MAX_HEADER", "MAX_PAYLOAD", "Frame", "FrameReader", "ProtocolViolation", "pack"]

MAX_HEADER = 1 << 20
# The grader holds it twice for a moment; the smallest container has 768 MB for everything.
MAX_PAYLOAD = 64 << 20


class ProtocolViolation(ValueError):
    """A worker sent something that is not a frame; its text says what."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A header and the raw data it speaks of."""

    header: dict[str, Any]
    blobs: tuple[bytes, ...]


def pack(header: dict[str, Any], blobs: Sequence[bytes]) -> bytes:
    """Return the bytes of a frame."""
    text = msgspec.json.encode({**header, "blobs": [len(blob) for blob in blobs]})
    return b"".join((len(text).to_bytes(4, "big"), text, *blobs))


class FrameReader:
    """Collects bytes until a whole frame is there.

    Lengths are checked before anything is kept, so a lie about a size costs nothing.
    """

    def __init__(self) -> None:
        self._data = bytearray()
        self._header: dict[str, Any] | None = None
        self._sizes: list[int] = []

    def feed(self, data: bytes) -> Frame | None:
        """Add what has arrived and return the frame, if it is complete.

        Raises:
            ProtocolViolation: The bytes are no frame, or go on behind one: a worker speaks only
                when it is asked, once.
        """
        self._data += data
        if self._header is None and not self._read_header():
            return None
        assert self._header is not None
        missing = sum(self._sizes) - len(self._data)
        if missing > 0:
            return None
        if missing < 0:
            raise ProtocolViolation("it said more than one thing at a time")
        blobs: list[bytes] = []
        start = 0
        with memoryview(self._data) as collected:
            for size in self._sizes:
                blobs.append(bytes(collected[start : start + size]))
                start += size
        frame = Frame(self._header, tuple(blobs))
        self._data, self._header, self._sizes = bytearray(), None, []
        return frame

    def _read_header(self) -> bool:
        if len(self._data) < 4:
            return False
        length = int.from_bytes(self._data[:4], "big")
        if length > MAX_HEADER:
            raise ProtocolViolation(f"a reply with a header of more than {MAX_HEADER} bytes")
        if len(self._data) < 4 + length:
            return False
        try:
            header = msgspec.json.decode(bytes(self._data[4 : 4 + length]))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            raise ProtocolViolation("a reply whose header cannot be read") from None
        sizes = header.get("blobs") if isinstance(header, dict) else None
        if not isinstance(sizes, list) or not all(type(n) is int and n >= 0 for n in sizes):
            raise ProtocolViolation("a reply whose header is incomplete")
        if sum(sizes) > MAX_PAYLOAD:
            raise ProtocolViolation(f"a reply of more than {MAX_PAYLOAD >> 20} MiB")
        del self._data[: 4 + length]
        self._header, self._sizes = header, sizes
        return True
