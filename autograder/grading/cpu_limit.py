"""A limit on the grader's own computing: what it compares was chosen by a student.

The limit counts CPU time of this process, so waiting for a worker costs nothing, and a slow
machine has as many steps. It ends what runs Python or many short calls of a library; one call
that never returns it cannot end. Those are bounded by the comparison's own budget of steps and
digits, and behind everything else stands the run's last moment (`ended_after`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["TookTooLong", "limited", "undisturbed"]


class TookTooLong(Exception):
    """The time was up."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TookTooLong` in the block after so many CPU seconds.

    Raises:
        RuntimeError: This is not the main thread, which signals go to.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("a limit on computing is kept by a signal: only in the main thread")

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TookTooLong

    previous = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold `TookTooLong` back until the block ends: half a conversation would spoil the next.

    Blocking the signal would not do: another thread, if there is one, would receive it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[FrameType | None] = []
    previous = signal.signal(signal.SIGPROF, lambda _number, frame: received.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGPROF, previous)
        if received and callable(previous):
            previous(signal.SIGPROF, received[0])
