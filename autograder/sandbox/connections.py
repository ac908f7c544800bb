"""What connects a worker to the grader: a socket for frames, and pipes for what is printed."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["BARE_ENVIRONMENT", "Ends", "connected"]

#: A worker's environment. Of the grader's nothing: it may hold secrets, and `/proc` shows it for
#: ever.
BARE_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Ends:
    """One side's ends of the connections.

    Args:
        connection: Of the socket.
        output: Of the pipe for standard output.
        errors: Of the pipe for standard error.
    """

    connection: socket.socket
    output: int
    errors: int

    @property
    def descriptors(self) -> tuple[int, int, int]:
        """All three."""
        return self.connection.fileno(), self.output, self.errors

    def close(self) -> None:
        """Close them."""
        self.connection.close()
        os.close(self.output)
        os.close(self.errors)


@contextmanager
def connected() -> Iterator[tuple[Ends, Ends]]:
    """Yield the grader's ends and the worker's, who is started in the block.

    After it the worker has its ends and the grader's never wait. Where the block raises, nothing
    stays open.

    Raises:
        OSError: There are no more descriptors.
    """
    ours_socket, theirs_socket = socket.socketpair()
    output, output_end = os.pipe()
    errors, errors_end = os.pipe()
    ours, theirs = Ends(ours_socket, output, errors), Ends(theirs_socket, output_end, errors_end)
    try:
        yield ours, theirs
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    ours.connection.setblocking(False)
    os.set_blocking(ours.output, False)
    os.set_blocking(ours.errors, False)
