"""A whole run: every kind of end of a line has its place in the results, and harms no other."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from fractions import Fraction

import pytest

from autograder import run
from autograder.course import Course
from autograder.grading.rubric import read_rubric
from autograder.grading.submission import SubmissionError
from autograder.grading.workers import LOAD_SECONDS
from autograder.handed_in import assignments
from autograder.run import DEADLINE_SECONDS, Grader, file_seconds
from autograder.sandbox.limits import WALL_FACTOR
from autograder.verdict import PENDING_TEXT
from small_course import ASSIGNMENT, COURSE, RUBRIC

#: When the platform's own limit fires, it replaces our results by a zero.
PLATFORM_SECONDS = 600

RUN = textwrap.dedent("""
    import sys
    from dataclasses import replace
    from pathlib import Path
    from autograder import run
    from autograder.course import Course
    from autograder.handed_in import assignments

    root, out, deadline = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    only, without = sys.argv[4], sys.argv[5].split()
    course = Course(root)
    rubric = assignments(course)[0]["hw9"]
    rubric = rubric.select(only) if only else rubric
    done = run.grade(
        root / "submission",
        replace(rubric, lines=tuple(x for x in rubric.lines if x.number not in without)),
        course,
        out=out,
        deadline=deadline,
        progress=lambda line: print(line.number, flush=True),
    )
    print(f"fault: {done.fault}", file=sys.stderr)
""")

ENDS = '''
import pytest
from autograder.rubric import *

EXACT = Entries(tolerance="0")

@pytest.fixture
def broken():
    raise RuntimeError("no such oracle")

@number("1.code")
@weight(1)
@code
def test_code(grade):
    """Runs code of the student's own."""
    grade(ref.code, EXACT)

@number("1.passed")
@weight(1)
def test_passed(grade):
    """Right."""
    grade(ref.passed, EXACT)

@number("1.partial")
@weight(3)
def test_partial(grade):
    """One of three entries."""
    grade(ref.partial, EXACT)

@number("1.failed")
@weight(1)
def test_failed(grade):
    """Wrong."""
    grade(ref.failed, EXACT)

@number("1.missing")
@weight(1)
def test_missing(grade):
    """Not there."""
    grade(ref.missing, EXACT)

@number("1.raised")
@weight(1)
def test_raised(grade):
    """Raises."""
    grade(ref.raised, EXACT)

@number("1.skipped")
@weight(1)
def test_skipped(grade):
    """Skipped while it runs."""
    pytest.skip("not today")

@number("1.follows")
@weight(1)
@follows("1.skipped")
def test_follows(grade):
    """Wrong, but for what it may go on from."""
    grade(ref.follows, EXACT)

@number("1.never_run")
@weight(1)
@pytest.mark.skip(reason="not built yet")
def test_never_run(grade):
    """Skipped before it runs."""
    grade(ref.passed, EXACT)

@number("1.set_up")
@weight(1)
def test_set_up(grade, broken):
    """Its fixture fails."""
    grade(ref.passed, EXACT)

@number("1.twice")
@weight(1)
def test_twice(grade):
    """Grades twice."""
    grade(ref.twice, EXACT)
    grade(ref.twice, EXACT)

@number("1.never")
@weight(1)
def test_never(grade):
    """Never grades."""

@number("1.rubric_error")
@weight(1)
def test_rubric_error(grade):
    """The rubric itself raises."""
    grade(ref.rubric_error, Entries(tolerance="a little"))

@number("1.other_function")
@weight(1)
def test_other_function(grade):
    """The rubric names another function than the reference."""
    grade(ref.passed, EXACT)

@number("1.time")
@weight(1)
def test_time(grade):
    """Never ends."""
    grade(ref.time, EXACT)

@number("1.memory")
@weight(1)
def test_memory(grade):
    """Takes all memory."""
    grade(ref.memory, EXACT)

@number("1.killed")
@weight(1)
def test_killed(grade):
    """Dies of a signal."""
    grade(ref.killed, EXACT)

@number("1.exited")
@weight(1)
def test_exited(grade):
    """Ends the process."""
    grade(ref.exited, EXACT)

@number("1.fault")
@weight(1)
def test_fault(grade):
    """The reference raises."""
    grade(ref.fault, EXACT)

@number("1.a")
@weight(1)
@cancels("choices")
def test_a(grade):
    """A right choice."""
    grade(ref.a, Choice())

@number("1.b")
@weight(1)
@cancels("choices")
def test_b(grade):
    """A wrong choice."""
    grade(ref.b, Choice())

@number("1.needs")
@weight(1)
@counts_with("1.failed")
def test_needs(grade):
    """Counts with a line that is wrong."""
    grade(ref.needs, EXACT)
'''

BROKEN = '''
from autograder.rubric import *

@number("2.x")
@weight(2)
def test_x(grade):
    """In a module that cannot be imported."""
    grade(ref.x, Choice())

@number("2.y")
@weight(1)
def test_y(grade):
    """In the same module."""
    grade(ref.y, Choice())

raise RuntimeError("half a module")
'''

NATIVE = '''
import unittest

import pytest
from autograder.rubric import *

@number("3.passed")
@weight(1)
def test_passed():
    """A test of pytest alone."""
    assert 1 + 1 == 2

@number("3.failed")
@weight(1)
def test_failed():
    """One that asserts in vain."""
    assert 1 + 1 == 3, "the sum is wrong"

@number("3.hidden")
@weight(1)
@hide_errors("Something is wrong.")
def test_hidden():
    """One that does not say why."""
    assert 1 + 1 == 3, "the secret"

@number("3.error")
@weight(1)
def test_error():
    """One that raises."""
    raise RuntimeError("our own fault")

@number("3.part")
@partial_credit(4)
def test_part(set_score=None):
    """Part of the points."""
    set_score(1)

@number("3.over")
@partial_credit(4)
def test_over(set_score=None):
    """More than there are."""
    set_score(7)

@number("3.no_points")
@partial_credit(4)
def test_no_points(set_score=None):
    """Points that are no number."""
    set_score(float("nan"))

@number("3.none_set")
@partial_credit(4)
def test_none_set(set_score=None):
    """Nothing said: all."""

@number("3.requested")
@partial_credit(4)
def test_requested(set_score):
    """The score asked for as a fixture."""
    set_score(3)

@number("3.cases")
@pytest.mark.parametrize("points", [2, None])
@partial_credit(2)
def test_cases(points, set_score=None):
    """The second case does not inherit the first one's score, which is the better one."""
    if points is not None:
        set_score(points)
    else:
        assert False, "the second case"

@number("3.leak")
@pytest.mark.parametrize("points", [0.5, None])
@partial_credit(2)
def test_leak(points, set_score=None):
    """The worst case stands."""
    if points is not None:
        set_score(points)

@number("3.board")
@weight(1)
@leaderboard("speed", "asc")
def test_board(set_leaderboard_value=None):
    """On the leaderboard."""
    set_leaderboard_value(12.5)

@number("3.both")
@leaderboard("size")
@partial_credit(2)
def test_both(set_score=None, set_leaderboard_value=None):
    """Two decorators, each with a value of its own."""
    set_score(0.5)
    set_leaderboard_value(7)

class TestOldStyle(unittest.TestCase):
    @number("3.unittest")
    @weight(2)
    @visibility("after_published")
    def test_unittest(self):
        """As gradescope-utils has it."""
        self.assertEqual(1 + 1, 2)

    @number("3.unittest_part")
    @partial_credit(2)
    def test_unittest_part(self, set_score=None):
        """And partial credit of it."""
        set_score(1.5)

    @number("3.unittest_failed")
    @weight(2)
    def test_unittest_failed(self):
        """And a failure of it."""
        self.assertEqual(1 + 1, 3, "not equal")
'''

REFERENCE = """
from notation import question
@question("1.skipped")
def skipped(): return 1
@question("1.follows")
def follows(): return 2
@question("1.code")
def code(): return 1
@question("1.passed")
def passed(): return 1
@question("1.partial")
def partial(): return [1, 2, 3]
@question("1.failed")
def failed(): return 1
@question("1.missing")
def missing(): return 1
@question("1.raised")
def raised(): return 1
@question("1.twice")
def twice(): return 1
@question("1.other_function")
def other_function(): return 1
@question("1.rubric_error")
def rubric_error(): return 1
@question("1.time")
def time(): return 1
@question("1.memory")
def memory(): return 1
@question("1.killed")
def killed(): return 1
@question("1.exited")
def exited(): return 1
@question("1.fault")
def fault(): raise ValueError("oops")
@question("1.a")
def a(): return True
@question("1.b")
def b(): return True
@question("1.needs")
def needs(): return 1
"""

SUBMISSION = """
import os
def code(): return 1
def passed(): print("hello"); return 1
def partial(): return [1, 5, 7]
def failed(): return 2
def raised(): return 1 / 0
def twice(): return 1
def skipped(): return 1
def follows(): return 4
def time():
    while True: pass
def memory(): return len(bytearray(1 << 40))
def killed(): os.abort()
def exited(): os._exit(0)
def fault(): return 1
def a(): return True
def b(): return False
def needs(): return 1
def rubric_error(): return 1
"""

FILES = {
    "tests/grading/hw9/test_q1_ends.py": ENDS,
    "tests/grading/hw9/test_q2_broken.py": BROKEN,
    "tests/grading/hw9/test_q3_native.py": NATIVE,
    "reference/hw9/q1_ends.py": REFERENCE,
    "submission/q1_ends.py": SUBMISSION,
    "submission/random.py": "",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A checkout with one assignment, whose rubric has every kind of end, and a submission."""
    root = tmp_path_factory.mktemp("project")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def arguments(project, out, deadline=DEADLINE_SECONDS, script=RUN, only="", without=""):
    """Return the command that grades lines: all, or those that begin so, but for some."""
    out.mkdir(exist_ok=True)
    return [sys.executable, "-c", script, project, out, str(deadline), only, without]


def read(out):
    return json.loads((out / "results.json").read_bytes())


@pytest.fixture(scope="module")
def graded(project, tmp_path_factory):
    """One run over all of it: its results, the order of its lines, and the grader's fault."""
    out = tmp_path_factory.mktemp("out")
    done = subprocess.run(arguments(project, out), capture_output=True, text=True, check=True)
    return read(out), done.stdout.split(), done.stderr


@pytest.fixture(scope="module")
def tests(graded):
    """The tests of the results, by number."""
    return {test["number"]: test for test in graded[0]["tests"]}


ZYGOTE_DIES = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from autograder import run
    from autograder.course import Course
    from autograder.grading.rubric import read_rubric
    from autograder.sandbox import zygote

    course = Course(Path(sys.argv[1]))
    assignment = course.assignment(course.names[0])
    rubric = read_rubric(assignment.rubric).select("2.weights")
    zygote._MOST_STARTED = int(sys.argv[2])

    def end_the_zygote(line):
        for children in Path("/proc/self/task").glob("*/children"):
            for child in children.read_text().split():
                os.kill(int(child), signal.SIGKILL)

    answers = assignment.submissions / "excellent"
    done = run.grade(answers, rubric, course, progress=end_the_zygote)
    print([result.verdict.state.value for result in done.results.lines], done.fault)
""")


@pytest.mark.parametrize(
    ("started", "told"),
    [(1, "['grader error'] it failed at 2.weights; the reason"), (2, "['passed'] \n")],
    ids=["it is not started again", "it is started again"],
)
def test_a_zygote_that_is_killed_costs_no_line_or_makes_a_fault_of_the_run(started, told):
    """The process that workers come from is killed, as when a machine has no memory left."""
    script = [sys.executable, "-c", ZYGOTE_DIES, COURSE.root, str(started)]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(told)


@pytest.mark.parametrize(
    "kind",
    ["reference", "tests/grading", "tests/variants", "tests/submissions", "tests/reference"],
)
def test_any_file_of_the_answers_that_a_worker_could_read_makes_a_run_refuse(
    kind, project, tmp_path
):
    """Not the secret alone; the reason names the file."""
    root = shutil.copytree(project, tmp_path / "course")
    (rubric,) = assignments(Course(root))[0].values()
    (root / kind / rubric.assignment).mkdir(parents=True, exist_ok=True)
    (root / kind / rubric.assignment / "notes.txt").symlink_to(os.__file__)
    begun = []
    done = run.grade(root / "submission", rubric, Course(root), progress=begun.append)
    assert begun == []
    assert done.fault.startswith("a submission's code could read the grader's files on this")
    assert f"read the grader's files: {os.path.realpath(os.__file__)})" in done.fault


def test_an_older_python_than_was_promised_grades_and_loses_nothing(project, tmp_path):
    """What a student was told to write may be no Python here."""
    shutil.copytree(project, tmp_path / "project")
    (tmp_path / "project" / "reference" / "hw9" / "python").write_text("3.99\n")
    out = tmp_path / "out"
    done = subprocess.run(
        arguments(tmp_path / "project", out), capture_output=True, text=True, check=True
    )
    assert "fault: the assignment promises Python 3.99, and the grader runs 3." in done.stderr
    tests = read(out)["tests"]
    assert {test["extra_data"]["state"] for test in tests} == {"not reached"}
    assert read(out)["extra_data"]["python"] == sys.version.split()[0]


# ----------------------------------------------------------------------- every kind of end


@pytest.mark.parametrize(
    ("number", "state", "score"),
    [
        ("1.code", "passed", 1), ("1.passed", "passed", 1), ("1.partial", "partial", 1),
        ("1.failed", "failed", 0), ("1.missing", "failed", 0), ("1.raised", "failed", 0),
        ("1.skipped", "skipped", 0), ("1.follows", "undecided", 0),
        ("1.never_run", "skipped", 0), ("1.set_up", "set-up error", 0),
        ("1.twice", "grader error", 0), ("1.never", "grader error", 0),
        ("1.rubric_error", "grader error", 0), ("1.other_function", "grader error", 0),
        ("1.time", "time-out", 0), ("1.memory", "out of memory", 0), ("1.killed", "killed", 0),
        ("1.exited", "exited", 0), ("1.fault", "grader error", 0), ("1.a", "partial", 0.5),
        ("1.b", "failed", 0), ("1.needs", "failed", 0), ("2.x", "collection error", 0),
        ("2.y", "collection error", 0), ("3.passed", "passed", 1), ("3.failed", "failed", 0),
        ("3.hidden", "failed", 0), ("3.error", "grader error", 0), ("3.part", "partial", 1),
        ("3.over", "passed", 4), ("3.no_points", "grader error", 0), ("3.none_set", "passed", 4),
        ("3.requested", "partial", 3), ("3.cases", "failed", 0), ("3.leak", "partial", 0.5),
        ("3.board", "passed", 1), ("3.both", "partial", 0.5), ("3.unittest", "passed", 2),
        ("3.unittest_part", "partial", 1.5), ("3.unittest_failed", "failed", 0),
    ],
)  # fmt: skip
def test_every_kind_of_end_has_its_state_and_score(tests, number, state, score):
    assert (tests[number]["extra_data"]["state"], tests[number]["score"]) == (state, score)


def test_every_line_is_there_with_its_maximum(graded, tests, project):
    rubric = read_rubric(project / "tests" / "grading" / "hw9")
    assert [test["number"] for test in graded[0]["tests"]] == [x.number for x in rubric.lines]
    assert [Fraction(test["max_score"]) for test in tests.values()] == [
        line.weight for line in rubric.lines
    ]
    assert graded[0]["score"] == sum(test["score"] for test in tests.values())


OURS = {"undecided", "skipped", "set-up error", "grader error", "collection error", "not reached"}


def test_what_is_ours_has_no_status_and_says_that_nothing_is_lost(tests):
    for test in tests.values():
        ours = test["extra_data"]["state"] in OURS
        assert ("status" not in test) == ours
        assert (test["output"] == PENDING_TEXT) == ours
        assert bool(test["extra_data"]["review"]) or not ours


@pytest.mark.parametrize(
    ("number", "review"),
    [
        ("1.skipped", "not today"), ("1.never_run", "not built yet"),
        ("1.follows", "it may go on from the answer to 1.skipped"),
        ("1.set_up", "no such oracle"),
        ("1.twice", "calls grade more than once"), ("1.never", "without calling grade"),
        ("1.rubric_error", "a little"), ("1.fault", "oops"), ("2.x", "half a module"),
        ("3.error", "our own fault"), ("3.no_points", "set_score(nan)"),
    ],
)  # fmt: skip
def test_instructors_read_why_and_students_do_not(graded, tests, number, review):
    assert review in tests[number]["extra_data"]["review"]
    assert review not in tests[number]["output"] + graded[0]["output"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1.partial", "1 of 3 entries are right (to 0)."),
        ("1.missing", "`q1_ends.py` has no function `missing`."),
        ("1.raised", "ZeroDivisionError: division by zero\n>   q1_ends.py, line 7, in raised"),
        ("1.time", "still running after 3 s of computing, the limit for this question."),
        ("1.memory", "used more memory than a run may have"),
        ("1.killed", "the process died (SIGABRT)."),
        ("1.exited", "ended the whole process (exit status 0)."),
        ("1.a", "A choice of the same question that is not right takes away half"),
        ("1.b", "This choice is not right."),
        ("1.needs", "counts only together with an answer to 1.failed that earns points"),
        ("3.failed", "the sum is wrong"),
        ("3.hidden", "Something is wrong."),
        ("3.unittest_failed", "not equal"),
    ],
)
def test_students_read_what_became_of_a_line(tests, number, text):
    assert text in tests[number]["output"]


def test_hidden_errors_are_hidden_from_students_alone(tests):
    assert "the secret" not in tests["3.hidden"]["output"]
    assert "the secret" in tests["3.hidden"]["extra_data"]["review"]


def test_pending_points_are_named_at_the_top(graded, tests):
    ours = [n for n, test in tests.items() if test["extra_data"]["state"] in OURS]
    total = sum(tests[number]["max_score"] for number in ours)
    lines = graded[0]["output"].splitlines()
    said = f"{len(ours)} lines wait for a person, worth {total:g} points; nothing is lost: "
    assert f"{said}{', '.join(ours)}." in lines
    assert graded[0]["extra_data"]["waiting"] == ours


def test_the_questions_figures_stand_first(graded, tests):
    of_each = {}
    for number, test in tests.items():
        if test["visibility"] == "visible":
            of_each.setdefault(number[0], []).append(test)
    figures = [
        f"Q{q} {sum(t['score'] for t in group):g}/{sum(t['max_score'] for t in group):g}"
        for q, group in of_each.items()
    ]
    first = f"{' · '.join(figures)} (without what is shown later)"
    assert graded[0]["output"].splitlines()[0] == first


def test_the_results_say_what_made_them(graded):
    details = graded[0]["extra_data"]
    assert details["assignment"] == "hw9"
    assert all(len(details[name]) == 64 for name in ("rubric", "engine"))
    assert details["version"]


def test_every_line_keeps_what_was_submitted(tests):
    """No expression was read here: a digest for each line, also of those that were not reached."""
    kept = {number: test["extra_data"]["submitted"] for number, test in tests.items()}
    of_file = [kept[number]["digest"] for number in tests if number.startswith("1.")]
    assert {len(digest) for digest in of_file} == {64}
    assert kept["1.passed"] != kept["1.failed"]
    assert kept["2.x"] == kept["3.passed"] == {}  # nothing was handed in for them


@pytest.mark.parametrize(
    ("number", "notes"),
    [
        ("1.missing", ["missing function"]), ("1.raised", ["exception"]), ("1.time", ["time"]),
        ("1.memory", ["memory"]), ("1.killed", ["killed"]), ("1.exited", ["exited"]),
        ("1.needs", ["counts with another line"]), ("3.failed", ["assertion"]),
    ],
)  # fmt: skip
def test_what_was_lost_is_noted(tests, number, notes):
    assert tests[number]["extra_data"]["notes"] == notes


def test_no_line_is_lost_without_a_note(tests):
    lost = [test for test in tests.values() if "status" in test and not test["score"]]
    assert lost
    assert [test["number"] for test in lost if not test["extra_data"]["notes"]] == []


def test_the_leaderboard_is_filled(graded):
    assert graded[0]["leaderboard"] == [
        {"name": "speed", "value": 12.5, "order": "asc"},
        {"name": "size", "value": 7, "order": "desc"},
    ]


def test_symbolic_lines_come_before_code(graded):
    order = graded[1]
    assert order[0] == "1.passed"
    assert order[-1] == "1.code"
    assert order.count("3.cases") == 2


def test_what_was_printed_hidden_and_broken_is_told(graded):
    content, _, fault = graded
    assert content["extra_data"]["printed"] == {"q1_ends.py": "hello\n"}
    assert "`random.py` has the name of an installed module" in content["output"]
    assert "fault: " in fault
    line = 1 + BROKEN.splitlines().index('raise RuntimeError("half a module")')
    assert f"test_q2_broken.py:{line}: RuntimeError: half a module; lines of what could" in fault
    assert content["execution_time"] > 0


def test_the_visibility_is_the_rubrics(tests):
    assert tests["3.unittest"]["visibility"] == "after_published"
    assert tests["1.passed"]["visibility"] == "visible"


# ------------------------------------------------------------------- cut short, and killed


def test_lines_that_are_not_reached_are_ours(project, tmp_path):
    subprocess.run(arguments(project, tmp_path, 0.01), capture_output=True, check=True)
    tests = {test["number"]: test for test in read(tmp_path)["tests"]}
    assert tests["1.passed"]["extra_data"]["state"] == "not reached"
    assert tests["1.passed"]["output"] == PENDING_TEXT
    assert "deadline" in tests["1.passed"]["extra_data"]["review"]
    # Not even a test that needs no worker, and could take as long as it likes.
    states = {test["extra_data"]["state"] for test in tests.values()}
    assert states == {"not reached", "collection error"}


def test_code_runs_again_without_points_where_it_is_asked_for(project, tmp_path):
    """On the processor, by workers as a GPU would have them."""
    script = RUN.replace("out=out,", "out=out, rerun='cpu',")
    command = arguments(project, tmp_path, script=script, only="1.code")
    subprocess.run(command, capture_output=True, check=True)
    found = read(tmp_path)
    ran = [
        (line["number"], line["dtype"], line["state"])
        for line in found["extra_data"]["gpu"]["lines"]
    ]
    assert ran == [("1.code", "float32", "passed"), ("1.code", "bfloat16", "passed")]
    assert "1.code in float32: right" in found["output"]
    assert [test["number"] for test in found["tests"]] == ["1.code"]


@pytest.mark.parametrize("rerun", ["auto", "cuda"])
def test_a_device_that_cannot_be_used_costs_nothing_unless_it_was_asked_for(
    project, tmp_path, rerun
):
    """A driver's file is there (some other one), and no worker starts."""
    spoilt = (
        "from autograder.sandbox import accelerator, spawner\n"
        "accelerator._FILES = ('/dev/null',)\n"
        f"spawner.guest_command = lambda *_: [{sys.executable!r}, '/nowhere.py']\n"
    )
    script = spoilt + RUN.replace("out=out,", f"out=out, rerun={rerun!r},")
    command = arguments(project, tmp_path, script=script, only="1.code")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    states = {test["number"]: test["extra_data"]["state"] for test in read(tmp_path)["tests"]}
    if rerun == "auto":
        assert states["1.code"] == "passed", done.stderr
        assert "could not be started on it" in read(tmp_path)["extra_data"]["gpu"]["reason"]
    else:
        assert states["1.code"] == "not reached"
        assert "NoAccelerator: a worker could not be started on it" in done.stderr


@pytest.mark.parametrize(
    ("number", "first"),
    [(signal.SIGKILL, 0), (signal.SIGKILL, 7), (signal.SIGTERM, 5)],
)
def test_a_run_that_is_killed_leaves_everything_it_knew(project, tmp_path, rng, number, first):
    """The moment is a line that is drawn, and within it anything up to a few milliseconds."""
    rubric = read_rubric(project / "tests" / "grading" / "hw9")
    wanted = rng.randrange(first, first + 6)
    with subprocess.Popen(
        arguments(project, tmp_path), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:  # it is waited for at the end
        begun = [process.stdout.readline().strip() for _ in range(wanted + 1)]
        for _ in range(rng.randrange(200)):
            read(tmp_path)
        process.send_signal(number)
    content = read(tmp_path)
    assert [test["number"] for test in content["tests"]] == [x.number for x in rubric.lines]
    assert sum(Fraction(test["max_score"]) for test in content["tests"]) == rubric.total
    states = {test["number"]: test["extra_data"]["state"] for test in content["tests"]}
    assert all(states[number] != "not reached" for number in begun[:-1])
    assert len(os.listdir(tmp_path)) <= 2  # the file, and a temporary one that became nothing


# ------------------------------------------------------------------------------ a full disk

# Writing fails from the third time on: until a number of attempts, or as long as the code's worker
# is there, or for good.
FULL = """
import errno
from autograder import run
write, attempts, workers = run.write_atomically, [], set()

class Watched(run.Session):
    def __enter__(self):
        workers.add(self)
        return super().__enter__()

    def close(self):
        super().close()
        workers.discard(self)

def full(path, content):
    attempts.append(path)
    if len(attempts) > 2 and ({condition}):
        raise OSError(errno.ENOSPC, "No space left on device")
    write(path, content)

run.write_atomically, run.Session = full, Watched
"""


#: What takes the longest: it waits for its own limit.
SLOW = "1.time"


def run_on_a_full_disk(project, out, condition):
    script = FULL.replace("{condition}", condition) + RUN
    command = arguments(project, out, script=script, without=SLOW)
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("condition", ["len(attempts) < 9", "workers"])
def test_a_disk_that_was_full_for_a_while_costs_nothing(project, graded, tmp_path, condition):
    """Until later lines, or until the workers that have filled it are gone: the rest goes on."""
    done = run_on_a_full_disk(project, tmp_path, condition)
    assert done.stderr == graded[2]
    seen = {test["number"]: test["extra_data"]["state"] for test in read(tmp_path)["tests"]}
    usual = {test["number"]: test["extra_data"]["state"] for test in graded[0]["tests"]}
    assert seen | {SLOW: usual[SLOW]} == usual
    assert done.stdout.split() == [number for number in graded[1] if number != SLOW]


def test_a_disk_that_stays_full_is_told_and_what_was_written_stays(project, graded, tmp_path):
    """Every line is graded all the same: who runs it in a terminal reads the report there."""
    done = run_on_a_full_disk(project, tmp_path, "True")
    assert done.stdout.split() == [number for number in graded[1] if number != SLOW]
    assert "; results.json lacks the end of the run" in done.stderr
    assert "No space left on device" in done.stderr
    written = [test["number"] for test in read(tmp_path)["tests"]]
    assert written == [test["number"] for test in graded[0]["tests"] if test["number"] != SLOW]


# --------------------------------------------------------------------------------- the time


def test_whatever_hangs_the_run_ends_before_the_platform_ends_it(project):
    """Also with files of no end of lines, and with a line begun at the last moment."""
    for rubric in (RUBRIC, read_rubric(project / "tests" / "grading" / "hw9")):
        shares = len(rubric.question_files) * file_seconds(rubric, DEADLINE_SECONDS)
        assert shares < 0.9 * DEADLINE_SECONDS
    assert DEADLINE_SECONDS + run._LAST_MOMENT < PLATFORM_SECONDS - 10


def test_every_file_has_time_for_its_own_lines_to_hang_once(project):
    for rubric in (RUBRIC, read_rubric(project / "tests" / "grading" / "hw9")):
        longest = max(line.seconds for line in rubric.lines)
        share = file_seconds(rubric, DEADLINE_SECONDS)
        assert share > WALL_FACTOR * (LOAD_SECONDS + longest)


# --------------------------------------------------------------------- one after the other


def comparable(results):
    """Return all of the results but what a clock has a part in."""
    return [
        (line.line.number, line.verdict.state, line.verdict.share, line.verdict.message)
        for line in results.lines
    ], results.messages


def test_what_is_graded_one_after_the_other_is_graded_as_alone(tmp_path):
    """Also what follows a submission that cannot be read, and one that ends its workers."""
    empty, ends = tmp_path / "empty", tmp_path / "ends"
    empty.mkdir()
    shutil.copytree(ASSIGNMENT.submissions / "excellent", ends)
    for path in ends.glob("*.py"):
        path.write_text(f"{path.read_text()}\nimport os\nos._exit(0)\n")
    folders = [
        ASSIGNMENT.submissions / "excellent",
        ends,
        ASSIGNMENT.submissions / "typical",
        empty,
    ]
    rubric = RUBRIC.select("2")
    alone = [run.grade(f, rubric, COURSE, seed=5, progress=ignored) for f in folders]
    with Grader(COURSE) as grader:
        with pytest.raises(SubmissionError):
            grader.grade(tmp_path / "nowhere", rubric, progress=ignored)
        together = [
            grader.grade(f, rubric, seed=5, progress=ignored) for f in [*folders, folders[0]]
        ]
    assert [comparable(done.results) for done in alone] == [
        comparable(done.results) for done in together[:-1]
    ]
    assert comparable(together[-1].results) == comparable(alone[0].results)
    assert [done.fault for done in together] == [""] * 5


def test_nothing_is_graded_in_another_thread(tmp_path):
    """Limits are kept by signals, which go to the main one."""

    def graded():
        try:
            run.grade(tmp_path, RUBRIC, COURSE, progress=ignored)
        except RuntimeError as error:
            told.append(str(error))

    told = []
    thread = threading.Thread(target=graded)
    thread.start()
    thread.join()
    assert told == ["a submission is graded in the main thread: its limits are signals"]


def ignored(_line):
    """Take note of nothing."""
