"""A function applied to many texts by processes that can be stopped, in the order of the texts.

Each process handles one text at a time, under a limit of wall time that the kernel enforces: a
timer whose signal ends the process wherever it is, in a long call of a C library too. A process
that ends, for that reason or another, is replaced, and the rest goes on. Needs `fork`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

__all__ = ["Lost", "in_order"]

#: Texts that may be read ahead of the first that has no answer yet, for each process.
_AHEAD = 32
_OUT_OF_MEMORY = 91


@dataclass(frozen=True, slots=True)
class Lost:
    """A text whose process ended before it answered.

    Attributes:
        text: The text.
        reason: What ended the process.
    """

    text: str
    reason: str


def in_order(
    function: Callable[[str], str],
    texts: Iterable[str],
    *,
    jobs: int,
    timeout: float,
    memory: int,
) -> Iterator[str | Lost]:
    """Yield the function's value, or its loss, for each text.

    Args:
        function: What the processes apply; it was imported before they start.
        texts: Read as they are needed, a few ahead; with one process none before the answer to
            the last one was taken.
        jobs: The number of processes.
        timeout: Seconds of wall time for one text.
        memory: Bytes of address space that a process can take beyond what it starts with.
    """
    limits = _Limits(timeout, memory)
    unread = (_Task(text) for text in texts)
    queue: deque[_Task] = deque()
    # All that may be alive: Ctrl-C can come while one is neither idle nor busy.
    workers: list[_Worker] = []
    idle: list[_Worker] = []
    busy: dict[object, _Worker] = {}
    more = True

    def new() -> _Worker:
        worker = _Worker(function, limits)
        workers.append(worker)
        worker.start()
        return worker

    try:
        while more or queue:
            # Before more is read: who waits for an answer may send nothing until it is there.
            while queue and queue[0].answer:
                yield queue.popleft().answer
            while more and len(busy) < jobs and len(queue) < jobs * _AHEAD:
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


@dataclass(slots=True)
class _Task:
    text: str
    answer: str | Lost = ""


@dataclass(frozen=True, slots=True)
class _Limits:
    timeout: float
    memory: int


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, function: Callable[[str], str], limits: _Limits) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, self._theirs = context.Pipe()
        self._limits = limits
        self._process = context.Process(
            target=_serve, args=(self.connection, self._theirs, function, limits), daemon=True
        )
        self._task = _Task("")

    def start(self) -> None:
        """Start the process."""
        self._process.start()
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
        if code == -signal.SIGALRM:
            return f"no decision within {self._limits.timeout:g} s"
        if code == _OUT_OF_MEMORY:
            return f"no decision within {self._limits.memory >> 20} MB of memory"
        if code is not None and code < 0:
            return f"the process that compared was ended by {signal.Signals(-code).name}"
        return "the process that compared failed; standard error says how"


def _serve(
    parents: Connection, connection: Connection, function: Callable[[str], str], limits: _Limits
) -> None:
    """Answer texts until the parent closes the pipe, or is no more."""
    parents.close()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _limit_memory(limits.memory)
    gc.freeze()  # else a collection goes through all that was imported, and copies its pages
    try:
        while True:
            text = connection.recv_bytes().decode(errors="surrogatepass")
            signal.setitimer(signal.ITIMER_REAL, limits.timeout)
            answer = function(text)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send_bytes(answer.encode(errors="surrogatepass"))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _limit_memory(extra: int) -> None:
    """Limit the address space to what it is plus so many bytes, where its size can be read."""
    statistics = Path("/proc/self/statm")
    if statistics.exists():
        size = int(statistics.read_text().split()[0]) * resource.getpagesize() + extra
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    # A process that aborts for lack of memory leaves no image of it behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
