"""Starts each worker as a new process: for workers on a GPU, since CUDA does not survive a fork.

A worker takes seconds here, where the zygote takes milliseconds. It speaks the same frames and is
confined by the same layers, except that the filter lets the driver's `ioctl` calls pass, and that
its memory is limited in another way (`autograder.sandbox.limits`).
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
from collections.abc import Mapping
from typing import Any, ClassVar

from .connections import BARE_ENVIRONMENT, connected
from .frames import pack
from .zygote import Exit, Process, ZygoteError, guest_command

__all__ = ["Spawner"]

# A process that does not end when it is killed hangs in a driver.
_END_SECONDS = 30.0
# Which GPU there is, and where the driver's libraries lie, is the environment's to say.
_PASSED_ON = ("CUDA_DEVICE_ORDER", "CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH")


class Spawner:
    """Starts and collects workers that may use a GPU."""

    # Importing torch and starting CUDA, on half a processor and from a cold disk.
    start_seconds: ClassVar[float] = 60.0
    accelerated: ClassVar[bool] = True
    # Each is a process of its own.
    ends: ClassVar[int] = 0

    def __init__(self) -> None:
        self._started: dict[int, subprocess.Popen[bytes]] = {}

    def spawn(self, plan: Mapping[str, Any]) -> Process:
        """Start a worker.

        Args:
            plan: What `autograder.guest.confinement` and the worker need.

        Raises:
            OSError: No process can be started.
        """
        with connected() as (ours, theirs):
            child = subprocess.Popen(
                guest_command("spawned", theirs.connection.fileno()),
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=theirs.output,
                stderr=theirs.errors,
                pass_fds=[theirs.connection.fileno()],
                start_new_session=True,
                cwd="/",
            )
            self._started[child.pid] = child
            # One that has ended already is found out by the first request.
            with contextlib.suppress(BrokenPipeError):
                ours.connection.sendall(pack(dict(plan), []))
        pidfd = os.pidfd_open(child.pid)
        return Process(child.pid, pidfd, ours.connection, ours.output, ours.errors)

    def reap(self, pid: int) -> Exit:
        """Collect a worker that has ended or was killed.

        Raises:
            ZygoteError: It does not end.
        """
        child = self._started[pid]
        descriptor = os.pidfd_open(pid)
        try:
            if not select.select([descriptor], [], [], _END_SECONDS)[0]:
                raise ZygoteError(f"process {pid} has not ended in {_END_SECONDS:g} s")
        finally:
            os.close(descriptor)
        _, status, usage = os.wait4(pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        del self._started[pid]
        return Exit(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def _environment() -> dict[str, str]:
    """Return a worker's environment: of the grader's, nothing that could be a secret."""
    return {
        **BARE_ENVIRONMENT,
        # In the libraries themselves, whatever the code sets in torch.
        "NVIDIA_TF32_OVERRIDE": "0",
        # Sums in the same order in every run.
        "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
        "CUDA_CACHE_DISABLE": "1",
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
    }
