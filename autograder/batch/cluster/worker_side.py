"""What a Dask worker does for a run: it hands bytes to grading processes, and brings bytes back.

A task runs in a thread of the worker, and grading needs a main thread, forks, and signals. So each
thread that has something to grade has a process beside it, which is kept for the next submission.
The functions here are what the cluster is sent, by their names; nothing else of ours is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from typing import Any

from distributed import get_worker

from autograder.records.encoding import encode

from .messages import Reply

__all__ = ["begin", "end", "grade"]

_START = "from autograder.batch.cluster.grading_process import main; main()"
_NAME = "autograder"
# So often is it asked whether the answer is still wanted.
_SECONDS_BETWEEN = 0.5
_WANTED = frozenset({"executing", "long-running"})


def begin(run: str, opening: bytes) -> bytes:
    """Have a process get ready for a run, and return what it says it would grade by.

    Args:
        run: What the run is called.
        opening: The course, and how it is graded.

    Raises:
        EOFError: It has ended before it was ready; the worker's standard error says why.
    """
    worker = get_worker()
    return _runs(worker).begin(run, opening, _wanted(worker))


def grade(run: str, order: bytes) -> bytes:
    """Have a submission graded, and return the reply.

    If the answer is not wanted any more, the process is ended at once.

    Args:
        run: What the run is called.
        order: The submission.
    """
    worker = get_worker()
    return _runs(worker).grade(run, order, _wanted(worker))


def end(run: str, dask_worker: Any) -> None:
    """End the processes of a run, busy ones too, with all that they have on this machine."""
    _runs(dask_worker).end(run)


def _wanted(worker: Any) -> Callable[[], bool]:
    """Return what tells whether somebody still waits for the task of this thread."""
    key = worker.get_current_task()

    def is_wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state in _WANTED

    return is_wanted


def _runs(worker: Any) -> _Runs:
    """Return the runs that a worker has something of: they are as its own extensions are."""
    return worker.extensions.setdefault(_NAME, _Runs(worker.local_directory))  # type: ignore[no-any-return]


class _Runs:
    """What there is of runs on this worker.

    Args:
        folder: Where their processes have their folders.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._ended: set[str] = set()
        self._openings: dict[str, bytes] = {}
        self._processes: dict[str, list[_GradingProcess]] = {}
        self._idle: dict[str, list[_GradingProcess]] = {}

    def begin(self, run: str, opening: bytes, is_wanted: Callable[[], bool]) -> bytes:
        self._drop(run)
        with self._lock:
            if run in self._ended:  # this task was on its way when its run ended
                raise EOFError
            self._openings[run], self._processes[run], self._idle[run] = opening, [], []
        process, opened = self._started(run, opening, is_wanted)
        with self._lock:
            self._idle.get(run, []).append(process)
        return opened

    def grade(self, run: str, order: bytes, is_wanted: Callable[[], bool]) -> bytes:
        try:
            process = self._taken(run, is_wanted)
        except (EOFError, OSError) as error:
            return encode(Reply(lost=f"no process could be started ({error})"))
        if process is None:
            return encode(Reply(is_unknown=True))
        try:
            reply = process.ask(order, is_wanted)
        except (EOFError, OSError):
            process.end()
            reply = encode(Reply(lost="the process that graded has ended"))
        with self._lock:
            self._idle.get(run, []).append(process)
        return reply

    def end(self, run: str) -> None:
        with self._lock:
            self._ended.add(run)
        self._drop(run)

    def _drop(self, run: str) -> None:
        with self._lock:
            self._openings.pop(run, None)
            self._idle.pop(run, None)
            processes = self._processes.pop(run, [])
        for process in processes:
            process.end()

    def _taken(self, run: str, is_wanted: Callable[[], bool]) -> _GradingProcess | None:
        """Return a process that has nothing to do; None where the run is not known here."""
        while True:
            with self._lock:
                opening = self._openings.get(run)
                idle = self._idle.get(run)
                process = idle.pop() if idle else None
            if opening is None:
                return None
            if process is None:
                return self._started(run, opening, is_wanted)[0]
            if process.is_there:
                return process
            with self._lock:
                if process in self._processes.get(run, []):
                    self._processes[run].remove(process)
            process.end()

    def _started(
        self, run: str, opening: bytes, is_wanted: Callable[[], bool]
    ) -> tuple[_GradingProcess, bytes]:
        process = _GradingProcess(self._folder)
        with self._lock:
            is_open = run in self._processes
            self._processes.get(run, []).append(process)
        try:
            if not is_open:  # the run has been ended meanwhile
                raise EOFError
            return process, process.ask(opening, is_wanted)
        except BaseException:
            process.end()
            raise


class _GradingProcess:
    """A process that grades, its folder, and the pipe to it.

    Args:
        folder: Where its folder is made.
    """

    def __init__(self, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        self._folder = tempfile.mkdtemp(prefix=f"{_NAME}-", dir=folder)
        self._connection, theirs = Pipe()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, str(theirs.fileno()), str(os.getpid())],
                cwd=self._folder,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=2,  # what a rubric prints is for the worker's log
            )
        finally:
            # Only the process holds its end now, so its end is seen here as the end of the pipe.
            theirs.close()

    @property
    def is_there(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def ask(self, message: bytes, is_wanted: Callable[[], bool] = lambda: True) -> bytes:
        """Send a message and return the answer; end the process if it is not wanted any more.

        Raises:
            EOFError: It has ended.
            OSError: The same.
        """
        self._connection.send_bytes(message)
        while not self._connection.poll(_SECONDS_BETWEEN):
            if not is_wanted():
                self.end()
                raise EOFError
        return self._connection.recv_bytes()

    def end(self) -> None:
        """End it, with all that it has started, and remove what it had."""
        self._process.kill()
        self._process.wait()
        self._connection.close()
        with suppress(OSError):
            shutil.rmtree(self._folder)
