"""Spreads pieces of work over processes, each with a state of its own that it makes once.

The processes are forks; each takes the next piece when it is done with one. Ctrl-C is for this
process to handle: it ends the others, with all that they have started.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, Generic, TypeVar

__all__ = ["ProcessError", "spread"]

_Piece = TypeVar("_Piece")
_Value = TypeVar("_Value")
_State = TypeVar("_State")
# For what a process has started to be ended by it; then it is killed.
_SECONDS = 10.0


class ProcessError(RuntimeError):
    """A process has ended, or raised, in the midst of a piece; the text says of which."""


@dataclass(frozen=True, slots=True)
class _Work(Generic[_State, _Piece, _Value]):
    """What a process does: makes a state, and applies a function to it and each piece."""

    state: Callable[[], AbstractContextManager[_State]]
    function: Callable[[_State, _Piece], _Value]


def spread(
    state: Callable[[], AbstractContextManager[_State]],
    function: Callable[[_State, _Piece], _Value],
    pieces: Iterable[_Piece],
    *,
    jobs: int,
) -> Generator[tuple[_Piece, _Value], None, None]:
    """Yield each piece with the function's value, in the order in which they are done.

    Args:
        state: Makes what the function needs besides, in each process once.
        function: Applied to the state and a piece; its values are sent between processes.
        pieces: Begun in this order.
        jobs: The number of processes; with one, all is done in this one.

    Raises:
        ProcessError: A process has failed.
    """
    waiting = deque(pieces)
    if jobs == 1 or len(waiting) < 2:
        with state() as made:
            for piece in waiting:
                yield piece, function(made, piece)
        return
    work = _Work(state, function)
    workers: list[_Worker[_Piece, _Value]] = []
    try:
        for _ in range(min(jobs, len(waiting))):
            workers.append(_Worker(work, [w.connection for w in workers]))
            workers[-1].begin(waiting.popleft())
        busy = {worker.connection: worker for worker in workers}
        while busy:
            for connection in wait([*busy]):
                assert isinstance(connection, Connection)
                worker = busy[connection]
                ended = worker.finish()
                if waiting:
                    worker.begin(waiting.popleft())
                else:
                    del busy[connection]
                yield ended
    finally:
        for worker in workers:
            worker.end()


class _Worker(Generic[_Piece, _Value]):
    """A process, and the pipe to it."""

    def __init__(self, work: _Work[Any, _Piece, _Value], others: list[Connection]) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, theirs = context.Pipe()
        # A fork has the other pipes too, and must not keep them open.
        closed = [self.connection, *others]
        self._process = context.Process(target=_serve, args=(theirs, closed, work))
        self._process.start()
        theirs.close()
        self._piece: _Piece | None = None

    def begin(self, piece: _Piece) -> None:
        """Send a piece."""
        self._piece = piece
        try:
            self.connection.send(piece)
        except OSError:
            raise ProcessError(f"a process has ended before {piece}") from None

    def finish(self) -> tuple[_Piece, _Value]:
        """Receive the value of the piece that was sent.

        Raises:
            ProcessError: There is none.
        """
        piece = self._piece
        assert piece is not None
        try:
            is_value, value = self.connection.recv()
        except (EOFError, OSError):
            self._process.join(_SECONDS)
            code = self._process.exitcode
            raise ProcessError(f"a process ended with {code} at {piece}") from None
        if not is_value:
            raise ProcessError(f"at {piece}: {value}")
        return piece, value

    def end(self) -> None:
        """End the process with all that it has started, and wait for that."""
        self.connection.close()
        self._process.terminate()
        self._process.join(_SECONDS)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()


def _serve(connection: Connection, closed: list[Connection], work: _Work[Any, Any, Any]) -> None:
    """Do pieces until the other end of the pipe is closed."""
    for other in closed:
        other.close()

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with work.state() as state:
            try:
                while True:
                    piece = connection.recv()
                    connection.send((True, work.function(state, piece)))
            finally:
                # What the state holds is ended whole.
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return  # there is nothing more to do; grading has taken SIGTERM for Ctrl-C
    except Exception:
        connection.send((False, traceback.format_exc()))
    finally:
        connection.close()
