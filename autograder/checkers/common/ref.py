"""`ref`: the functions of the reference by their names, without importing anything."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Target", "ref"]


@dataclass(frozen=True, slots=True)
class Target:
    """A function of the reference's file of the same question file."""

    name: str


class _Reference:
    """``ref.count`` is the reference's function ``count``: a lazy name."""

    def __getattr__(self, name: str) -> Target:
        if name.startswith("_"):
            raise AttributeError(name)
        return Target(name)


ref = _Reference()
