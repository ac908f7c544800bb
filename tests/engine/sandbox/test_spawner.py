"""A worker that is a process of its own is like one that was forked, and confined alike.

Tried on the processor: what differs on a GPU is the device that it computes on.
"""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from autograder.sandbox import spawner
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.spawner import Spawner
from autograder.sandbox.values import OracleName, Tensor
from autograder.sandbox.worker import Worker
from autograder.sandbox.worker_replies import Answer
from autograder.sandbox.zygote import GUEST, ZygoteError, guest_command

PLENTY = 100.0

SOURCE = """
import mmap, os, resource, sys, torch

def product(a, b): return a @ b
def fill(size): return len(bytearray(size))
def share(size): return len(mmap.mmap(-1, size))
def forever():
    while True: pass
def leave(): os._exit(3)
def me():
    with open("/proc/self/oom_score_adj") as score:
        oom = score.read().strip()
    return {
            "pid": os.getpid(), "session": os.getsid(0), "folder": os.getcwd(),
            "threads": len(os.listdir("/proc/self/task")), "oom": oom,
            "space": resource.getrlimit(resource.RLIMIT_AS)[0], "path": sys.path,
            "ours": [m for m in sys.modules if m.startswith(("autograder", "reference", "tests"))],
            "open": sorted(os.readlink(f"/proc/self/fd/{n}").partition(":")[0]
                           for n in os.listdir("/proc/self/fd")
                           if os.path.exists(f"/proc/self/fd/{n}")),
        }
def asks(question): return question(torch.ones(2))
"""

GRADER = textwrap.dedent("""
    import sys
    from autograder.sandbox.limits import Layers, Limits
    from autograder.sandbox.spawner import Spawner
    from autograder.sandbox.worker import Worker

    worker = Worker(Spawner(), Limits(), Layers())
    worker.request("open", {"paths": [], "contents": []}, cpu_seconds=100)
    print(worker._process.pid, flush=True)
    sys.stdin.read()
""")


@pytest.fixture
def spawned(layers):
    """A worker with the source in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_CANARY", "tweet")
        worker = Worker(Spawner(), Limits(memory=1 << 30), layers)
    with worker:
        body = {"paths": ["answer.py"], "contents": [SOURCE.encode()]}
        reply = worker.request("open", body, cpu_seconds=PLENTY)
        assert isinstance(reply, Answer), worker.output
        worker.request("load", {"module": "answer"}, cpu_seconds=PLENTY)
        yield worker


def call(worker, name, *arguments, seconds=PLENTY, **options):
    target = {"module": "answer", "name": name}
    body = {"target": target, "arguments": list(arguments), "named": {}}
    return worker.request("call", body, cpu_seconds=seconds, **options)


def test_it_computes_asks_and_goes_on_after_an_exception(spawned):
    matrix = Tensor.of([[1.0, 2.0], [3.0, 4.0]])
    assert call(spawned, "product", matrix, matrix).value == Tensor.of([[7.0, 10.0], [15.0, 22.0]])
    assert call(spawned, "product", matrix, 3).type_name == "TypeError"
    oracles = {"twice": lambda x: Tensor.of(2 * x.array())}
    reply = call(spawned, "asks", OracleName("twice"), oracles=oracles)
    assert reply.value == Tensor.of([2.0, 2.0])


def test_it_is_alone_and_nothing_of_the_graders_is_in_it(spawned):
    me = call(spawned, "me").value
    assert me["pid"] == me["session"] == spawned._process.pid
    assert os.path.basename(os.path.dirname(me["folder"])).startswith("autograder-worker-")
    assert (me["threads"], me["oom"], me["ours"]) == (1, "1000", [])
    assert me["open"] == ["/dev/null", "pipe", "pipe", "socket"]
    assert "" not in me["path"]
    with open(f"/proc/{me['pid']}/environ", "rb") as file:
        names = {entry.partition(b"=")[0].decode() for entry in file.read().split(b"\0") if entry}
    assert "AUTOGRADER_CANARY" not in names
    assert {"NVIDIA_TF32_OVERRIDE", "OMP_NUM_THREADS"} <= names


def test_memory_is_counted_without_counting_address_space(spawned):
    """CUDA reserves address space by the terabyte; what is written to is limited all the same."""
    assert call(spawned, "me").value["space"] == -1
    assert call(spawned, "fill", 1 << 28).value == 1 << 28
    assert call(spawned, "fill", 1 << 31).out_of_memory
    assert call(spawned, "share", 1 << 12).type_name == "PermissionError"


def test_it_is_stopped_when_its_time_is_up(spawned, is_gone):
    assert call(spawned, "forever", seconds=0.2).reason == "time"
    assert is_gone(spawned._process.pid)
    assert os.WTERMSIG(spawned.exit.status) == signal.SIGKILL
    assert spawned.exit.cpu > 0.2
    assert spawned.exit.peak_kib > 50_000


def test_how_it_ended_is_told(spawned):
    assert "exit status 3" in call(spawned, "leave").message


def test_it_ends_with_the_grader(is_gone):
    arguments = [sys.executable, "-c", GRADER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(arguments, **pipes) as process:
        pid = int(process.stdout.readline())
        process.kill()
        assert is_gone(pid)


def test_one_that_cannot_be_confined_answers_nothing_and_says_why(layers):
    """With two descriptors it cannot read what it needs."""
    with Worker(Spawner(), Limits(descriptors=2), layers) as worker:
        reply = worker.request("probe", {"secret": "/", "grader": 1}, cpu_seconds=PLENTY)
        assert reply.reason == "exited"
        assert "Error" in worker.output[1]


def test_one_that_has_several_threads_already_is_not_confined_but_ended(tmp_path, monkeypatch):
    """Landlock and the filter would hold for one of them alone."""
    start = tmp_path / "start.py"
    start.write_text(
        "import runpy, threading\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        f"runpy.run_path({str(GUEST)!r})\n"
    )

    def through_start(module, descriptor):
        command = guest_command(module, descriptor)
        return [str(start) if part == str(GUEST) else part for part in command]

    monkeypatch.setattr(spawner, "guest_command", through_start)
    with Worker(Spawner(), Limits(), Layers()) as worker:
        reply = worker.request("open", {"paths": [], "contents": []}, cpu_seconds=PLENTY)
        assert reply.reason == "exited"
        assert "2 threads before confinement" in worker.output[1]


def test_one_that_does_not_end_is_given_up(monkeypatch):
    """A process that hangs in a driver cannot be killed; this one was not."""
    monkeypatch.setattr(spawner, "_END_SECONDS", 0.0)
    source = Spawner()
    worker = Worker(source, Limits(), Layers())
    with pytest.raises(ZygoteError, match="has not ended"):
        source.reap(worker._process.pid)
    monkeypatch.undo()
    worker.close()
    assert worker.exit.status == signal.SIGKILL
