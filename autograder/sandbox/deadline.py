"""When a process has used up its time: CPU time, and wall time that it did not spend waiting.

On a busy machine a process that is ready to run waits for a processor. The kernel counts that, and
no code can make it up: such time is not charged to it. Nobody escapes by keeping processors busy
themselves, since what a process computes is charged at the least with what it takes on half of one.
"""

from __future__ import annotations

import math
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from .limits import BUSY_FACTOR, WALL_FACTOR

__all__ = ["Deadline", "Owed", "Queues"]

# Wall seconds for a CPU second, on the smallest machine.
_SLOWEST = WALL_FACTOR / 2
# The longest time between two looks at the process, and the shortest between two at its threads.
_LOOK_SECONDS = 0.2
_QUEUES_SECONDS = 0.05
_SECOND = 10**9
_OWN_THREAD = "/proc/thread-self"


class Deadline:
    """CPU time of a process, and wall time, from now on.

    `reason` is ``"time"`` when the process has used up its own, and ``"starved"`` when others had
    the processors.

    Args:
        queues: How long the process waits, as it was last asked.
        cpu_seconds: How much it may compute.
        wall_seconds: How long that may take, without waiting for a processor.
        until: `time.monotonic` at which the time is up in any case.
        answers: Whether it may ask something in between.
    """

    def __init__(
        self,
        queues: Queues,
        cpu_seconds: float,
        wall_seconds: float,
        *,
        until: float = math.inf,
        answers: bool = False,
    ) -> None:
        # The number of another process's CPU clock, as the kernel computes it from its id.
        self._clock = (~queues.pid << 3) | 2
        self._cpu_seconds, self._wall_seconds = cpu_seconds, wall_seconds
        self._cpu_begin = self._cpu_last = 0.0
        self._cpu_begin = self._cpu()
        self._begun = self._looked = time.monotonic()
        self._end = min(until, self._begun + BUSY_FACTOR * wall_seconds)
        self._queues = queues
        self._answers = answers
        self._waited = 0.0
        self._own_delay = _delay(_OWN_THREAD) if answers else 0
        self._limit = ""
        self.reason: Literal["time", "starved"] = "time"

    def patience(self) -> float | None:
        """Return for how long to wait before looking again; None when the time is up."""
        now = time.monotonic()
        if now - self._looked >= _QUEUES_SECONDS:
            self._look(now)
        cpu = self._cpu_seconds - self.used()
        wall = self._wall_seconds - self._charged(now)
        if cpu <= 0:
            self._limit = f"{self._cpu_seconds:g} s of computing"
        elif wall <= 0:
            self._limit = f"{self._wall_seconds:.3g} s"
        elif now >= self._end:
            elapsed = now - self._begun
            self._limit = f"{elapsed:.3g} s"
            if self._waited > elapsed / 2:
                self.reason = "starved"
        else:
            # Several threads can use CPU time faster than the clock runs.
            return max(0.01, min(wall, cpu / 2, self._end - now, _LOOK_SECONDS))
        return None

    def used(self) -> float:
        """Return the CPU time since then."""
        return self._cpu() - self._cpu_begin

    def charged(self) -> float:
        """Return the wall time since then that others have not taken from the process.

        What was over so soon that looking would take longer is charged as it is, and put right at
        the next look.
        """
        now = time.monotonic()
        elapsed = now - self._begun
        queues = self._queues
        if self._looked == self._begun and queues.owed.elapsed + elapsed < _QUEUES_SECONDS:
            queues.owed = queues.owed.more(elapsed, min(elapsed, _SLOWEST * self.used()))
            return elapsed
        self._look(now, queues.owed.elapsed)
        whole = queues.owed.more(elapsed, min(elapsed, _SLOWEST * self.used()))
        owed, queues.owed = queues.owed, Owed()
        return max(whole.elapsed - self._waited, whole.least) - owed.elapsed

    def message(self) -> str:
        """Say which limit was reached."""
        if self.reason == "starved":
            return (
                f"the code was still running after {self._limit}, of which it has waited "
                f"{self._waited:.3g} s for a processor"
            )
        return f"the code was still running after {self._limit}, the limit for this question"

    def _look(self, now: float, before: float = 0.0) -> None:
        """Add how long the process, or what answers it, has waited since the last look.

        Args:
            now: `time.monotonic`.
            before: Seconds of what was charged before, which may be put right.
        """
        waited = self._queues.waited()
        if self._answers:
            # While this process waits for a processor, the other one may wait for its answer.
            own, before_own = _delay(_OWN_THREAD), self._own_delay
            waited, self._own_delay = waited + (own - before_own) / _SECOND, own
        self._waited += min(before + now - self._looked, waited)
        self._looked = now

    def _charged(self, now: float) -> float:
        elapsed = now - self._begun
        return max(elapsed - self._waited, min(elapsed, _SLOWEST * self.used()))

    def _cpu(self) -> float:
        with suppress(OSError):  # it has ended; its connection says so
            self._cpu_last = time.clock_gettime(self._clock)
        return self._cpu_last


@dataclass(frozen=True, slots=True)
class Owed:
    """What was charged without a look at the queues.

    Args:
        elapsed: Wall seconds, all of which were charged.
        least: How many of them are charged however long the process has waited.
    """

    elapsed: float = 0.0
    least: float = 0.0

    def more(self, elapsed: float, least: float) -> Owed:
        """Return it with what another request has taken."""
        return Owed(self.elapsed + elapsed, self.least + least)


class Queues:
    """How long the threads of a process wait for a processor.

    Where the kernel does not tell, nobody waits.

    Args:
        pid: The process.

    Attributes:
        owed: What was charged to it since somebody has looked.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.owed = Owed()
        self._folder = f"/proc/{pid}/task"
        self._delays: dict[str, int] = {}
        self.waited()

    def waited(self) -> float:
        """Return the seconds since the last call, of the thread that has waited longest."""
        before, self._delays = self._delays, {}
        with suppress(OSError):
            threads = os.listdir(self._folder)
            self._delays = {thread: _delay(f"{self._folder}/{thread}") for thread in threads}
        longest = (delay - before.get(thread, 0) for thread, delay in self._delays.items())
        return max(0, *longest, 0) / _SECOND


def _delay(folder: str) -> int:
    """Return the nanoseconds that a thread has been ready to run, and did not."""
    try:
        with open(f"{folder}/schedstat") as file:
            return int(file.read().split()[1])
    except (OSError, IndexError, ValueError):
        return 0
