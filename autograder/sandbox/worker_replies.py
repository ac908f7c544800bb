"""What a worker has replied: a value, an exception of the code's, or that it is gone, and why.

Nothing in a frame is trusted: the code may have written it itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import msgspec

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

    The libraries are the packages that it came through, by their first names; the step is which of
    those that were sent in one frame has raised it, from 0, as the worker says.
    """

    type_name: str
    text: str
    frames: tuple[TraceFrame, ...]
    out_of_memory: bool
    libraries: tuple[str, ...] = field(default=(), compare=False)
    step: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Stopped:
    """The worker is gone, with the reason in one word and in a sentence for the student.

    Where the request was not begun, it was gone before.
    """

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
    begun: bool = field(default=True, compare=False)


#: How a request ends.
Reply = Answer | Raised | Stopped


class Refused(Exception):
    """An oracle's answer to a question that makes no sense: becomes the student's ValueError."""


_Text = Annotated[str, msgspec.Meta(max_length=5000)]


class _Place(msgspec.Struct, frozen=True):
    file: _Text
    line: int
    function: _Text
    source: _Text


class _Error(msgspec.Struct, frozen=True):
    type: _Text
    text: _Text
    frames: Annotated[list[_Place], msgspec.Meta(max_length=100)]
    memory: bool = False
    libraries: Annotated[list[str], msgspec.Meta(max_length=100)] = []
    step: Annotated[int, msgspec.Meta(ge=0)] | None = None


def read_reply(frame: Frame, cpu_seconds: float) -> Answer | Raised:
    """Read a frame that ends a request.

    Raises:
        ProtocolViolation: It is no reply.
        MalformedValue: Its value is none.
    """
    header = frame.header
    if header.get("kind") == "value" and "value" in header:
        return Answer(decode(header["value"], frame.blobs), cpu_seconds)
    if header.get("kind") != "error":
        raise ProtocolViolation("a reply that is neither a value nor an error")
    try:
        error = msgspec.convert(header.get("error"), _Error)
    except msgspec.ValidationError as fault:
        raise ProtocolViolation(f"an error that cannot be read: {fault}") from None
    return Raised(
        error.type,
        error.text,
        tuple(TraceFrame(p.file, p.line, p.function, p.source) for p in error.frames),
        error.memory,
        tuple(error.libraries),
        error.step,
    )
