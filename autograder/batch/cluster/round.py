"""The submissions of one round: which wait, which are in doubt, which were tried too often."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .messages import Reply

__all__ = ["Prepare", "Round", "Undelivered"]

# The later tries have their worker for themselves: no other submission can have been at fault.
_MOST_TRIES = 3

#: A submission as bytes, or what it comes to without a worker.
Prepare = Callable[[int], "bytes | Reply"]


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A submission that was not graded, however often it was tried.

    Args:
        reason: What became of it.
    """

    reason: str


class Round:
    """The submissions of one round.

    Args:
        places: Which ones.
        prepare: Returns one as bytes.
        alone: Whether nothing of the run is graded beside it on its machine.
    """

    def __init__(self, places: Sequence[int], prepare: Prepare, *, alone: bool) -> None:
        self._waiting = deque(places)
        self._doubtful: deque[int] = deque()
        self._prepare = prepare
        self._prepared: tuple[int, bytes] | None = None
        self._tries: Counter[int] = Counter()
        self.alone = alone

    @property
    def is_over(self) -> bool:
        """Whether none waits."""
        return not (self._waiting or self._doubtful or self._prepared)

    @property
    def needs_whole_worker(self) -> bool:
        """Whether the next one has been tried before."""
        return self._prepared is not None and self._tries[self._prepared[0]] > 0

    def settled(self) -> Iterator[tuple[int, Reply]]:
        """Prepare the next one; yield those before it that need no worker."""
        while self._prepared is None and (self._waiting or self._doubtful):
            # In doubt are the last ones: whatever they do, the others have been graded.
            place = (self._waiting or self._doubtful).popleft()
            order = self._prepare(place)
            if isinstance(order, bytes):
                self._prepared = (place, order)
            else:
                yield place, order

    def next(self) -> tuple[int, bytes] | None:
        """Return the one that is prepared, and forget it; None where none is."""
        prepared, self._prepared = self._prepared, None
        return prepared

    def failed(self, place: int, reason: str) -> Undelivered | None:
        """Take note that one was not graded; return its end, if it was tried too often."""
        self._tries[place] += 1
        if self._tries[place] < _MOST_TRIES:
            self._doubtful.append(place)
            return None
        return Undelivered(f"it was tried {_MOST_TRIES} times, the last time {reason}")
