"""The bank of hostile submissions: each loses what it must, and harms nobody else.

`tests/hostile/driver.py` grades the whole bank in one process, once for each mode that this
machine offers. Here each submission's report is judged by what its module says: ``LOST`` lines
earn nothing, ``MAY_LOSE`` lines may, all others earn everything; ``SAYS`` and ``STATES`` are what
the student reads and how the line ended.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from autograder.report.text import shown
from autograder.sandbox.limits import BUSY_FACTOR, WALL_FACTOR
from small_course import ASSIGNMENT, COURSE, NAME, RUBRIC

HOSTILE = Path(__file__).resolve().parents[1] / "hostile"
PROJECT = HOSTILE.parents[1]
LINES = {"1.count": 3, "1.means": 3, "2.table": 3, "2.asks": 10}  # with their CPU seconds
LOAD_SECONDS = 5
PACE = 0.25
#: Somebody without an account: nothing on the machine is theirs.
ORDINARY = 61_000

ATTACKS = sorted(path.stem for path in HOSTILE.glob("[0-9]*.py"))


def command(*arguments, masked=False):
    start = [sys.executable, "-P", str(HOSTILE / "masked.py")] if masked else []
    return [*start, sys.executable, "-P", *map(str, arguments)]


def as_user(user):
    """Return what `subprocess` needs to start something as a user; None is oneself."""
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


def environment(**variables):
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), **variables}


# Opened, not imported: torch takes seconds, in each process that collects these tests.
_READS = """
from importlib.util import find_spec
for name in ("torch", "flint", "sympy", "numpy", "autograder"):
    open(find_spec(name).origin).close()
"""


@cache
def can_read_python(user):
    """Say whether a user can run this interpreter and read the project."""
    try:
        done = subprocess.run(
            command("-c", _READS),
            env=environment(),
            stderr=subprocess.DEVNULL,
            **as_user(user),
        )
    except PermissionError:  # it may not even be started
        return False
    return done.returncode == 0


@dataclass(frozen=True)
class Mode:
    """Who grades."""

    name: str
    user: int | None
    layers: set[str]


def modes():
    """Return the modes that there are here, and why there are no others."""
    if os.geteuid() != 0:
        reason = "not started as root"
        found = {"ordinary user": Mode("ordinary user", None, {"Landlock", "seccomp"})}
        return found, {"root": reason}
    if can_read_python(ORDINARY):
        return {
            "root": Mode("root", None, {"private user", "Landlock", "seccomp"}),
            "ordinary user": Mode("ordinary user", ORDINARY, {"Landlock", "seccomp"}),
        }, {}
    reason = f"no other user can read {sys.base_prefix} or {PROJECT}"
    found = {"root by name": Mode("root by name", None, {"Landlock", "seccomp"})}
    return found, {"root": reason, "ordinary user": reason}


MODES, MISSING = modes()


def own_folder(folder, mode):
    """Make a folder for a mode's user, in one that others can pass through."""
    folder.mkdir(mode=0o700)
    if mode.user is not None:
        os.chown(folder, mode.user, mode.user)
    return folder


@pytest.fixture(scope="module")
def passable():
    """Return a folder outside pytest's own, which is closed to other users."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        os.chmod(folder, 0o711)
        yield Path(folder)


@pytest.fixture(scope="module")
def report(passable):
    """Return the report of a mode; the first to ask for it runs the bank."""

    @cache
    def report(name):
        mode = MODES[name]
        out = own_folder(passable / name.replace(" ", "-"), mode)
        script = command(HOSTILE / "driver.py", out, "--pace", PACE)
        done = subprocess.run(
            script, env=environment(), stderr=subprocess.PIPE, text=True, **as_user(mode.user)
        )
        assert done.returncode == 0, done.stderr
        return json.loads((out / "report.json").read_text())

    return report


def load(name):
    spec = importlib.util.spec_from_file_location(name, HOSTILE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_mode_runs_or_is_named(record_property):
    """A mode that this machine cannot offer is named at the end of the run, with the reason."""
    for name, reason in MISSING.items():
        record_property("not run", f"the hostile submissions as {name!r}: {reason}")
    assert MODES
    assert {"root", "ordinary user"} <= {*MODES, *MISSING}


@pytest.mark.parametrize("mode", MODES)
def test_the_layers_are_those_that_the_mode_allows(report, mode):
    """They were tried in a worker, and they hold."""
    found = report(mode)
    assert found["holds"], found["isolation"]
    assert set(found["names"]) == MODES[mode].layers


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("mode", MODES)
def test_a_hostile_submission_is_survived(report, mode, name):
    """It loses what it must; everything else is as usual, and nothing is left."""
    module, seen = load(name), report(mode)["attacks"][name]
    told = json.dumps([seen["messages"], seen["reviews"]], indent=1, ensure_ascii=False)
    earned, lost = set(seen["earned"]), set(module.LOST)
    assert not earned & lost, told
    assert set(LINES) - lost - set(getattr(module, "MAY_LOSE", ())) <= earned, told
    assert "grader error" not in seen["states"].values(), told
    for number, text in getattr(module, "SAYS", {}).items():
        assert text in seen["messages"][number]
    for number, state in getattr(module, "STATES", {}).items():
        assert seen["states"][number] == state
    assert seen["left"] == {}
    assert seen["shared memory"] == []
    assert set(seen["next"]["earned"]) == set(LINES), seen["next"]["messages"]


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("mode", MODES)
def test_a_hostile_submission_takes_no_more_time_than_it_may(report, mode, name):
    """Each line ends at the wall limit of importing and calling, with two seconds for the rest.

    The machine may be busy: what a worker waits for a processor lengthens it, within a limit too.
    """
    pace = PACE * getattr(load(name), "PACE", 1.0)
    for number, wall in report(mode)["attacks"][name]["walls"].items():
        longest = BUSY_FACTOR * WALL_FACTOR * pace * (LINES[number] + LOAD_SECONDS)
        assert wall <= longest + 2, number


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("mode", MODES)
def test_the_results_of_a_hostile_submission_are_whole_and_safe_to_show(report, mode, name):
    """Valid UTF-8 JSON with every line, no control characters, and no secret."""
    found = report(mode)
    text = Path(found["attacks"][name]["results"]).read_bytes().decode("utf-8")
    results = json.loads(text, parse_constant=pytest.fail)
    assert {test["number"] for test in results["tests"]} == set(LINES)
    assert found["canary"] not in text
    for test in results["tests"]:
        assert test["output"] == shown(test["output"])
        assert test["output_format"] == "text"
        assert 0 <= test["score"] <= test["max_score"] == 1


@pytest.mark.parametrize("mode", MODES)
def test_the_grader_does_not_grow(report, mode):
    """A hundred hostile submissions in a row leave nothing in its memory."""
    sizes = [seen["rss"] for seen in report(mode)["attacks"].values()]
    assert sizes[-1] - sizes[len(sizes) // 2] < 32 * 1024


# ------------------------------------------------------------------- where the kernel lacks a layer


@pytest.mark.parametrize("mode", MODES)
def test_without_landlock_a_run_refuses(mode, passable):
    """The reason and the way out are told, and no line is graded or lost."""
    done, results = grade_masked(MODES[mode], passable)
    assert done.returncode == 3
    assert "write outside its folder" in done.stderr
    assert "--unsafe" in done.stderr
    assert "container" in done.stderr
    assert results["score"] == 0
    assert not any("status" in test for test in results["tests"])


@pytest.mark.parametrize("mode", MODES)
def test_without_landlock_an_unsafe_run_says_so(mode, passable):
    """It grades, and every result has the label."""
    done, results = grade_masked(MODES[mode], passable, "--unsafe", "--only", "2.weights")
    assert done.returncode == 0, done.stderr
    assert "without full isolation" in results["output"]
    assert "write outside its folder" in results["extra_data"]["isolation"]
    assert results["score"] == 2


@pytest.mark.parametrize("mode", MODES)
def test_without_landlock_the_bundled_sample_is_graded_and_says_so(mode, passable):
    """Its code is ours: who tries the project out is to see something."""
    sample = ASSIGNMENT.submissions / "typical"
    done, results = grade_masked(MODES[mode], passable, "--only", "2.weights", submission=sample)
    assert done.returncode == 0, done.stderr
    assert "without full isolation" in results["output"]


@pytest.mark.parametrize("mode", MODES)
def test_without_landlock_a_copy_of_the_sample_is_refused(mode, passable):
    """The exception is for its place in the course, whose owner put it there."""
    copy = own_folder(passable / f"copy {mode}", MODES[mode])
    for path in (ASSIGNMENT.submissions / "typical").glob("*.py"):
        (copy / path.name).write_bytes(path.read_bytes())
        (copy / path.name).chmod(0o644)
    done, _ = grade_masked(MODES[mode], passable, "--only", "2.weights", submission=copy)
    assert done.returncode == 3, done.stderr


def grade_masked(mode, passable, *options, submission=None):
    """Grade on a machine that seems to have no Landlock: the reference, unless told otherwise."""
    base = own_folder(Path(tempfile.mkdtemp(dir=passable)) / "mine", mode)
    base.parent.chmod(0o711)
    out = own_folder(base / "out", mode)
    if submission is None:
        submission = own_folder(base / "submission", mode)
        source = (ASSIGNMENT.reference / "q2_average.py").read_bytes()
        (submission / "q2_average.py").write_bytes(source)
        (submission / "q2_average.py").chmod(0o644)
    script = command(
        "-m", "autograder", "grade", submission, "--course", COURSE.root, "--out", out, *options,
        masked=True,
    )  # fmt: skip
    done = subprocess.run(
        script, env=environment(), capture_output=True, text=True, check=False, **as_user(mode.user)
    )
    return done, json.loads((out / "results.json").read_text())


# ------------------------------------------------------------- a submission that is a course


@dataclass(frozen=True)
class Handed:
    """A submission with wrong answers to the small course, and a course of its own around them."""

    mode: Mode
    base: Path
    folder: Path

    def grade(self, *arguments, cwd, **variables):
        """Grade it from a folder; return how that ended, and its results."""
        out = own_folder(Path(tempfile.mkdtemp(dir=self.base)) / "out", self.mode)
        out.parent.chmod(0o711)
        done = subprocess.run(
            command("-m", "autograder", "grade", *arguments, "--out", out, "--quiet"),
            env=environment(**variables), cwd=cwd, capture_output=True, text=True, check=False,
            **as_user(self.mode.user),
        )  # fmt: skip
        return done, out / "results.json"

    def refuses(self, reason, *arguments, cwd, **variables):
        """Make sure that it is refused, for a reason, and that nothing of it was executed."""
        done, results = self.grade(*arguments, cwd=cwd, **variables)
        assert done.returncode == 2, done.stdout + done.stderr
        assert reason in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr
        assert not results.exists()
        assert os.listdir(self.base / "outside") == []


@pytest.fixture
def handed(passable):
    """Make one for a mode, in a folder of that mode's user, where a course may lie around it."""

    def handed(mode, *, around=False):
        base = Path(tempfile.mkdtemp(dir=passable))
        (base / "outside").mkdir()
        folder = base / "class" / "alice"
        if around:
            shutil.copytree(COURSE.root, base / "class")
        folder.mkdir(parents=True)
        for file in RUBRIC.question_files:
            (folder / file).write_text("answer = 'all of it'\n")
        made = load("281_complete_course").make_course
        made(folder, NAME, RUBRIC.question_files, str(base / "outside"))
        if MODES[mode].user is not None:
            for path in (base, *base.rglob("*")):
                os.chown(path, MODES[mode].user, MODES[mode].user)
        return Handed(MODES[mode], base, folder)

    return handed


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("below", "argument"),
    [(".", "."), ("tests/grading", "../.."), ("homework", ".."), ("homework/reference", "../..")],
)
def test_a_submission_that_is_a_course_is_not_graded_by_itself(handed, mode, below, argument):
    """Nor from a folder in it, which is a course as well."""
    given = handed(mode)
    given.refuses("no course here: neither", argument, cwd=given.folder / below)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("below", [".", "homework"])
def test_nor_where_an_option_or_the_variable_says_so(handed, mode, below):
    given = handed(mode)
    reason = "this course lies in what is graded"
    inside = given.folder / below
    given.refuses(reason, ".", "--course", below, cwd=given.folder)
    given.refuses(reason, given.folder, "--course", inside, cwd=given.base)
    given.refuses(reason, ".", cwd=given.folder, AUTOGRADER_COURSE=below)
    given.refuses(reason, given.folder, cwd=given.base, AUTOGRADER_COURSE=str(inside))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("below", [".", "homework/tests/grading"])
def test_the_course_around_it_grades_it(handed, mode, below):
    """It earns what it has answered: nothing."""
    given = handed(mode, around=True)
    done, results = given.grade(given.folder, "--only", "2", cwd=given.folder / below)
    assert done.returncode == 0, done.stderr
    tests = json.loads(results.read_text())["tests"]
    assert {test["number"] for test in tests} == {"2.weights", "2.expectation", "2.cost"}
    assert [test["score"] for test in tests] == [0, 0, 0]
    assert os.listdir(given.base / "outside") == []
