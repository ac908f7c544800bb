"""Whether there is a GPU that workers can compute on without being able to do harm.

The grader imports no torch, so a worker says what torch finds: one that was started afresh, as
those that compute on the GPU are. Where no driver's files are none is started.
"""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .isolation import Isolation, IsolationError, paths_in, possible_in
from .limits import Limits
from .spawner import Spawner
from .worker import Worker
from .worker_replies import Answer

__all__ = ["ACCELERATED_LIMITS", "Accelerator", "NoAccelerator", "find_accelerator", "has_driver"]

#: CUDA itself keeps several hundred megabytes in a process, and a dozen files for each GPU.
ACCELERATED_LIMITS = Limits(memory=4 << 30, descriptors=1024)

# NVIDIA's driver, and Windows' below Linux.
_FILES = ("/dev/nvidiactl", "/dev/nvidia[0-9]*", "/dev/dxg")
_SECONDS = 5.0


class NoAccelerator(RuntimeError):
    """There is none to compute on; the text says what was looked for and what was found."""


@dataclass(frozen=True, slots=True)
class Accelerator:
    """What workers compute on.

    Args:
        device: As torch names its kind, ``"cuda"``.
        name: The product's.
        version: Of what torch drives it with.
        dtypes: In which code runs again.
    """

    device: str
    name: str
    version: str
    dtypes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})" if self.version else self.name


def has_driver() -> bool:
    """Whether a GPU's driver has left its files here: without them there is nothing to ask."""
    return any(glob.glob(pattern) for pattern in _FILES)


def find_accelerator(
    spawner: Spawner, isolation: Isolation, secrets: Sequence[Path], *, device: str = "cuda"
) -> Accelerator:
    """Start a worker with a GPU, try what it must not be able to do, and ask what it computes on.

    Args:
        spawner: Where the worker comes from.
        isolation: What confines workers, and what they can do in spite of it, which was accepted.
        secrets: Files and folders that the grader can read and a worker must not, with all that
            lies in them.
        device: The kind of device.

    Raises:
        NoAccelerator: There is none, torch cannot use it, or such a worker could do harm.
    """
    paths = paths_in(secrets)
    with Worker(spawner, ACCELERATED_LIMITS, isolation.layers, device=device) as worker:
        try:
            possible, _ = possible_in(worker, paths, start_seconds=spawner.start_seconds)
        except IsolationError as error:
            reason = str(error).rpartition("\n")[2]
            raise NoAccelerator(f"a worker could not be started on it: {reason}") from error
        if more := [what for what in possible if what not in isolation.possible]:
            raise NoAccelerator(f"a worker on it could {', '.join(more)}")
        reply = worker.request("device", {}, cpu_seconds=_SECONDS)
    if not isinstance(reply, Answer):
        raise NoAccelerator(f"torch cannot use it: {reply}")
    found = reply.value
    return Accelerator(device, found["name"], found["version"], tuple(found["dtypes"]))
