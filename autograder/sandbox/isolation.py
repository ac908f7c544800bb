"""Which layers of isolation there are here, and whether they hold: tried, not assumed.

What works depends on the machine: who runs the grader, the kernel, the container. The layers that
there are get exercised in a real worker before any submission is touched; what that worker could
still do decides whether to go on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from .limits import Layers, Limits
from .worker import Answer, Worker
from .zygote import Zygote, ZygoteError

__all__ = ["Isolation", "IsolationError", "find_isolation", "possible_in"]

_PROBE_SECONDS = 5.0


class IsolationError(RuntimeError):
    """Workers cannot be kept from harm here; the text says what is missing, and the way out."""


@dataclass(frozen=True, slots=True)
class Isolation:
    """The layers that were found, and what a worker could do in spite of them."""

    layers: Layers
    possible: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether a worker could do nothing of what it must not."""
        return not self.possible

    def describe(self) -> str:
        """Return it in a sentence."""
        layers = ", ".join(self.layers.names) or "none"
        if self.holds:
            return f"layers: {layers}; tried in a worker, and they hold"
        return f"layers: {layers}; a worker can {', '.join(self.possible)}"


def find_isolation(zygote: Zygote, secret: str, limits: Limits) -> Isolation:
    """Find the strongest layers that a worker can live with, and try them.

    Args:
        zygote: Where the worker comes from.
        secret: A file or folder that the grader can read and a worker must not.
        limits: What a worker may use.

    Raises:
        IsolationError: No worker could be started at all.
        OSError: The grader cannot read the secret itself, so that a worker's failure means nothing.
    """
    os.close(os.open(secret, os.O_RDONLY))
    lacking: list[str] = []
    for layers in _candidates(zygote):
        try:
            with Worker(zygote, limits, layers) as worker:
                return Isolation(layers, possible_in(worker, secret))
        except (IsolationError, OSError, ZygoteError) as error:
            lacking.append(str(error))
    raise IsolationError(f"no worker could be started: {'; '.join(lacking)}")


def possible_in(worker: Worker, secret: str, *, start_seconds: float = 0.0) -> tuple[str, ...]:
    """Return what a worker can do of what it must not.

    Args:
        worker: One that was just started.
        secret: A file or folder that the grader can read and a worker must not.
        start_seconds: CPU seconds that it may need before.

    Raises:
        IsolationError: It cannot do what a worker needs to.
    """
    body = {"secret": secret, "grader": os.getpid()}
    reply = worker.request("probe", body, cpu_seconds=start_seconds + _PROBE_SECONDS)
    if not isinstance(reply, Answer):
        raise IsolationError(worker.output[1].strip() or str(reply))
    if reply.value["lacking"]:
        # Python lies where another user cannot read it, in the home of root for example.
        raise IsolationError(f"a worker cannot {', '.join(reply.value['lacking'])}")
    return tuple(reply.value["possible"])


def _candidates(zygote: Zygote) -> Iterator[Layers]:
    kernel = {"landlock": zygote.offer.landlock > 0, "seccomp": zygote.offer.seccomp}
    if os.geteuid() == 0:
        yield Layers(private_user=True, **kernel)
    yield Layers(**kernel)
