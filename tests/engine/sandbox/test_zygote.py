"""Workers come from one quiet process that holds nothing of the grader's and ends with it."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.values import Tensor
from autograder.sandbox.worker import Worker
from autograder.sandbox.worker_replies import Answer
from autograder.sandbox.zygote import Zygote, ZygoteError, guest_command

ALLOWED = {
    "CUDA_VISIBLE_DEVICES", "HOME", "LANG", "MKL_NUM_THREADS", "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS", "PATH",
}  # fmt: skip

# A grader that has a worker in an endless loop, and says who is who.
GRADER = textwrap.dedent("""
    import os, sys
    from autograder.sandbox.limits import Layers, Limits
    from autograder.sandbox.worker import Worker
    from autograder.sandbox.zygote import Zygote

    zygote = Zygote()
    worker = Worker(zygote, Limits(), Layers())
    source = b"import os\\nprint(os.getpid(), flush=True)\\nwhile True: pass"
    body = {"paths": ["q.py"], "contents": [source]}
    worker.request("open", body, cpu_seconds=9)
    collect = worker._collect

    def collect_and_tell(descriptor):
        bearable = collect(descriptor)
        if worker.output[0]:
            os.write(1, f"{os.getpid()} {zygote.pid} {worker.output[0]}".encode())
        return bearable

    worker._collect = collect_and_tell
    worker.request("load", {"module": "q"}, cpu_seconds=1000)
""")


def names_of_environment(pid):
    with open(f"/proc/{pid}/environ", "rb") as file:
        return {entry.partition(b"=")[0].decode() for entry in file.read().split(b"\0") if entry}


def test_nothing_of_the_graders_environment_is_passed_on(zygote, run_code):
    code = run_code("import os\ndef f(): return os.getpid(), sorted(os.environ)")
    pid, names = code.call("f").value
    assert names_of_environment(zygote.pid) == ALLOWED
    assert names_of_environment(pid) == ALLOWED
    # Libraries may set more for themselves, and do.
    assert "AUTOGRADER_CANARY" not in names


def test_the_zygote_has_one_thread(zygote):
    assert zygote.offer
    assert os.listdir(f"/proc/{zygote.pid}/task") == [str(zygote.pid)]


def test_torch_computes_in_a_worker_with_several_threads_allowed(run_code):
    code = run_code("import torch\ndef f(n):\n torch.set_num_threads(4)\n"
                    " return (torch.ones(n, n) @ torch.ones(n, n)).sum()")  # fmt: skip
    assert code.call("f", 300).value == Tensor.of(300.0**3)


def test_a_worker_has_no_terminal_and_a_session_of_its_own(run_code):
    code = run_code("import os\ndef f(): return os.readlink('/proc/self/fd/0'), os.getsid(0), "
                    "os.getpid(), os.isatty(1)")  # fmt: skip
    null, session, pid, is_terminal = code.call("f").value
    assert null == "/dev/null"
    assert session == pid
    assert not is_terminal


def test_a_worker_holds_no_descriptors_but_its_own(run_code):
    source = """
import os
def f():
    return sorted(os.readlink(f"/proc/self/fd/{n}").partition(":")[0]
                  for n in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{n}"))
"""
    first, second = run_code(source), run_code(source)
    first.call("f")
    assert second.call("f") == Answer(["/dev/null", "pipe", "pipe", "socket"])


def test_a_worker_starts_in_a_folder_of_its_own(run_code):
    source = "import os, tempfile\ndef f(): return os.getcwd(), tempfile.gettempdir()"
    first, second = run_code(source).call("f").value, run_code(source).call("f").value
    assert first[0] == first[1]
    assert first[0] != second[0]


@pytest.mark.parametrize("name", ["autograder", "autograder.verdict", "reference", "tests"])
def test_nothing_of_the_project_can_be_imported_in_a_worker(run_code, name):
    code = run_code(f"def f():\n import importlib\n importlib.import_module({name!r}).run()")
    assert code.call("f").type_name == "ModuleNotFoundError"
    loaded = "import sys\ndef f(): return [m for m in sys.modules if m.startswith("
    assert run_code(f"{loaded}('autograder', 'reference', 'tests'))]").call("f") == Answer([])


def test_the_checkout_is_not_on_the_path_of_a_worker(run_code):
    import autograder

    checkout = os.path.dirname(os.path.dirname(autograder.__file__))
    code = run_code("import sys\ndef f(): return sys.path")
    assert checkout not in code.call("f").value
    assert "" not in code.call("f").value


def test_workers_do_not_see_what_another_has_done(run_code):
    source = "import torch\nn = getattr(torch, 'n', 0)\ntorch.n = 1\ndef f(): return n"
    assert run_code(source).call("f") == Answer(0)
    assert run_code(source).call("f") == Answer(0)


def test_a_worker_is_the_first_to_go_when_the_machine_runs_out_of_memory(run_code):
    code = run_code("def f(): return open('/proc/self/oom_score_adj').read()")
    assert code.call("f") == Answer("1000\n")


def test_memory_is_limited_beyond_what_the_worker_has_at_first(run_code):
    source = "import resource\ndef f(): return resource.getrlimit(resource.RLIMIT_AS)[0]"
    small = run_code(source, limits=Limits(memory=64 << 20)).call("f").value
    large = run_code(source, limits=Limits(memory=1 << 30)).call("f").value
    assert abs((large - small) - ((1 << 30) - (64 << 20))) < 16 << 20
    assert run_code(source, limits=Limits(memory=0)).call("f") == Answer(-1)


def test_zygote_and_workers_end_with_the_grader(is_gone):
    with subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE) as process:
        _, zygote, worker = map(int, os.read(process.stdout.fileno(), 100).split())
        process.kill()
        assert is_gone(zygote)
        assert is_gone(worker)


# A grader whose zygote is held up as soon as it has begun to import.
IMPORTING = textwrap.dedent("""
    import os, signal
    from autograder.sandbox.zygote import Zygote

    zygote = Zygote()
    while "numpy" not in open(f"/proc/{zygote.pid}/maps").read():
        pass
    os.kill(zygote.pid, signal.SIGSTOP)
    print(zygote.pid, flush=True)
    signal.pause()
""")


def test_a_zygote_that_is_still_importing_ends_with_the_grader(is_gone):
    with subprocess.Popen([sys.executable, "-c", IMPORTING], stdout=subprocess.PIPE) as process:
        zygote = int(process.stdout.readline())
        process.kill()
    try:
        assert is_gone(zygote)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(zygote, signal.SIGKILL)


def test_a_process_of_ours_whose_grader_is_gone_does_not_begin():
    """It has been handed to somebody else before it could ask to end with its parent."""
    other = subprocess.Popen([sys.executable, "-c", ""])
    other.wait()
    command = guest_command("zygote", 0)
    done = subprocess.run([*command[:-1], str(other.pid)], stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_closed_zygote_is_gone_with_its_workers(is_gone):
    with Zygote() as zygote:
        worker = Worker(zygote, Limits(), Layers())
        pid = worker._process.pid
    assert is_gone(pid)
    assert is_gone(zygote.pid)
    with worker:
        assert worker.request("value", {"handle": 1}, cpu_seconds=9).reason == "killed"


def test_a_zygote_that_has_died_is_the_graders_own_fault(is_gone):
    with Zygote() as zygote:
        os.kill(zygote.pid, signal.SIGKILL)
        with pytest.raises(ZygoteError, match="ended with status -9"):
            assert zygote.offer
        assert is_gone(zygote.pid)
        with pytest.raises(ZygoteError):
            Worker(zygote, Limits(), Layers())


def test_a_zygote_that_is_killed_later_is_replaced_a_few_times(is_gone, monkeypatch):
    monkeypatch.setattr("autograder.sandbox.zygote._MOST_STARTED", 2)
    with Zygote() as zygote:
        worker = Worker(zygote, Limits(), Layers())
        assert zygote.ends == 0
        first = zygote.pid
        os.kill(first, signal.SIGKILL)
        assert is_gone(first)
        assert is_gone(worker._process.pid)
        assert zygote.ends == 1
        worker.close()
        assert worker.exit.status == signal.SIGKILL
        second = Worker(zygote, Limits(), Layers())
        assert second.request("value", {"handle": 1}, cpu_seconds=9) == Answer(1)
        assert zygote.ends == 1
        os.kill(zygote.pid, signal.SIGKILL)
        second.close()
        with pytest.raises(ZygoteError):
            Worker(zygote, Limits(), Layers())


def test_a_worker_of_a_zygote_that_is_gone_is_not_asked_of_its_successor(is_gone):
    with Zygote() as zygote:
        orphan = Worker(zygote, Limits(), Layers())
        os.kill(zygote.pid, signal.SIGKILL)
        with Worker(zygote, Limits(), Layers()) as worker:
            assert is_gone(orphan._process.pid)
            orphan.close()
            assert orphan.exit.status == signal.SIGKILL
            assert worker.request("value", {"handle": 1}, cpu_seconds=9) == Answer(1)


def test_an_answer_that_was_not_awaited_is_not_taken_for_another():
    with Zygote() as zygote:
        first = Worker(zygote, Limits(), Layers())
        interrupt = signal.signal(signal.SIGALRM, _interrupt)
        try:
            os.kill(zygote.pid, signal.SIGSTOP)
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            with pytest.raises(KeyboardInterrupt):
                Worker(zygote, Limits(), Layers())
        finally:
            os.kill(zygote.pid, signal.SIGCONT)
            signal.signal(signal.SIGALRM, interrupt)
        with pytest.raises(ZygoteError, match="interrupted"):
            Worker(zygote, Limits(), Layers())
        first.close()
        assert first.exit.status == signal.SIGKILL


def _interrupt(_number, _frame):
    raise KeyboardInterrupt
