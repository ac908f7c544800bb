"""One zygote for all that a command does, one thing after the other: starting it takes seconds.

What needs workers asks `open_zygote`, and knows nothing of who else does. Whoever does several such
things puts them into the block of `shared_zygote`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from .zygote import Zygote

__all__ = ["open_zygote", "shared_zygote"]


class _Scope:
    """The zygote of a block, started when it is first asked for."""

    def __init__(self, start: Callable[[], Zygote]) -> None:
        self._start = start
        # A fork would speak on the same socket.
        self._process = os.getpid()
        self._zygote: Zygote | None = None

    @property
    def is_here(self) -> bool:
        """Whether the block is this process's."""
        return self._process == os.getpid()

    @property
    def zygote(self) -> Zygote:
        """The one of the block."""
        self._zygote = self._zygote or self._start()
        return self._zygote


_SCOPE: ContextVar[_Scope | None] = ContextVar("scope", default=None)


@contextmanager
def shared_zygote(existing: Callable[[], Zygote] | None = None) -> Iterator[None]:
    """Let everything in the block have its workers from one zygote.

    Args:
        existing: Returns the one, which goes on after the block. Without it that of a block around
            this one is used, or one of the block's own, started when it is first asked for.
    """
    scope = _SCOPE.get()
    with ExitStack() as stack:
        if existing is not None:
            scope = _Scope(existing)
        elif scope is None or not scope.is_here:
            scope = _Scope(lambda: stack.enter_context(Zygote()))
        token = _SCOPE.set(scope)
        try:
            yield
        finally:
            _SCOPE.reset(token)


@contextmanager
def open_zygote() -> Iterator[Zygote]:
    """Yield the zygote that is shared in this block, or one of its own."""
    scope = _SCOPE.get()
    if scope is not None and scope.is_here:
        yield scope.zygote
    else:
        with Zygote() as zygote:
            yield zygote
