"""What a worker costs over the student's own work.

    python benchmarks/worker_cost.py [--runs 40]

The same source does the same ten calls of torch twice: in a confined worker of the zygote (made,
sent its sources, imported, called, ended, cleaned up), and in an ordinary child that is forked
from a process with the same packages in memory, runs the source, and sends its result through a
pipe. The two run in turn. What a worker costs is the difference of the medians.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy
import sympy
import torch

from autograder.sandbox.isolation import find_isolation
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.worker import Worker
from autograder.sandbox.worker_replies import Answer
from autograder.sandbox.zygote import Zygote

SOURCE = """
import torch

def f():
    x = torch.linspace(0, 1, 10_000, dtype=torch.float64, requires_grad=True)
    for _ in range(8):
        x = torch.tanh(x * 1.5)
    return float(x.detach().sum())
"""
#: Each with all packages that a worker has, so that both forks copy the same pages.
PACKAGES = (numpy, sympy, torch)


def in_worker(zygote: Zygote, layers: Layers) -> float:
    """Run the source in a worker."""
    with Worker(zygote, Limits(), layers) as worker:
        opened = {"paths": ["q.py"], "contents": [SOURCE.encode()]}
        worker.request("open", opened, cpu_seconds=5)
        worker.request("load", {"module": "q"}, cpu_seconds=5)
        target = {"target": {"module": "q", "name": "f"}, "arguments": [], "named": {}}
        reply = worker.request("call", target, cpu_seconds=5)
    assert isinstance(reply, Answer), reply
    return float(reply.value)


def in_child() -> float:
    """Run the source in an ordinary child."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        names: dict[str, Callable[[], float]] = {}
        exec(compile(SOURCE, "q.py", "exec"), names)
        os.write(writer, repr(names["f"]()).encode())
        os._exit(0)
    os.close(writer)
    value = float(os.read(reader, 100))
    os.close(reader)
    os.waitpid(pid, 0)
    return value


def timed(run: Callable[[], float]) -> tuple[float, float]:
    """Return the milliseconds that a run takes, and its value."""
    begun = time.perf_counter()
    value = run()
    return 1e3 * (time.perf_counter() - begun), value


def main() -> None:
    """Measure both in turn and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.ones(2, requires_grad=True).exp().sum().backward()
    gc.collect()
    gc.freeze()
    with Zygote() as zygote, tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "secret"
        secret.write_text("secret")
        isolation = find_isolation(zygote, [secret], Limits())
        print(isolation.describe())
        choices = {"all of these layers": isolation.layers, "none of them": Layers()}
        runs: dict[str, Callable[[], float]] = {"an ordinary child": in_child}
        for name, layers in choices.items():
            runs[f"a worker with {name}"] = lambda layers=layers: in_worker(zygote, layers)
        times: dict[str, list[float]] = {name: [] for name in runs}
        values = set()
        for _ in range(options.runs + 2):
            for name, run in runs.items():
                taken, value = timed(run)
                times[name].append(taken)
                values.add(value)
        assert len(values) == 1, values
    base = statistics.median(times["an ordinary child"][2:])
    print(f"{'':38}{'median, ms':>12}{'more, ms':>12}")
    for name, taken in times.items():
        median = statistics.median(taken[2:])
        print(f"{name:38}{median:12.1f}{median - base:12.1f}")


if __name__ == "__main__":
    main()
