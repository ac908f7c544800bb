"""A worker that is no fork: a new interpreter, for what does not survive a fork, as CUDA does not.

It is started by `autograder.sandbox.spawner` with its socket, its outputs and nothing else open.
The first frame on the socket is the plan; from then on it is a worker like any other. It gives up
what it has to while it has one thread: the GPU's driver starts others, and Landlock and the filter
would not hold for those.
"""

from __future__ import annotations

import os
import socket
import traceback
from typing import NoReturn

import torch

from . import device
from .confinement import confine
from .wire import Channel
from .worker import Worker, reseed

__all__ = ["main"]


def main(descriptor: int) -> NoReturn:
    """Become a worker, serve the grader at the other end of ``descriptor``, and end."""
    # Never run handlers that a student registered; never leave the grader waiting for a process
    # that has closed its connection and takes its time to end.
    status = 1
    private = socket.socket(fileno=descriptor)
    try:
        _serve(Channel(private))
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _serve(channel: Channel) -> None:
    torch.set_num_threads(1)
    plan, _ = channel.receive()
    threads = os.listdir("/proc/self/task")
    if len(threads) > 1:
        raise RuntimeError(f"{len(threads)} threads before confinement, which is for one")
    os.chdir(plan["folder"])
    os.environ.update(HOME=plan["folder"], TMPDIR=plan["folder"])
    confine(plan)
    device.prepare(plan["device"])
    reseed(0)
    Worker(channel, plan["device"]).serve()
