"""Serves an application on this machine alone, until it is ended from outside."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

__all__ = ["LOOPBACK", "listening", "serve"]

LOOPBACK = "127.0.0.1"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# Seconds for an answer that is on its way when the server is ended.
_PATIENCE = 5


def listening(port: int) -> socket.socket:
    """Return a socket that nobody on another machine can reach.

    Args:
        port: Which one; 0 for any that is free.

    Raises:
        OSError: It is in use, or may not be taken.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((LOOPBACK, port))
        found.listen()
    except BaseException:
        found.close()
        raise
    return found


def serve(app: ASGIApp, listener: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM; what is under way is answered first."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        interface="asgi3",
        # The address that lets in stands in the first request, and logs are kept.
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    with _ended_by_signals():
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the server alone be ended by a signal, which it raises again at its end."""

    def noted(_number: int, _frame: FrameType | None) -> None:
        pass

    earlier = {number: signal.signal(number, noted) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
