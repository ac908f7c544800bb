"""A worker that is killed from outside costs nobody a point; one that kills itself, its lines."""

import os
import select
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from autograder.sandbox.memory import Memory
from autograder.sandbox.zygote import Zygote
from autograder.verdict import PENDING_TEXT, State, earned, lost

GOOD = "import os\ndef two(): return os.getpid()\ndef add(x, y): return x + y\n"
FILES = {f"q{number}.py": GOOD for number in (1, 2, 3)}
REFERENCE = """
from notation import question
@question("1.two")
def two(): return 2
"""
REFERENCES = dict.fromkeys(FILES, REFERENCE)


@dataclass
class Twice:
    """Calls the function twice, with something happening in between.

    Args:
        happens: What does, one thing each time that the line is graded, with the worker's id.
        first: Whether it happens before the first call instead, with nothing.
    """

    happens: tuple[Callable[..., Any], ...] = ()
    first: bool = False
    pids: list[Any] = field(default_factory=list)

    def check(self, line):
        """The calls have to be answered by the same process."""
        happens = self.happens[len(self.pids)] if len(self.pids) < len(self.happens) else None
        self.pids.append(None)
        if happens and self.first:
            happens()
        self.pids[-1] = line.submitted.call()
        if happens and not self.first:
            happens(self.pids[-1])
        return earned() if line.submitted.call() == self.pids[-1] else lost("another process")


@dataclass
class Keeps:
    """Keeps an object in the worker, and asks for it after something has happened."""

    happens: list[Callable[[int], Any]]

    def check(self, line):
        """The object has to be there."""
        kept = line.submitted.construct()
        if self.happens:
            self.happens.pop()(line.submitted.call())
        return earned() if isinstance(kept.value(), int) else lost("something else")


def kill(pid):
    """Kill a process from outside, and wait for its end."""
    descriptor = os.pidfd_open(pid)
    signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    assert select.select([descriptor], [], [], 30)[0]
    os.close(descriptor)


@pytest.fixture
def kernel(tmp_path):
    """A kernel that says what the test has it say; at first it has plenty of memory."""
    return Kernel(tmp_path)


class Kernel:
    """What the kernel says of memory, in files."""

    def __init__(self, folder):
        self._folder = folder / "kernel"
        (self._folder / "proc").mkdir(parents=True)
        self._kills = 0
        self.leave(1 << 40)
        self.run_out()
        self.memory = Memory(self._folder)

    def leave(self, left):
        """Leave so many bytes."""
        (self._folder / "proc/meminfo").write_text(f"MemAvailable: {left >> 10} kB\n")

    def run_out(self):
        """Count one more process that was ended."""
        self._kills += 1
        (self._folder / "proc/vmstat").write_text(f"oom_kill {self._kills}\n")

    def kill(self, pid):
        """Kill a process because memory ran out."""
        self.run_out()
        kill(pid)


# ------------------------------------------------------------------------ killed from outside


@pytest.mark.parametrize("kept", [False, True], ids=["called twice", "an object is kept"])
def test_a_line_whose_worker_was_killed_once_is_graded_all_the_same(graded, kept):
    assert graded(GOOD).line(checker=Keeps([kill]) if kept else Twice((kill,))) == earned()


def test_without_evidence_the_second_time_is_the_submissions(graded):
    verdict = graded(GOOD).line(checker=Twice((kill, kill)))
    assert (verdict.state, verdict.share) == (State.FAILED, 0)


def test_when_memory_has_run_out_the_line_is_graded_again_alone(graded, kernel):
    session = graded(FILES, reference=REFERENCES, memory=kernel.memory)
    other = Twice()
    assert session.line(file="q2.py", checker=other) == earned()
    once = Twice((kernel.kill,))
    assert session.line(checker=once) == earned()
    assert len(once.pids) == 2
    assert not os.path.exists(f"/proc/{other.pids[0]}")


def test_when_memory_runs_out_even_so_a_person_decides(graded, kernel):
    session = graded(GOOD, memory=kernel.memory)
    verdict = session.line(checker=Twice((kernel.kill, kernel.kill)))
    assert verdict.state is State.UNDECIDED
    assert verdict.message.startswith(PENDING_TEXT)
    assert "memory" in verdict.message
    assert "memory ran out" in verdict.review
    assert session.line(checker=Twice()) == earned()


def test_a_kill_that_the_kernel_tells_of_explains_the_next_one_too(graded, kernel):
    verdict = graded(GOOD, memory=kernel.memory).line(checker=Twice((kernel.kill, kill)))
    assert verdict.state is State.UNDECIDED


def test_workers_that_are_killed_together_were_killed_from_outside(graded):
    session = graded(FILES, reference=REFERENCES)
    other = Twice()
    assert session.line(file="q2.py", checker=other) == earned()

    def both(pid):
        kill(other.pids[0])
        kill(pid)

    verdict = session.line(checker=Twice((both, kill)))
    assert verdict.state is State.UNDECIDED
    assert verdict.message == PENDING_TEXT
    assert "several workers" in verdict.review


class Fatal:
    """A zygote some of whose workers, by their order, are killed as soon as they are there."""

    def __init__(self, zygote, doomed):
        self._zygote = zygote
        self._doomed = doomed
        self._spawned = 0

    def __getattr__(self, name):
        """Leave everything else to the zygote."""
        return getattr(self._zygote, name)

    def spawn(self, plan):
        """Start a worker, and kill it if it is one of those."""
        process = self._zygote.spawn(plan)
        if self._spawned in self._doomed:
            kill(process.pid)
        self._spawned += 1
        return process


@pytest.mark.parametrize(
    ("doomed", "state"),
    [
        ({0}, State.PASSED),
        ({0, 1}, State.UNDECIDED),
        ({1}, State.PASSED),
        ({1, 2}, State.UNDECIDED),
    ],
    ids=["the reference's", "the reference's twice", "the student's", "the student's twice"],
)
def test_a_worker_that_was_killed_before_any_code_ran_in_it_costs_nothing(
    graded, zygote, doomed, state
):
    session = graded(GOOD, zygote=Fatal(zygote, doomed))
    assert session.line(checker=Twice()).state is state
    assert session.line(checker=Twice()) == earned()


def test_an_idle_worker_that_was_killed_is_replaced(graded):
    session = graded(FILES, reference=REFERENCES)
    first, second = Twice(), Twice()
    assert session.line(checker=first) == earned()
    kill(first.pids[0])
    assert session.line(checker=second) == earned()
    assert len(second.pids) == 1


def test_a_zygote_that_was_killed_is_replaced(graded, is_gone):
    with Zygote() as zygote:
        session = graded(FILES, reference=REFERENCES, zygote=zygote)
        other = Twice()
        assert session.line(file="q2.py", checker=other) == earned()
        before = zygote.pid
        assert session.line(checker=Twice((lambda _: kill(before),))) == earned()
        assert zygote.pid != before
        assert is_gone(other.pids[0])
        assert session.line(file="q2.py", checker=Twice()) == earned()
        again = zygote.pid
        verdict = session.line(checker=Twice((lambda _: kill(again), kill)))
        assert verdict.state is State.UNDECIDED
        assert "forked from" in verdict.review


def test_after_the_deadline_nothing_is_graded_again(graded, kernel):
    """The line is ours, whoever it was."""
    for killed, state in ((kill, State.NOT_REACHED), (kernel.kill, State.UNDECIDED)):
        session = graded(GOOD, memory=kernel.memory)

        def late(pid, killed=killed, session=session):
            killed(pid)
            session.session._deadline = 0.0

        line = Twice((late,))
        assert session.line(checker=line).state is state
        assert len(line.pids) == 1


def test_a_file_whose_time_was_used_up_by_kills_is_ours(graded, kernel):
    session = graded(GOOD, memory=kernel.memory)

    def slowly(pid):
        kernel.kill(pid)
        session.session._student_workers._times.charge("q1", 1e9, timed_out=False)

    assert session.line(checker=Twice((slowly,))).state is State.UNDECIDED
    assert session.line(checker=Twice()).state is State.UNDECIDED


# --------------------------------------------------------------------- killed by their own code

PRINTS = "import os\nprint('tried', flush=True)\n"


def tries(session):
    return sum(text.count("tried") for text in session.session.printed().values())


def test_a_function_that_kills_its_process_loses_its_lines_after_one_more_try(graded):
    session = graded(f"def two():\n {PRINTS.replace(chr(10), '; ')}os.kill(os.getpid(), 9)\n")
    for lines in (1, 2):
        verdict = session.line()
        assert (verdict.state, verdict.share) == (State.KILLED, 0)
        assert "the process died (SIGKILL)" in verdict.message
        assert tries(session) == 2 * lines


def test_an_import_that_kills_its_process_is_tried_once_more(graded):
    session = graded(f"{PRINTS}os.kill(os.getpid(), 9)\n{GOOD}")
    for _ in range(3):
        verdict = session.line()
        assert (verdict.state, verdict.share) == (State.KILLED, 0)
        assert tries(session) == 2


def test_an_import_that_finds_no_memory_twice_is_not_tried_again_and_is_ours(graded, kernel):
    session = graded(f"{PRINTS}os.kill(os.getpid(), 9)\n{GOOD}", memory=kernel.memory)
    out = Twice((kernel.run_out, kernel.run_out), first=True)
    for checker in (out, Twice()):
        assert session.line(checker=checker).state is State.UNDECIDED
        assert tries(session) == 2


def test_another_end_than_that_is_the_submissions_at_once(graded, kernel):
    session = graded(f"{PRINTS}def two(): os.abort()\n", memory=kernel.memory)
    out = Twice((kernel.run_out,), first=True)
    assert session.line(checker=out).state is State.KILLED
    assert tries(session) == 1


# ------------------------------------------------------------------------------------- room


def test_as_long_as_there_is_room_workers_stay(graded, kernel):
    kernel.leave(1 << 30)
    session = graded(FILES, reference=REFERENCES, memory=kernel.memory)
    lines = [Twice() for _ in range(6)]
    for line, file in zip(lines, [*FILES, *FILES], strict=True):
        assert session.line(file=file, checker=line) == earned()
    pids = [line.pids[0] for line in lines]
    assert pids[:3] == pids[3:]


def test_where_there_is_no_room_idle_workers_end_before_a_line_begins(graded, kernel, is_gone):
    kernel.leave((1 << 30) - 4096)
    session = graded(FILES, reference=REFERENCES, memory=kernel.memory)
    lines = [Twice(), Twice(), Twice()]
    for index, (line, file) in enumerate(zip(lines, FILES, strict=True)):
        assert session.line(file=file, checker=line) == earned()
        assert all(is_gone(done.pids[0]) for done in lines[:index])
    again = Twice()
    assert session.line(file="q3.py", checker=again) == earned()
    assert again.pids == lines[2].pids


# Four files of 400 MB each, all of them twice.
FOUR = textwrap.dedent("""
    import sys
    from fractions import Fraction
    from pathlib import Path
    from autograder.checkers.answers.entries import Entries
    from autograder.checkers.common.ref import Target
    from autograder.grading.rubric import RubricLine
    from autograder.grading.reference import Reference
    from autograder.grading.session import Session
    from autograder.grading.submission import Submission
    from autograder.sandbox.isolation import find_isolation
    from autograder.sandbox.limits import Limits
    from autograder.sandbox.memory import Memory
    from autograder.sandbox.zygote import Zygote

    root, secret = Path(sys.argv[1]), sys.argv[2]
    SOURCE = b"held = b'x' * (400 << 20)\\ndef two(): return 2"
    REFERENCE = b"from notation import question\\n@question('1.two')\\ndef two(): return 2"
    files = [f"q{number}.py" for number in range(4)]
    with Zygote() as zygote:
        layers = find_isolation(zygote, [secret], Limits()).layers
        reference = Reference(dict.fromkeys(files, REFERENCE), b"secret")
        submission = Submission(dict.fromkeys(files, SOURCE))
        memory = Memory(root)
        with Session(zygote, reference, submission, layers=layers, memory=memory) as session:
            for file in [*files, *files]:
                line = RubricLine(
                    number="1.two", name="", weight=Fraction(1), module=Path(f"test_{file}"),
                    test="t", code=False,
                )
                verdict = session.grade(line, Target("two"), Entries(tolerance="0"))
                print(file, verdict.state.value, verdict.message)
        print(memory.kills())
""")


def test_four_large_files_lose_no_right_line_in_a_small_container(
    capped, kernel, tmp_path, record_property
):
    """It has 768 MiB; where none can be made here, a kernel says that there is no more."""
    start, root = capped(768), "/"
    if start is None:
        record_property("not run", "four large files in a control group: none can be made here")
        start, root = [], str(tmp_path / "kernel")
        kernel.leave(500 << 20)
    secret = tmp_path / "secret"
    secret.write_text("tweet")
    done = subprocess.run(
        [*start, sys.executable, "-c", FOUR, root, str(secret)],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    *lines, kills = done.stdout.splitlines()
    files = [f"q{number}.py passed " for number in range(4)]
    assert lines == files * 2
    assert kills == ("0" if start else "1")
