"""Hands submissions to the workers of a cluster, one to each of their threads at a time.

Dask chooses no worker: each task is for the worker that was tried and is free. So it is known which
submission a worker had when it died, nobody waits behind one that takes long, and no more is under
way than is being graded, however large the class.
"""

from __future__ import annotations

import asyncio
import itertools
import queue
import time
import uuid
from collections import deque
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec
from distributed import Client, Future

from autograder.batch.hands import RunEnds
from autograder.records.encoding import decode

from . import worker_side
from .fleet import ClusterWorker, Fleet
from .messages import Opened, Reply
from .round import Prepare, Round, Undelivered

__all__ = ["Dispatch"]

_SECONDS_BETWEEN = 0.5
# A new interpreter on a slow file system takes a minute.
_BEGIN_SECONDS = 300.0
_GATHER_SECONDS = 60.0
# `asyncio`'s is another before Python 3.11.
_UNREACHABLE = (OSError, TimeoutError, asyncio.TimeoutError, CancelledError, RuntimeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What a worker has to do: a submission, or to get ready where ``place`` is None."""

    member: ClusterWorker
    future: Future
    place: int | None
    begun: float


class Dispatch:
    """A run's use of a cluster.

    Args:
        client: The way to it.
        opening: The course, and how it is graded, as bytes.
        fleet: Its workers.
        patience: Seconds to wait for a worker where there is none.
        limit: Seconds after which a submission will not come back: it has limits of its own.
    """

    def __init__(
        self, client: Client, opening: bytes, fleet: Fleet, *, patience: float, limit: float
    ) -> None:
        self._client = client
        self._opening = opening
        self._fleet = fleet
        self._patience = patience
        self._limit = limit
        self._run = f"autograder-{uuid.uuid4().hex}"
        self._numbers = itertools.count()
        # The keys of tasks that have ended, as another thread says.
        self._ended: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._tasks: dict[str, _Task] = {}
        self._looked = -float("inf")
        self._hopeful = 0.0

    def graded(
        self, places: Sequence[int], prepare: Prepare, *, alone: bool
    ) -> Generator[tuple[int, Reply | Undelivered], None, None]:
        """Yield what becomes of each submission, in the order in which they are ready.

        Args:
            places: Which ones.
            prepare: Returns one as bytes.
            alone: Whether nothing of the run is graded beside it on its machine.

        Raises:
            RunEnds: Nothing more can be graded.
        """
        round_ = Round(places, prepare, alone=alone)
        found: deque[tuple[int, Reply | Undelivered]] = deque()
        self._hopeful = time.monotonic()
        try:
            while True:
                yield from round_.settled()
                while self._hand_out(round_):
                    yield from round_.settled()
                if round_.is_over and not self._under_way:
                    return
                self._look(round_, found)
                with suppress(queue.Empty):
                    self._take(self._ended.get(timeout=_SECONDS_BETWEEN), round_, found)
                while found:
                    yield found.popleft()
        finally:
            self._cancel([key for key, task in self._tasks.items() if task.place is not None])

    def close(self) -> None:
        """End what there is of this run on the workers."""
        self._cancel(list(self._tasks))
        there = [member.address for member in self._fleet if member.is_begun]
        with suppress(*_UNREACHABLE):
            self._client.run(worker_side.end, self._run, workers=there, on_error="ignore")

    @property
    def _under_way(self) -> bool:
        return any(task.place is not None for task in self._tasks.values())

    def _hand_out(self, round_: Round) -> bool:
        """Give the submission that is prepared to a worker; return whether one takes it."""
        busy = {member.host for member in self._fleet if member.tasks} if round_.alone else set()
        for member in self._fleet:
            is_free = member.free > 0 and not (member.tasks and round_.needs_whole_worker)
            if is_free and not (round_.alone and member.host in busy):
                prepared = round_.next()
                if prepared is not None:
                    place, order = prepared
                    self._submit(member, place, worker_side.grade, order)
                return prepared is not None
        return False

    def _submit(
        self, member: ClusterWorker, place: int | None, function: Any, content: bytes
    ) -> None:
        """Have a worker do something.

        Raises:
            RunEnds: The scheduler is not there.
        """
        key = f"{self._run}-{next(self._numbers)}"
        try:
            future = self._client.submit(
                function, self._run, content, key=key, workers=[member.address], pure=False
            )
        except _UNREACHABLE as error:
            raise RunEnds(_no_scheduler(error)) from None
        self._tasks[key] = _Task(member=member, future=future, place=place, begun=time.monotonic())
        member.tasks.add(key)
        future.add_done_callback(lambda _: self._ended.put(key))

    # ------------------------------------------------------------------------------ what is there

    def _look(self, round_: Round, found: deque[tuple[int, Reply | Undelivered]]) -> None:
        """Look who is there, now and then.

        Raises:
            RunEnds: The scheduler is not, or nobody who fits.
        """
        now = time.monotonic()
        if now - self._looked < _SECONDS_BETWEEN:
            return
        self._looked = now
        try:
            threads: Mapping[str, int] = self._client.nthreads()
        except _UNREACHABLE as error:
            raise RunEnds(_no_scheduler(error)) from None
        gone, new = self._fleet.update(threads)
        for member in gone:
            for key in tuple(member.tasks):
                self._fail(key, f"its worker, {member.address}, died", round_, found)
        for member in new:
            self._begin(member)
        self._give_up(now, round_, found)
        self._require_hope(now)

    def _give_up(
        self, now: float, round_: Round, found: deque[tuple[int, Reply | Undelivered]]
    ) -> None:
        """Give up tasks of which nothing has been heard for so long that nothing will be."""
        for key, task in tuple(self._tasks.items()):
            limit = _BEGIN_SECONDS if task.place is None else self._limit
            if now - task.begun > limit:
                reason = f"nothing was heard of it for {limit:g} s"
                self._fail(key, reason, round_, found)
                self._fleet.refuse(task.member, reason)

    def _begin(self, member: ClusterWorker) -> None:
        member.is_begun, member.is_ready = True, False
        self._submit(member, None, worker_side.begin, self._opening)

    def _require_hope(self, now: float) -> None:
        """Wait for workers, but not for ever.

        Raises:
            RunEnds: There have been none for too long.
        """
        if self._fleet.is_hopeful:
            self._hopeful = now
        elif now - self._hopeful >= self._patience:
            why = f": {self._fleet.last_refusal}" if self._fleet.last_refusal else ""
            raise RunEnds(f"no worker is there that could grade{why}")

    # ------------------------------------------------------------------------------ what comes back

    def _take(self, key: str, round_: Round, found: deque[tuple[int, Reply | Undelivered]]) -> None:
        """Take what a task has come to."""
        task = self._tasks.get(key)
        if task is None:  # it was given up
            return
        content = self._content(task.future)
        if task.place is None:
            self._forget(key)
            self._take_opened(task.member, content)
            return
        reply = _decoded(content, Reply)
        if isinstance(reply, Reply) and reply.done is not None and not reply.done.ends_run:
            task.member.strikes = 0
            self._forget(key)
            found.append((task.place, reply))
            return
        self._fail(key, _failure(reply), round_, found)
        if not (isinstance(reply, Reply) and reply.lost):
            self._fleet.strike(task.member, _failure(reply))
            if not (task.member.refused or task.member.tasks):
                self._begin(task.member)

    def _take_opened(self, member: ClusterWorker, content: bytes | str) -> None:
        opened = _decoded(content, Opened)
        if isinstance(opened, str):
            self._fleet.refuse(member, f"it cannot get ready: {opened}")
        elif opened.fault:
            self._fleet.refuse(member, f"it cannot get ready: {opened.fault}")
        else:
            self._fleet.certify(member, opened.made_by)

    def _content(self, future: Future) -> bytes | str:
        """Return what a task has returned, or why it has not, as text."""
        try:
            if future.status == "finished":
                content = future.result(timeout=_GATHER_SECONDS)
                return content if isinstance(content, bytes) else "no bytes came back"
            if future.status == "error":
                error = future.exception(timeout=_GATHER_SECONDS)
                return f"{type(error).__name__}: {error}"
        except _UNREACHABLE as error:
            return f"its answer was lost: {error}"
        return f"the cluster has {future.status} it"

    def _fail(
        self,
        key: str,
        reason: str,
        round_: Round,
        found: deque[tuple[int, Reply | Undelivered]],
    ) -> None:
        """Have a submission graded once more, or give it up."""
        task = self._tasks[key]
        self._cancel([key])
        if task.place is not None and (end := round_.failed(task.place, reason)):
            found.append((task.place, end))

    def _forget(self, key: str) -> _Task:
        task = self._tasks.pop(key)
        task.member.tasks.discard(key)
        return task

    def _cancel(self, keys: Sequence[str]) -> None:
        futures = [self._forget(key).future for key in keys]
        if futures:
            with suppress(*_UNREACHABLE):
                self._client.cancel(futures, force=True)


def _decoded(content: bytes | str, type_: Any) -> Any:
    """Return a record, or text that says why there is none."""
    if isinstance(content, str):
        return content
    try:
        return decode(content, type_)
    except msgspec.DecodeError as error:
        return f"what came back is no {type_.__name__}: {error}"


def _failure(reply: Reply | str) -> str:
    if isinstance(reply, str):
        return reply
    if reply.done is not None:
        return reply.done.ends_run
    return reply.lost or "its worker had been restarted"


def _no_scheduler(error: BaseException) -> str:
    return f"the scheduler does not answer any more ({error or type(error).__name__})"
