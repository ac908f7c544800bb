"""The zygote: one process that has imported what every worker needs, and forks them.

It has one thread, no secrets and no submission's data. The grader asks on a socket: ``spawn``
comes with three descriptors (the worker's socket, its output, its error output) and is answered
with the child's process id and a descriptor of it; ``reap`` is answered with the child's exit
status. The zygote ends with the grader.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import socket
from typing import Any

import torch

from .wire import Channel
from .worker import Worker

__all__ = ["main"]

_PR_SET_PDEATHSIG = 1
_MAX_MESSAGE = 1 << 16


def main(descriptor: int) -> None:
    """Serve the grader at the other end of ``descriptor`` until it closes."""
    _end_with_parent()
    # One OpenMP region here would make every torch operation in the children hang.
    torch.set_num_threads(1)
    # A first use of each kind imports what it needs once, here, instead of in every worker.
    torch.zeros(2, requires_grad=True).exp().sum().backward()  # type: ignore[no-untyped-call]
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=descriptor) as control:
        control.send(json.dumps({"ready": torch.__version__}).encode())
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
                _spawn(control, request, descriptors)


def _spawn(control: socket.socket, request: dict[str, Any], descriptors: list[int]) -> None:
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            _run(request, *descriptors)
        finally:
            # Never return into the zygote's loop, never run handlers a student registered.
            os._exit(0)
    for descriptor in descriptors:
        os.close(descriptor)
    process = os.pidfd_open(pid)
    socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [process])
    os.close(process)


def _run(request: dict[str, Any], connection: int, output: int, errors: int) -> None:
    os.setsid()
    _end_with_parent()
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (output, 1), (errors, 2)):
        os.dup2(source, target)
        os.close(source)
    os.chdir(request["folder"])
    _limit(request["memory"])
    with socket.socket(fileno=connection) as private:
        Worker(Channel(private), request["device"]).serve()


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        with open("/proc/self/statm") as statm:
            size = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
