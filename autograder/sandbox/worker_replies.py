"""What a worker has replied: a value, an exception of the code's, or that it is gone, and why.

Nothing in a frame is trusted: the code may have written it itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .decoding import decode
from .frames import Frame, ProtocolViolation

__all__ = ["Answer", "Raised", "Refused", "Reply", "Stopped", "TraceFrame", "read_reply"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The request's value, and the CPU time that the process took for it."""

    value: Any
    cpu_seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class TraceFrame:
    """A place in a student's file."""

    file: str
    line: int
    function: str
    source: str


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception of the student's code, with its frames in their files, outermost first.

    The libraries are the packages that it came through, by their first names.
    """

    type_name: str
    text: str
    frames: tuple[TraceFrame, ...]
    out_of_memory: bool
    libraries: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Stopped:
    """The worker is gone, with the reason in one word and in a sentence for the student."""

    reason: Literal[
        "time",
        "starved",
        "memory",
        "output",
        "files",
        "questions",
        "exited",
        "killed",
        "protocol",
        "closed",
    ]
    message: str


#: How a request ends.
Reply = Answer | Raised | Stopped


class Refused(Exception):
    """An oracle's answer to a question that makes no sense: becomes the student's ValueError."""


def read_reply(frame: Frame, cpu_seconds: float) -> Answer | Raised:
    """Read a frame that ends a request.

    Raises:
        ProtocolViolation: It is no reply.
        MalformedValue: Its value is none.
    """
    header = frame.header
    if header.get("kind") == "value" and "value" in header:
        return Answer(decode(header["value"], frame.blobs), cpu_seconds)
    error = header.get("error")
    if header.get("kind") != "error" or not isinstance(error, dict):
        raise ProtocolViolation("a reply that is neither a value nor an error")
    frames = error.get("frames")
    if not isinstance(frames, list) or len(frames) > 100:
        raise ProtocolViolation("an error without its frames")
    return Raised(
        _text(error, "type"),
        _text(error, "text"),
        tuple(_trace_frame(item) for item in frames),
        error.get("memory") is True,
        _names(error.get("libraries", [])),
    )


def _names(items: Any) -> tuple[str, ...]:
    if not isinstance(items, list) or len(items) > 100:
        raise ProtocolViolation("an error whose libraries are no list")
    return tuple(item for item in items if isinstance(item, str))


def _trace_frame(item: Any) -> TraceFrame:
    if not isinstance(item, dict) or type(item.get("line")) is not int:
        raise ProtocolViolation("an error with a frame that cannot be read")
    return TraceFrame(
        _text(item, "file"), item["line"], _text(item, "function"), _text(item, "source")
    )


def _text(table: dict[str, Any], key: str) -> str:
    text = table.get(key)
    if not isinstance(text, str) or len(text) > 5000:
        raise ProtocolViolation(f"an error whose {key} is no short text")
    return text
