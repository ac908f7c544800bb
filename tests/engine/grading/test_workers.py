"""Each question file has its worker and its time; what one wastes, no other misses."""

import os
import time

import pytest

from autograder.grading import file_times, workers
from autograder.grading.imports import Imports
from autograder.grading.workers import CodeWorkers
from autograder.sandbox import deadline
from autograder.sandbox.limits import Limits
from autograder.sandbox.memory import Memory
from autograder.sandbox.worker_replies import Answer, Raised

SOURCE = """
import os, time
count = 0
def pid(): return os.getpid()
def folder(): return os.getcwd()
def calls():
    global count
    count += 1
    return count
def die(): os._exit(1)
def hang():
    while True: pass
def wait(): time.sleep(10**6)
def shout(word): print(word, end=" ")
"""


@pytest.fixture
def start(zygote, layers):
    """Make the workers of some files, all with the source above unless they say otherwise."""
    started = []

    def start(*files, sources=None, **options):
        texts = {file: SOURCE.encode() for file in files}
        texts |= {path: text.encode() for path, text in (sources or {}).items()}
        limits = options.pop("limits", Limits())
        started.append(CodeWorkers(zygote, lambda _: Imports(texts), limits, layers, **options))
        return started[-1]

    yield start
    for code in started:
        code.close()


def call(code, module, name, *arguments, seconds=20.0):
    loaded = code.load(module)
    if not isinstance(loaded, dict):
        return loaded
    body = {"target": {"module": module, "name": name}, "arguments": list(arguments), "named": {}}
    return code.request(module, "call", body, cpu_seconds=seconds)


def test_a_file_is_imported_once_and_keeps_its_state(start):
    code = start("q1.py")
    assert [call(code, "q1", "calls").value for _ in range(3)] == [1, 2, 3]


def test_each_file_has_a_worker_of_its_own(start):
    code = start("q1.py", "q2.py")
    first, second = call(code, "q1", "pid").value, call(code, "q2", "pid").value
    assert first != second
    assert call(code, "q1", "pid").value == first


def test_the_files_of_the_reference_share_one(start):
    code = start("q1.py", "q2.py", shared=True)
    assert call(code, "q1", "pid") == call(code, "q2", "pid")


def test_after_a_death_the_next_request_has_a_new_worker_and_a_fresh_import(start):
    code = start("q1.py", "q2.py")
    pid, other = call(code, "q1", "pid").value, call(code, "q2", "pid").value
    call(code, "q1", "calls")
    assert call(code, "q1", "die").reason == "exited"
    assert call(code, "q1", "pid").value != pid
    assert call(code, "q1", "calls") == Answer(1)
    assert call(code, "q2", "pid").value == other


@pytest.mark.parametrize("end", ["raise ValueError", "os._exit(1)"])
def test_an_import_that_fails_is_not_tried_again(start, end):
    code = start(sources={"q1.py": f"import os\nprint('tried', flush=True)\n{end}"})
    first = code.load("q1")
    assert code.load("q1") is first
    assert not isinstance(first, dict)
    assert code.printed("q1") == "tried\n"


def test_what_can_be_called_is_told_with_its_parameters(start):
    code = start(sources={"q1.py": "def f(a, *b, c=1, **d): pass\nfrom os import fspath\ng = max"})
    assert code.load("q1") == {"f": ["a", "b", "c", "d"], "fspath": ["path"], "g": None}


def test_names_that_are_no_text_and_parameters_that_are_no_list_are_dropped(start):
    source = "globals()[3] = print\nclass C:\n def __call__(self): pass\n __signature__ = 3\n"
    assert start(sources={"q1.py": f"{source}c = C()"}).load("q1") == {"C": None, "c": None}


# -------------------------------------------------------------------------------- its time


def test_after_the_second_time_out_a_file_has_little_time_left_for_each_line(start, monkeypatch):
    monkeypatch.setattr(file_times, "IMPATIENT_SECONDS", 0.25)
    monkeypatch.setattr(workers, "WALL_FACTOR", 1000)  # the machine may be busy
    code = start("q1.py", "q2.py")
    limits = [call(code, "q1", "hang", seconds=0.5).message for _ in range(3)]
    assert ["after 0.5 s of" in text for text in limits] == [True, True, False]
    assert "after 0.25 s of" in limits[2]
    assert "after 0.25 s of" in call(code, "q1", "hang").message
    assert "after 0.5 s of" in call(code, "q2", "hang", seconds=0.5).message


def test_the_references_time_outs_cost_nothing_later(start, monkeypatch):
    """It may run for many submissions, and what it does not answer is nobody's fault but ours."""
    monkeypatch.setattr(file_times, "IMPATIENT_SECONDS", 0.25)
    monkeypatch.setattr(workers, "WALL_FACTOR", 1000)  # the machine may be busy
    code = start("q1.py", shared=True)
    limits = [call(code, "q1", "hang", seconds=0.5).message for _ in range(3)]
    assert ["after 0.5 s of" in text for text in limits] == [True, True, True]


def test_a_file_that_has_used_up_its_time_is_not_begun_again(start):
    code = start("q1.py", "q2.py", file_seconds=0.3)
    assert call(code, "q1", "wait").reason == "time"
    second = call(code, "q1", "pid")
    assert second.reason == "time"
    assert "used up the 0.3 s" in second.message
    assert isinstance(call(code, "q2", "pid"), Answer)


def test_nothing_goes_on_beyond_the_deadline(start):
    begun = time.monotonic()
    code = start("q1.py", "q2.py", deadline=begun + 1)
    assert call(code, "q1", "wait", seconds=1000).reason == "time"
    assert time.monotonic() >= begun + 1
    assert code.load("q2").reason == "time"


def test_an_import_that_had_no_processor_is_tried_again(start, zygote, crowded, monkeypatch):
    """The first time 16 processes share one, so that it takes 5 s, and has 2."""
    monkeypatch.setattr(deadline, "BUSY_FACTOR", 1)
    source = "import time\nwhile time.process_time() < 0.3: pass\ndef two(): return 2"
    code = start(sources={"q1.py": source}, file_seconds=2)
    crowded(zygote.pid)
    first = code.load("q1")
    if os.path.exists("/proc/self/schedstat"):
        assert first.reason == "starved"
        assert not code.has_failed("q1")
        assert not code.is_spent("q1")


# ------------------------------------------------------------------------------- its output


def test_the_beginning_of_what_was_printed_survives_a_death(start):
    code = start("q1.py", "q2.py")
    call(code, "q1", "shout", "one")
    call(code, "q1", "die")
    call(code, "q1", "shout", "two")
    call(code, "q2", "shout", "three")
    assert code.printed("q1") == "one two "
    assert code.printed("q2") == "three "
    assert code.printed("q3") == ""


def test_files_that_are_hidden_are_named(start):
    code = start("q1.py", sources={"random.py": "", "helper.py": ""})
    code.load("q1")
    assert code.shadowed == ("random.py",)


def test_names_that_no_template_has_are_left_out(start):
    """They would be shown in full to whoever looks for the nearest name."""
    code = start(sources={"q1.py": "globals()['two' * 1000] = lambda: 1\ndef two(): return 2"})
    assert code.load("q1") == {"two": []}


# -------------------------------------------------------------------------------- its end


def test_when_it_is_closed_processes_and_folder_are_gone(start, is_gone):
    code = start("q1.py", "q2.py")
    pids = [call(code, name, "pid").value for name in ("q1", "q2")]
    folder = call(code, "q1", "folder").value
    assert os.path.isdir(folder)
    code.close()
    assert all(map(is_gone, pids))
    assert not os.path.exists(folder)


def test_a_raised_exception_keeps_the_worker(start):
    code = start("q1.py")
    pid = call(code, "q1", "pid")
    assert isinstance(call(code, "q1", "shout"), Raised)
    assert call(code, "q1", "pid") == pid


HUNGRY = """
import torch
def fill(megabytes): return torch.zeros(megabytes << 17, dtype=torch.float64).sum()
"""


@pytest.mark.parametrize(("megabytes", "fits"), [(20, True), (200, False)])
def test_a_worker_of_its_own_can_have_less_memory(start, megabytes, fits):
    code = start(sources={"q1.py": HUNGRY})
    body = {
        "target": {"module": "q1", "name": "fill"}, "arguments": [megabytes], "named": {},
    }  # fmt: skip
    reply = code.request_apart("q1", "call", body, cpu_seconds=20.0, memory=100 << 20)
    assert isinstance(reply, Answer) is fits, reply
    assert fits or reply.out_of_memory
    assert isinstance(call(code, "q1", "fill", megabytes), Answer)


def test_what_a_file_takes_while_it_is_imported_counts_as_well(start):
    code = start(sources={"q1.py": HUNGRY + "kept = fill(80), torch.zeros(80 << 17)\n"})
    body = {"target": {"module": "q1", "name": "fill"}, "arguments": [80], "named": {}}
    reply = code.request_apart("q1", "call", body, cpu_seconds=20.0, memory=100 << 20)
    assert isinstance(reply, Raised)
    assert reply.out_of_memory


def test_a_worker_of_its_own_keeps_no_state_and_its_output_is_kept(start):
    code = start("q1.py")
    assert call(code, "q1", "calls").value == 1
    target = {"module": "q1", "name": "shout"}
    body = {"target": target, "arguments": ["apart"], "named": {}}
    code.request_apart("q1", "call", body, cpu_seconds=20.0, memory=1 << 30)
    assert call(code, "q1", "calls").value == 2
    assert "apart" in code.printed("q1")


def test_where_there_is_no_room_for_both_a_worker_of_its_own_is_the_only_one(
    start, tmp_path, is_gone
):
    (tmp_path / "proc").mkdir()
    for left, stays in ((100 << 20, True), (99 << 20, False)):
        (tmp_path / "proc/meminfo").write_text(f"MemAvailable: {left >> 10} kB\n")
        code = start("q1.py", memory=Memory(tmp_path))
        pid = call(code, "q1", "pid").value
        body = {"target": {"module": "q1", "name": "pid"}, "arguments": [], "named": {}}
        apart = code.request_apart("q1", "call", body, cpu_seconds=20.0, memory=100 << 20)
        assert isinstance(apart, Answer)
        assert stays or is_gone(pid)
        assert (call(code, "q1", "pid").value == pid) is stays


OOM = "def oom(): return int(open('/proc/self/oom_score_adj').read())"


def test_when_memory_runs_out_the_references_worker_goes_after_a_students(start):
    """Both before the grader, whose own score is left as it is."""
    sources = {"q1.py": OOM}
    scores = [call(start(sources=sources, shared=shared), "q1", "oom").value for shared in (0, 1)]
    with open("/proc/self/oom_score_adj") as own:
        assert scores == sorted({*scores, int(own.read())}, reverse=True)[:2]
