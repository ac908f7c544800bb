"""Starts the zygote, and asks it for workers.

The zygote (`autograder.guest.zygote`) has imported torch, sympy and numpy once; a worker is a
fork of it and ready in milliseconds.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Protocol

import msgspec

from .connections import BARE_ENVIRONMENT, connected

__all__ = [
    "GUEST", "Exit", "Offer", "Process", "WorkerSource", "Zygote", "ZygoteError", "guest_command",
]  # fmt: skip

#: What a process of ours that holds a submission's code begins with.
GUEST = Path(__file__).resolve().parent.parent / "guest" / "__main__.py"
_MAX_MESSAGE = 1 << 16
# A cold disk and half a processor make importing torch slow; longer than this it hangs.
_START_SECONDS = 120.0
_ANSWER_SECONDS = 30.0
# Each takes seconds; where it ends again and again, something is wrong with the machine.
_MOST_STARTED = 4


class ZygoteError(RuntimeError):
    """The zygote cannot be started, or has died again: the grader's own fault, no student's."""


@dataclass(frozen=True, slots=True)
class Exit:
    """How a process ended: its wait status, the CPU seconds it used, its peak memory in KiB."""

    status: int
    cpu: float
    peak_kib: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What the zygote found when it started.

    Args:
        torch: Its version.
        landlock: The kernel's version of it; 0 where it has none.
        seccomp: Whether the kernel takes filters and the architecture is known.
    """

    torch: str
    landlock: int
    seccomp: bool


@dataclass(frozen=True, slots=True)
class Process:
    """A worker that was just forked: its ids, and the grader's ends of its connections."""

    pid: int
    pidfd: int
    connection: socket.socket
    output: int
    errors: int


class WorkerSource(Protocol):
    """Where workers come from: `Zygote`, or `autograder.sandbox.spawner.Spawner`."""

    @property
    def start_seconds(self) -> float:
        """CPU seconds that a worker may need before it answers for the first time."""

    @property
    def accelerated(self) -> bool:
        """Whether its workers may use a GPU."""

    @property
    def ends(self) -> int:
        """How often what all its workers depend on has ended, and they with it."""

    def spawn(self, plan: Mapping[str, Any]) -> Process:
        """Start a worker.

        Raises:
            ZygoteError: None can be started.
        """

    def reap(self, pid: int) -> Exit:
        """Collect a worker that has ended or was killed.

        Raises:
            ZygoteError: It cannot be collected.
        """


class Zygote:
    """The process that workers are forked from. Use it as a context manager.

    It is started at once and imports in parallel with whatever the grader does next; the first
    `spawn` waits for it. If it is killed later, with all workers, `spawn` starts another.
    """

    start_seconds: ClassVar[float] = 0.0
    accelerated: ClassVar[bool] = False

    def __init__(self) -> None:
        self._started = 0
        self._start()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                guest_command("zygote", theirs.fileno()),
                env={**BARE_ENVIRONMENT, "CUDA_VISIBLE_DEVICES": ""},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                cwd="/",
            )
        self._offer: Offer | None = None
        self._awaited = False
        self._children: set[int] = set()
        self._started += 1

    def __enter__(self) -> Zygote:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote, and with it every worker that is left."""
        # Killed first: one that finds nobody there any more would say so, on our standard error.
        self._process.kill()
        self._control.close()
        self._process.wait()

    @property
    def pid(self) -> int:
        """The zygote's process id."""
        return self._process.pid

    @property
    def ends(self) -> int:
        """How often the process has ended since its imports were done, and all workers with it."""
        return self._started - 1 + self._has_ended()

    def _has_ended(self) -> bool:
        return self._offer is not None and self._process.poll() is not None

    @property
    def offer(self) -> Offer:
        """What there is, as soon as the imports are done.

        Raises:
            ZygoteError: They failed, or take too long.
        """
        if self._offer is None:
            self._offer = msgspec.convert(self._answer(_START_SECONDS)[0], Offer)
        return self._offer

    def spawn(self, plan: Mapping[str, Any]) -> Process:
        """Fork a worker.

        Args:
            plan: What `autograder.guest.confinement` and the worker need.

        Raises:
            ZygoteError: The zygote does not answer.
        """
        try:
            return self._fork(plan)
        except ZygoteError:
            if not self._has_ended() or self._started == _MOST_STARTED:
                raise
        self._control.close()
        self._start()
        return self._fork(plan)

    def _fork(self, plan: Mapping[str, Any]) -> Process:
        assert self.offer  # the imports are done
        with connected() as (ours, theirs):
            answer, descriptors = self._ask({"verb": "spawn", **plan}, list(theirs.descriptors))
        self._children.add(answer["pid"])
        return Process(answer["pid"], descriptors[0], ours.connection, ours.output, ours.errors)

    def reap(self, pid: int) -> Exit:
        """Collect a worker that has ended or was killed.

        Raises:
            ZygoteError: The zygote does not answer, or the worker has ended with an earlier one.
        """
        if pid not in self._children:
            raise ZygoteError(f"process {pid} has ended with the process that started it")
        self._children.remove(pid)
        answer, _ = self._ask({"verb": "reap", "pid": pid}, [])
        return Exit(answer["status"], answer["cpu"], answer["peak_kib"])

    def _ask(
        self, request: dict[str, Any], descriptors: list[int]
    ) -> tuple[dict[str, Any], list[int]]:
        if self._awaited:
            # Ctrl-C came between a request and its answer, which would be taken for the next one.
            raise ZygoteError("the process that starts workers was interrupted")
        self._awaited = True
        try:
            socket.send_fds(self._control, [msgspec.json.encode(request)], descriptors)
        except OSError as error:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_ANSWER_SECONDS)
            raise ZygoteError(f"the process that starts workers has ended: {error}") from error
        answer = self._answer(_ANSWER_SECONDS)
        self._awaited = False
        return answer

    def _answer(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        if not select.select([self._control], [], [], seconds)[0]:
            raise ZygoteError(f"the process that starts workers has not answered in {seconds:g} s")
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, _MAX_MESSAGE, 1)
        except ConnectionResetError:  # it ended with the request unread
            message = b""
        if not message:
            status = self._process.wait()
            raise ZygoteError(
                f"the process that starts workers ended with status {status}; its error output "
                "says why (are torch, sympy and numpy installed beside the grader?)"
            )
        answer: dict[str, Any] = msgspec.json.decode(message)
        return answer, descriptors


def guest_command(module: str, descriptor: int) -> list[str]:
    """Return what starts a process of ours that holds, or forks what holds, a submission's code.

    Args:
        module: The module of `autograder.guest` that it runs.
        descriptor: The socket on which it serves this process; to be passed on to it.
    """
    interpreter = [sys.executable, "-I", "-X", "utf8"]
    return [*interpreter, str(GUEST), module, str(descriptor), str(os.getpid())]
