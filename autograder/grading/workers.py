"""The workers of one submission: one for each question file, replaced after each death.

The reference's code runs in the same way, in one worker of its own.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from functools import cache
from typing import Any

from autograder.sandbox.limits import WALL_FACTOR, Layers, Limits
from autograder.sandbox.memory import Memory
from autograder.sandbox.worker import Worker
from autograder.sandbox.worker_replies import Answer, Raised, Reply, Stopped
from autograder.sandbox.zygote import WorkerSource, ZygoteError

from .cpu_limit import undisturbed
from .file_times import FILE_SECONDS, FileTimes
from .imports import Imports
from .loading import PYTHON, Callables, Loading, read_callables

__all__ = ["LOAD_SECONDS", "TIMED_SECONDS", "CodeWorkers"]

#: CPU seconds for importing a file. (torch and sympy are there already.)
LOAD_SECONDS = 5
#: Wall seconds for a line's requests that are timed, beside those of its file.
TIMED_SECONDS = 20.0


class CodeWorkers:
    """Runs the files of one folder, each in a worker of its own unless ``shared``.

    Args:
        source: Where workers come from.
        imports: What the worker of a file can import, by the file's name.
        limits: What a worker may use.
        layers: What else confines it.
        shared: All files in one worker: for the reference, which harms nobody. No time-out lowers
            its limits, and it is the last to go when memory runs out.
        file_seconds: Wall time for all requests to one file, so that a file that wastes time
            cannot take that of the others; waiting for a processor does not count.
        deadline: `time.monotonic` at which every request has ended.
        pace: What the time for importing a file is multiplied by.
        device: Where tensors that are sent lie.
        memory: What is left of it decides how many workers wait for their next line.
        loading: How a worker gets its file.
    """

    def __init__(
        self,
        source: WorkerSource,
        imports: Callable[[str], Imports],
        limits: Limits,
        layers: Layers,
        *,
        shared: bool = False,
        file_seconds: float = FILE_SECONDS,
        deadline: float = math.inf,
        pace: float = 1.0,
        device: str = "cpu",
        memory: Memory | None = None,
        loading: Loading = PYTHON,
    ) -> None:
        self._source = source
        self._loading = loading
        self._imports = cache(imports)
        self._limits = limits
        self._layers = layers
        self._shared = shared
        self._load_seconds = LOAD_SECONDS * pace
        self._device = device
        self._memory = memory or Memory()
        self._workers: dict[str, Worker] = {}
        self._loaded: dict[str, tuple[Worker, Callables]] = {}
        self._failures: dict[str, Raised | Stopped] = {}
        self._times = FileTimes(file_seconds, patient=shared)
        self._deadline = deadline
        self._printed: dict[str, list[str]] = {}
        self._interrupted: set[str] = set()
        self._killed_early = False
        self._shadowed: dict[str, None] = {}
        self._widened = False

    def close(self) -> None:
        """End every worker."""
        with undisturbed():
            for name in list(self._workers):
                self._retire(name)

    def again(self, deadline: float) -> None:
        """Make ready for another submission, if these are the reference's.

        Args:
            deadline: As for the class.
        """
        self._deadline = deadline
        self._failures.clear()  # the machine may have been at fault
        self._printed.clear()

    def begin(self, module: str) -> None:
        """Make ready for a line of a file: with its worker, if it has one, and with room for it."""
        with undisturbed():
            for key in [key for key, worker in self._workers.items() if not worker.alive]:
                self._retire(key)
            self._interrupted.clear()
            self._killed_early = False
            self._make_room(self._limits.memory, kept=(self._key(module),))

    def _make_room(self, size: int, *, kept: Collection[str] = ()) -> None:
        """End idle workers, the largest first, as long as less memory is left than ``size``."""
        idle = [key for key in self._workers if key not in kept]
        for key in sorted(idle, key=lambda key: -self._workers[key].resident):
            if self._memory.left() >= size:
                break
            self._retire(key)

    @property
    def interrupted(self) -> bool:
        """Whether SIGKILL has ended a worker that was asked something since `begin`."""
        return bool(self._interrupted)

    @property
    def killed_early(self) -> bool:
        """Whether SIGKILL has ended a worker since `begin` before any code ran in it."""
        return self._killed_early

    def killed(self) -> set[str]:
        """Return which workers SIGKILL has ended since `begin`, idle ones too, by their files."""
        return self._interrupted | {key for key, w in self._workers.items() if w.killed}

    def forgive(self, module: str) -> None:
        """Let a file be imported again, whatever came of it."""
        self._failures.pop(module, None)

    def has_failed(self, module: str) -> bool:
        """Whether a file could not be imported, and is not tried again."""
        return module in self._failures

    def is_spent(self, module: str) -> bool:
        """Whether a file has used up its time."""
        return self._times.left(module) <= 0

    def load(self, module: str) -> Callables | Raised | Stopped:
        """Import a file, in a fresh worker if the last one has died; say what can be called in it.

        A file whose import fails, or does not end, is not tried again, unless it was no fault of
        its own.
        """
        if module in self._failures:
            return self._failures[module]
        with undisturbed():
            return self._load(module)

    def _load(self, module: str) -> Callables | Raised | Stopped:
        worker = self._worker(module)
        if module in self._loaded and self._loaded[module][0] is worker:
            return self._loaded[module][1]
        reply = self._load_in(worker, module)
        if not isinstance(reply, Answer):
            killed = worker.killed and (self._shared or self._killed_early)
            if not (killed or _is_starved(reply)):
                self._failures[module] = reply
            return reply
        callables = read_callables(reply.value)
        self._loaded[module] = (worker, callables)
        return callables

    def _load_in(self, worker: Worker, module: str) -> Reply:
        verb, body = self._loading.verb, self._loading.body(module)
        return self._ask(worker, module, verb, body, self._load_seconds, None)

    def request(
        self,
        module: str,
        verb: str,
        body: Mapping[str, Any],
        *,
        cpu_seconds: float,
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        before: Sequence[tuple[str, Mapping[str, Any]]] = (),
    ) -> Reply:
        """Send a request to the worker in which `load` has just imported the file.

        Args:
            module: The file.
            verb: The request's.
            body: The request's.
            cpu_seconds: CPU time for all of it.
            oracles: What the code may ask.
            before: Verbs and bodies of what is done before, in the same frame.
        """
        with undisturbed():
            # One that has been killed since is not replaced: what was kept in it is gone.
            worker = self._workers.get(self._key(module)) or self._worker(module)
            return self._ask(worker, module, verb, body, cpu_seconds, oracles, before)

    def request_apart(
        self, module: str, verb: str, body: Mapping[str, Any], *, cpu_seconds: float, memory: int
    ) -> Reply:
        """Send a request to a worker of its own, with the file imported and less memory.

        The kernel holds it to that from before its first line of the submission, for good: what
        the code allocates while it is imported counts as well. Where both have no room at once, the
        file's other worker ends before, with what is kept in it.

        Args:
            module: The file.
            verb: The request's.
            body: The request's.
            cpu_seconds: CPU time for the request.
            memory: Bytes of address space beyond what a worker has when it is forked.
        """
        with undisturbed():
            self._make_room(memory)
            return self._request_apart(module, verb, body, cpu_seconds, memory)

    def _request_apart(
        self, module: str, verb: str, body: Mapping[str, Any], cpu_seconds: float, memory: int
    ) -> Reply:
        with self._start(module, replace(self._limits, memory=memory)) as worker:
            reply = self._load_in(worker, module)
            if isinstance(reply, Answer):
                reply = self._ask(worker, module, verb, body, cpu_seconds, None)
            self._printed.setdefault(self._key(module), []).extend(worker.output)
            return reply

    @contextmanager
    def timed(self, module: str) -> Iterator[Callable[[str, Mapping[str, Any], float], Reply]]:
        """Start a worker of its own, for requests whose CPU time counts and nothing else.

        What becomes of them takes nothing from the file: neither its worker, nor its time, nor its
        patience. In the block, a verb, its body and a limit of CPU seconds are a request; all of
        them have `TIMED_SECONDS` together.
        """
        end = min(time.monotonic() + TIMED_SECONDS, self._deadline)
        try:
            with undisturbed():
                self._make_room(self._limits.memory, kept=(self._key(module),))
                worker = self._start(module, self._limits)
        except ZygoteError as error:
            missing = Stopped("killed", str(error))
            yield lambda _verb, _body, _cpu_seconds: missing
            return

        def ask(verb: str, body: Mapping[str, Any], cpu_seconds: float) -> Reply:
            left = max(0.0, end - time.monotonic())
            with undisturbed():
                return worker.request(
                    verb, body, cpu_seconds=cpu_seconds, wall_seconds=left, until=end
                )

        try:
            ask(self._loading.verb, self._loading.body(module), self._load_seconds)
            yield ask
        finally:
            with undisturbed():
                worker.close()

    @contextmanager
    def widened(self, module: str) -> Iterator[CodeWorkers]:
        """Yield workers of the same files and the same time, in which float32 means float64."""
        with undisturbed():
            self._make_room(self._limits.memory, kept=(self._key(module),))
        others = copy(self)
        others._workers, others._loaded, others._failures, others._printed = {}, {}, {}, {}
        others._widened = True
        try:
            yield others
        finally:
            others.close()

    def _ask(
        self,
        worker: Worker,
        module: str,
        verb: str,
        body: Mapping[str, Any],
        cpu_seconds: float,
        oracles: Mapping[str, Callable[..., Any]] | None,
        before: Sequence[tuple[str, Mapping[str, Any]]] = (),
    ) -> Reply:
        """Send a request within what is left of the file's time."""
        cpu_seconds = self._times.limit(module, cpu_seconds)
        left = self._times.left(module)
        if self.is_spent(module):
            title = self._loading.title.format(module)
            text = f"{title} has used up the {self._times.seconds:g} s it may take"
            return Stopped("time", f"it was not begun, because {text}", begun=False)
        begun = time.monotonic()
        reply = worker.request(
            verb,
            body,
            cpu_seconds=cpu_seconds,
            wall_seconds=min(left, self._deadline - begun, WALL_FACTOR * cpu_seconds),
            until=self._deadline,
            oracles=oracles,
            before=before,
        )
        timed_out = isinstance(reply, Stopped) and reply.reason == "time"
        self._times.charge(module, worker.charged, timed_out=timed_out)
        if isinstance(reply, Stopped) and worker.killed:
            self._interrupted.add(self._key(module))
        return self._around(module).located(reply) if isinstance(reply, Raised) else reply

    def _around(self, module: str) -> Imports:
        return self._imports(f"{module}.py")

    def retire(self, module: str) -> None:
        """End a file's worker; the next request gets a new one."""
        with undisturbed():
            self._retire(self._key(module))

    def printed(self, module: str) -> str:
        """Return the beginning of what a file's workers have printed."""
        key = self._key(module)
        texts = list(self._printed.get(key, []))
        if key in self._workers:
            texts += self._workers[key].output
        return "".join(texts)

    @property
    def shadowed(self) -> tuple[str, ...]:
        """The files that an installed module of the same name hides from one of the workers."""
        return tuple(self._shadowed)

    def _key(self, module: str) -> str:
        return "" if self._shared else module

    def _worker(self, module: str) -> Worker:
        key = self._key(module)
        worker = self._workers.get(key)
        if worker is not None and worker.alive:
            return worker
        if worker is not None and worker.killed:
            self._interrupted.add(key)
        self._retire(key)
        worker = self._workers[key] = self._start(module, self._limits)
        return worker

    def _start(self, module: str, limits: Limits) -> Worker:
        """Start a worker that has what the file can import."""
        worker = Worker(
            self._source,
            limits,
            self._layers,
            device=self._device,
            expendable=not self._shared,
        )
        imports = self._around(module)
        sources = imports.sources
        body = {
            "paths": list(sources),
            "contents": list(sources.values()),
            "widened": self._widened,
        }
        start = self._source.start_seconds
        reply = worker.request(
            "open",
            body,
            cpu_seconds=start + LOAD_SECONDS,
            wall_seconds=start + WALL_FACTOR * LOAD_SECONDS,
        )
        if isinstance(reply, Answer):
            self._shadowed.update((imports.handed_in(str(path)), None) for path in reply.value)
        elif worker.killed:  # every request to it will say so
            self._killed_early = True
        else:
            # No code of the submission has run yet.
            worker.close()
            raise ZygoteError(f"a worker could not be prepared: {reply}; {worker.output[1]}")
        return worker

    def _retire(self, key: str) -> None:
        worker = self._workers.pop(key, None)
        if worker is not None:
            worker.close()
            self._printed.setdefault(key, []).extend(worker.output)


def _is_starved(reply: Reply) -> bool:
    return isinstance(reply, Stopped) and reply.reason == "starved"
