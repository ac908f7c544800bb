"""A function applied to many texts by processes that can be stopped.

Each process handles one text at a time, if need be under a limit of wall time that the kernel
enforces: a timer whose signal ends the process wherever it is, in a long call of a C library too. A
process that ends, for that reason or another, is replaced, and the rest goes on. None outlives the
one that has started it. Needs `fork`.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

__all__ = ["Lost", "Means", "answers", "end_with_parent"]

#: Texts that may be read ahead of the first that has no answer yet, for each process.
_AHEAD = 32
_OUT_OF_MEMORY = 91
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, from <linux/prctl.h>


@dataclass(frozen=True, slots=True)
class Lost:
    """A text whose process ended before it answered.

    Attributes:
        text: The text.
        reason: What ended the process.
    """

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What processes have for their work.

    Args:
        jobs: The number of processes.
        timeout: Seconds of wall time for one text; None where the function has its own limits.
        memory: Bytes of address space that a process can take beyond what it starts with, if that
            is limited.
        doing: What they do, in the past tense, for the reason why a text is lost.
    """

    jobs: int
    timeout: float | None = None
    memory: int | None = None
    doing: str = "worked"


def answers(
    function: Callable[[str], str],
    texts: Iterable[str],
    means: Means,
    *,
    ordered: bool = True,
) -> Iterator[str | Lost]:
    """Yield the function's value, or its loss, for each text.

    Args:
        function: What the processes apply; it was imported before they start. What it keeps between
            its calls is each process's own.
        texts: Read as they are needed, a few ahead; with one process none before the answer to
            the last one was taken.
        means: How many processes, and what they may take.
        ordered: Whether answers come in the order of the texts; else in that in which they are
            ready.
    """
    unread = (_Task(text) for text in texts)
    queue: deque[_Task] = deque()
    # All that may be alive: Ctrl-C can come while one is neither idle nor busy.
    workers: list[_Worker] = []
    idle: list[_Worker] = []
    busy: dict[object, _Worker] = {}
    more = True

    def new() -> _Worker:
        worker = _Worker(function, means)
        workers.append(worker)
        worker.start()
        return worker

    try:
        while more or queue:
            # Before more is read: who waits for an answer may send nothing until it is there.
            while ready := next((t for t in _first(queue, ordered) if t.answer), None):
                queue.remove(ready)
                yield ready.answer
            while more and len(busy) < means.jobs and len(queue) < means.jobs * _AHEAD:
                task = next(unread, None)
                if task is None:
                    more = False
                    break
                queue.append(task)
                worker = idle.pop() if idle else new()
                if not worker.begin(task):  # it was ended from outside while it was idle
                    workers.remove(worker)
                    worker = new()
                    worker.begin(task)
                busy[worker.connection] = worker
            connections = [worker.connection for worker in busy.values()]
            for connection in wait(connections) if connections else ():
                worker = busy.pop(connection)
                if worker.finish():
                    idle.append(worker)
                else:
                    workers.remove(worker)
    finally:
        for worker in workers:
            worker.end()


def _first(queue: deque[_Task], ordered: bool) -> Iterable[_Task]:
    """Return the tasks whose answers may come next."""
    return tuple(queue)[: 1 if ordered else None]


@dataclass(slots=True, eq=False)
class _Task:
    text: str
    answer: str | Lost = ""


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, function: Callable[[str], str], means: Means) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, self._theirs = context.Pipe()
        self._means = means
        self._process = context.Process(
            target=_serve,
            args=(os.getpid(), self.connection, self._theirs, function, means),
            daemon=True,
        )
        self._task = _Task("")

    def start(self) -> None:
        """Start the process; Ctrl-C, which is the parent's to handle, waits until it is there."""
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        # Only the process holds its end now, so its end is seen here as the end of the pipe.
        self._theirs.close()

    def begin(self, task: _Task) -> bool:
        """Send a text; return whether the process is there to take it."""
        self._task = task
        try:
            self.connection.send_bytes(task.text.encode(errors="surrogatepass"))
        except OSError:
            self.end()
            return False
        return True

    def finish(self) -> bool:
        """Receive the answer; return whether the process is still there."""
        try:
            self._task.answer = self.connection.recv_bytes().decode(errors="surrogatepass")
        except (EOFError, OSError):
            self.end()
            self._task.answer = Lost(self._task.text, self._reason())
            return False
        return True

    def end(self) -> None:
        """End the process, if it was started and has not ended by itself, and wait for it."""
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()
        self._theirs.close()
        self.connection.close()

    def _reason(self) -> str:
        code = self._process.exitcode
        means = self._means
        if code == -signal.SIGALRM and means.timeout is not None:
            return f"no decision within {means.timeout:g} s"
        if code == _OUT_OF_MEMORY and means.memory is not None:
            return f"no decision within {means.memory >> 20} MB of memory"
        if code is not None and code < 0:
            name = signal.Signals(-code).name
            return f"the process that {means.doing} was ended by {name}"
        return f"the process that {means.doing} failed; standard error says how"


def _serve(
    parent: int,
    parents: Connection,
    connection: Connection,
    function: Callable[[str], str],
    means: Means,
) -> None:
    """Answer texts until the parent closes the pipe, or is no more."""
    end_with_parent(parent)
    parents.close()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    if means.memory is not None:
        _limit_memory(means.memory)
    gc.freeze()  # else a collection goes through all that was imported, and copies its pages
    try:
        while True:
            text = connection.recv_bytes().decode(errors="surrogatepass")
            signal.setitimer(signal.ITIMER_REAL, means.timeout or 0)
            answer = function(text)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send_bytes(answer.encode(errors="surrogatepass"))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process with its parent, where it can: who is killed cannot.

    Args:
        parent: Its parent's number when it was started.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(0)


def _limit_memory(extra: int) -> None:
    """Limit the address space to what it is plus so many bytes, where its size can be read."""
    statistics = Path("/proc/self/statm")
    if statistics.exists():
        size = int(statistics.read_text().split()[0]) * resource.getpagesize() + extra
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    # A process that aborts for lack of memory leaves no image of it behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
