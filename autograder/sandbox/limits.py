"""What a worker may use. Every limit is enforced from outside the worker's process."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WALL_FACTOR", "Limits"]

#: Wall time allowed for each second of CPU time: the smallest container has half a processor.
WALL_FACTOR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one worker.

    Args:
        memory: Bytes of address space beyond what it has when it is forked; 0 for no limit.
        output: Bytes it may print before it is stopped.
        kept_output: Bytes of each of its two outputs that are kept, from the beginning.
    """

    memory: int = 1 << 30
    output: int = 16 << 20
    kept_output: int = 20_000
