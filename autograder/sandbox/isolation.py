"""Which layers of isolation there are here, and whether they hold: tried, not assumed.

What works depends on the machine: who runs the grader, the kernel, the container. The layers that
there are get exercised in a real worker before any submission is touched; what that worker could
still do decides whether to go on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .limits import Layers, Limits
from .worker import Worker
from .worker_replies import Answer
from .zygote import Zygote, ZygoteError

__all__ = ["Isolation", "IsolationError", "find_isolation", "paths_in", "possible_in"]

_PROBE_SECONDS = 5.0
_READ = "read the grader's files"


class IsolationError(RuntimeError):
    """Workers cannot be kept from harm here; the text says what is missing, and the way out."""


@dataclass(frozen=True, slots=True)
class Isolation:
    """The layers that were found, and what a worker could do in spite of them.

    Args:
        layers: What confines workers.
        possible: What one could do all the same.
        read: The grader's files that one could read.
    """

    layers: Layers
    possible: tuple[str, ...]
    read: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether a worker could do nothing of what it must not."""
        return not self.possible

    def describe(self) -> str:
        """Return it in a sentence."""
        layers = ", ".join(self.layers.names) or "none"
        if self.holds:
            return f"layers: {layers}; tried in a worker, and they hold"
        return f"layers: {layers}; a worker can {', '.join(self.possible)}{self._named()}"

    def _named(self) -> str:
        """Name the files that could be read, the first of them at least."""
        more = f" and {len(self.read) - 1} more" if len(self.read) > 1 else ""
        return f": {self.read[0]}{more}" if self.read else ""


def find_isolation(zygote: Zygote, secrets: Sequence[Path], limits: Limits) -> Isolation:
    """Find the strongest layers that a worker can live with, and try them.

    Args:
        zygote: Where the worker comes from.
        secrets: Files and folders that the grader can read and a worker must not, with all that
            lies in them.
        limits: What a worker may use.

    Raises:
        IsolationError: No worker could be started at all.
        OSError: The grader cannot read a secret itself, so that a worker's failure means nothing.
    """
    paths = paths_in(secrets)
    lacking: list[str] = []
    for layers in _candidates(zygote):
        try:
            with Worker(zygote, limits, layers) as worker:
                return Isolation(layers, *possible_in(worker, paths))
        except (IsolationError, OSError, ZygoteError) as error:
            lacking.append(str(error))
    raise IsolationError(f"no worker could be started: {'; '.join(lacking)}")


def paths_in(secrets: Sequence[Path]) -> list[str]:
    """Return files and folders, and everything in them, that the grader can read.

    Raises:
        OSError: It cannot read one of those that are named.
    """
    found = []
    for secret in secrets:
        os.close(os.open(secret, os.O_RDONLY))
        inside = (
            os.path.join(folder, name)
            for folder, folders, files in os.walk(secret)
            for name in (*folders, *files)
        )
        # What it cannot read, or would wait for, tells nothing when a worker cannot either.
        readable = [p for p in inside if os.access(p, os.R_OK) and _is_plain(p)]
        # A link that a worker cannot follow may lead to what it can read.
        found += [os.path.realpath(path) for path in (str(secret), *readable)]
    return found


def _is_plain(path: str) -> bool:
    return os.path.isfile(path) or os.path.isdir(path)


def possible_in(
    worker: Worker, secrets: Sequence[str], *, start_seconds: float = 0.0
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a worker can do of what it must not, and which secrets it can read.

    Args:
        worker: One that was just started.
        secrets: Paths that the grader can read and a worker must not.
        start_seconds: CPU seconds that it may need before.

    Raises:
        IsolationError: It cannot do what a worker needs to.
    """
    body = {"secrets": list(secrets), "grader": os.getpid()}
    reply = worker.request("probe", body, cpu_seconds=start_seconds + _PROBE_SECONDS)
    if not isinstance(reply, Answer):
        raise IsolationError(worker.output[1].strip() or str(reply))
    if reply.value["lacking"]:
        # Python lies where another user cannot read it, in the home of root for example.
        raise IsolationError(f"a worker cannot {', '.join(reply.value['lacking'])}")
    possible, read = tuple(reply.value["possible"]), tuple(reply.value["read"])
    return ((_READ, *possible), read) if read else (possible, ())


def _candidates(zygote: Zygote) -> Iterator[Layers]:
    kernel = {"landlock": zygote.offer.landlock > 0, "seccomp": zygote.offer.seccomp}
    if os.geteuid() == 0:
        yield Layers(private_user=True, **kernel)
    yield Layers(**kernel)
