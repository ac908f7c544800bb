"""How much time each file of a submission has left, and how patient one still is with it.

A file that wastes its time takes none from the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict

__all__ = ["FILE_SECONDS", "IMPATIENT_SECONDS", "FileTimes"]

#: Wall seconds for all lines of a file together, unless the run says otherwise.
FILE_SECONDS = 120.0
#: CPU seconds for anything in a file that has timed out twice.
IMPATIENT_SECONDS = 2
_PATIENCE = 2


class FileTimes:
    """What files have used up.

    Args:
        seconds: Wall time for all requests to one file; waiting for a processor does not count.
        patient: Whether no time-out lowers the limits.
    """

    def __init__(self, seconds: float, *, patient: bool) -> None:
        self.seconds = seconds
        self._patient = patient
        self._spent: defaultdict[str, float] = defaultdict(float)
        self._time_outs: Counter[str] = Counter()

    def left(self, module: str) -> float:
        """Return how many seconds of its own a file has left."""
        return self.seconds - self._spent[module]

    def limit(self, module: str, cpu_seconds: float) -> float:
        """Return the CPU seconds for a request that may take so many."""
        if self._time_outs[module] >= _PATIENCE and not self._patient:
            return min(cpu_seconds, IMPATIENT_SECONDS)
        return cpu_seconds

    def charge(self, module: str, seconds: float, *, timed_out: bool) -> None:
        """Note what a request has taken."""
        self._spent[module] += seconds
        self._time_outs[module] += timed_out
