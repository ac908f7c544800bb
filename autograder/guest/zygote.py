"""The zygote: one process that has imported what every worker needs, and forks them.

It has one thread, no secrets and no submission's data. The grader asks on a socket: ``spawn``
comes with three descriptors (the worker's socket, its output, its error output) and is answered
with the child's process id and a descriptor of it; ``reap`` is answered with the child's exit
status. The zygote ends with the grader.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import json
import os
import socket
import traceback
from typing import Any

import numpy as np
import sympy
import torch

from . import landlock, seccomp, symbols
from .confinement import confine, end_with_parent
from .pages import collapse
from .wire import Channel, Encoder
from .worker import Worker, reseed

__all__ = ["main"]

_MAX_MESSAGE = 1 << 16
# From so many workers on, what they save is more than the tenth of a second that it takes.
_MANY = 16


def main(descriptor: int) -> None:
    """Serve the grader at the other end of ``descriptor`` until it closes."""
    # One OpenMP region here would make every torch operation in the children hang.
    torch.set_num_threads(1)
    _warm_up()
    gc.collect()
    gc.freeze()
    offer = {
        "torch": torch.__version__,
        "landlock": landlock.version(),
        "seccomp": seccomp.available(),
    }
    # A grader that is cancelled early is gone before the imports are done.
    with socket.socket(fileno=descriptor) as control, contextlib.suppress(BrokenPipeError):
        control.send(json.dumps(offer).encode())
        forks = 0
        while True:
            message, descriptors, _, _ = socket.recv_fds(control, _MAX_MESSAGE, 8)
            if not message:
                return
            request = json.loads(message)
            if request["verb"] == "reap":
                _, status, usage = os.wait4(request["pid"], 0)
                used = usage.ru_utime + usage.ru_stime
                answer = {"status": status, "cpu": used, "peak_kib": usage.ru_maxrss}
                control.send(json.dumps(answer).encode())
            else:
                forks += 1
                if forks == _MANY:
                    collapse()
                _spawn(control, request, descriptors)


def _spawn(control: socket.socket, request: dict[str, Any], descriptors: list[int]) -> None:
    zygote = os.getpid()
    pid = os.fork()
    if pid == 0:
        # Never return into the zygote's loop, never run handlers that a student registered: not
        # even where an exception of theirs cannot be printed.
        status = 1
        try:
            control.close()
            _run(request, zygote, descriptors)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    for descriptor in descriptors:
        os.close(descriptor)
    process = os.pidfd_open(pid)
    socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [process])
    os.close(process)


def _run(request: dict[str, Any], zygote: int, descriptors: list[int]) -> None:
    os.setsid()
    end_with_parent(zygote)
    connection = _keep_only(*descriptors)
    os.chdir(request["folder"])
    os.environ.update(HOME=request["folder"], TMPDIR=request["folder"])
    confine(request)
    with socket.socket(fileno=connection) as private:
        Worker(Channel(private), request["device"]).serve()


def _keep_only(connection: int, output: int, errors: int) -> int:
    """Close every descriptor but four, whoever opened it; return the connection's number."""
    # Theirs may be among the numbers that are about to be used.
    kept = [fcntl.fcntl(d, fcntl.F_DUPFD, 64) for d in (connection, output, errors)]
    null = os.open(os.devnull, os.O_RDONLY)
    for target, source in enumerate((null, kept[1], kept[2], kept[0])):
        os.dup2(source, target)
    os.closerange(4, max(map(int, os.listdir("/proc/self/fd"))) + 1)
    return 3


def _warm_up() -> None:
    """Do once what imports and caches on its first use, here instead of in every worker."""
    reseed(0)
    torch.ones(2, requires_grad=True).exp().sum().backward()  # type: ignore[no-untyped-call]
    matrix, sequence = symbols.make("W", "matrix[d,d]"), symbols.make("h", "sequence[vector[d]]")
    step, rate = symbols.make("t", "natural"), symbols.make("a", "unit")
    encoder = Encoder(lambda _: 0)
    encoder.value([matrix * sequence[step - 1] / (1 - rate**step), sympy.sqrt(rate) / 2])
    encoder.value([torch.ones(2), np.ones(2)])
