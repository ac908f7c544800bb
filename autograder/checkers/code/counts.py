"""What a worker counted while it ran a function, read from its reply; a student's may be forged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Counts", "Measurement", "read_measurement"]

_MAX_COUNT = 2**53
_MAX_ENTRIES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The cost of one phase of a call. ``docs/cost.md`` says how each is counted.

    Args:
        operations: Floating-point operations.
        moved: Elements copied, gathered or filled in.
        live: Bytes of tensors held at the end, beyond the arguments.
        peak: The most that were held at any moment, beyond the arguments.
        largest: Bytes of the largest tensor that was made.
        largest_shape: Its shape.
        largest_maker: The operation that made it.
        calls: How often each operation was called, without views.
        left: How many numbers left torch, by the method by which they did.
        entered: How many numbers came into torch from elsewhere.
        digest: A checksum of those.
        threads: How many other threads there were.
        unknown: Operations whose cost is not known.
    """

    operations: int
    moved: int
    live: int
    peak: int
    largest: int
    largest_shape: tuple[int, ...]
    largest_maker: str
    calls: Mapping[str, int]
    left: Mapping[str, int]
    entered: int
    digest: int
    threads: int
    unknown: tuple[str, ...]

    @property
    def work(self) -> int:
        """Operations, and elements moved."""
        return self.operations + self.moved


@dataclass(frozen=True, slots=True)
class Measurement:
    """A call's value and what it cost; ``backward`` is None where nothing was differentiated."""

    value: Any
    forward: Counts
    backward: Counts | None


def read_measurement(reply: Any) -> Measurement:
    """Read the reply to ``measure``.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(reply, dict) or set(reply) != {"value", "forward", "backward"}:
        raise ValueError("a measurement without its parts")
    backward = reply["backward"]
    return Measurement(
        reply["value"],
        _read_counts(reply["forward"]),
        None if backward is None else _read_counts(backward),
    )


def _read_counts(data: Any) -> Counts:
    if not isinstance(data, dict):
        raise ValueError("counts that are no table")
    numbers = ("operations", "moved", "live", "peak", "largest", "entered", "digest", "threads")
    return Counts(
        **{name: _count(data.get(name)) for name in numbers},
        largest_shape=tuple(map(_count, _list(data.get("largest_shape")))),
        largest_maker=_name(data.get("largest_maker")),
        calls=_table(data.get("calls")),
        left=_table(data.get("left")),
        unknown=tuple(map(_name, _list(data.get("unknown")))),
    )


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _MAX_COUNT:
        raise ValueError("a count that is none")
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise ValueError("a name that is none")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > _MAX_ENTRIES:
        raise ValueError("a list that is none, or too long")
    return value


def _table(value: Any) -> Mapping[str, int]:
    if not isinstance(value, dict) or len(value) > _MAX_ENTRIES:
        raise ValueError("a table that is none, or too long")
    return {_name(name): _count(count) for name, count in value.items()}
