"""A class is graded, and graded again: what is repeated, what is kept, what is said."""

import csv
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.job import Job, RunParts
from autograder.batch.keys import LineKeys
from autograder.batch.outputs import write_outputs
from autograder.batch.run import ClassRun
from autograder.batch.submission_grader import Done, Terms
from autograder.course import Course
from autograder.grading.reference import Reference
from autograder.grading.rubric import read_rubric
from autograder.grading.template import generate
from autograder.intake.read import read_intake
from autograder.records.folder import RunFolder
from autograder.records.kept import HandedIn, KeptLine
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.run import grade
from autograder.verdict import State, lost, pending
from run_files import run_files
from small_course import COURSE, NAME, RUBRIC

WHOLE = ("empty", "excellent", "typical")
HANGING = "def cost(t, d):\n    while True:\n        pass\n"


@pytest.fixture
def changing(tmp_path):
    """A course that a test may change, with the students' folder."""
    root = tmp_path / "course"
    shutil.copytree(COURSE.root, root)
    generate(Course(root).assignment(NAME), RUBRIC)
    return Course(root)


def hand_in_all(folder, *names):
    """Make a folder of folders out of whole submissions."""
    for name in names or WHOLE:
        shutil.copytree(COURSE.assignment(NAME).submissions / name, folder / name)
    return folder


class Graded:
    """Grades the submissions of a folder in this process, as a job of a run does."""

    def __init__(self, course, folder, out):
        self.course = course
        self.folder = RunFolder(out)
        out.mkdir(exist_ok=True)
        self.intake = read_intake(folder, unpack=out / "unpacked")

    def again(self, *, only="", is_alone=True, seed=None):
        """Grade what has to be graded; return how many lines that were, by submission."""
        assignment = self.course.assignment(NAME)
        rubric = read_rubric(assignment.rubric)
        chosen = rubric.select(only) if only else rubric
        keys = LineKeys(assignment, rubric, Reference.read(assignment.reference), seed=seed)
        numbers = frozenset(line.number for line in chosen.lines)
        terms = Terms(rubric=rubric, chosen=numbers, seed=seed)
        hand_ins = self.intake.hand_ins
        with closing(Job(self.parts(keys, terms), is_alone=is_alone)) as job:
            self.done = [Done.read(job(str(place))) for place in range(len(hand_ins))]
        assert [done.ends_run for done in self.done] == [""] * len(hand_ins)
        self.manifest = Manifest(
            assignment=NAME,
            course=str(self.course.root),
            lines=rubric.lines,
            order=tuple(hand_in.handed_in.id for hand_in in hand_ins),
        )
        return {done.id: done.graded for done in self.done}

    def parts(self, keys, terms):
        """Return what a run of it is made of."""
        return RunParts(
            course=self.course, folder=self.folder, hand_ins=self.intake.hand_ins, keys=keys,
            terms=terms, made_by={},
        )  # fmt: skip

    def scores(self):
        """Write all outputs; return the points of each submission."""
        write_outputs(self.folder, self.manifest)
        with (self.folder.path / "grades.csv").open(newline="") as file:
            return {row["submission"]: row["score"] for row in csv.DictReader(file)}

    def results(self, name):
        """Return what a student reads."""
        return json.loads((self.folder.results / name / "results.json").read_bytes())


def edit(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def points(run):
    return {result.line.number: result.score for result in run.results.lines}


def test_each_is_graded_as_alone_and_nothing_twice(changing, tmp_path):
    graded = Graded(changing, hand_in_all(tmp_path / "class"), tmp_path / "out")
    assert graded.again() == dict.fromkeys(WHOLE, len(RUBRIC.lines))
    scores = graded.scores()
    rubric = read_rubric(changing.assignment(NAME).rubric)
    for name in WHOLE:
        alone = grade(tmp_path / "class" / name, rubric, changing, progress=lambda _: None)
        assert scores[name] == str(float(alone.results.score))
        tests = {test["number"]: test for test in graded.results(name)["tests"]}
        assert {number: test["score"] for number, test in tests.items()} == pytest.approx(
            {number: float(score) for number, score in points(alone).items()}
        )
    states = {kept.handed_in.id: kept.state for kept in graded.folder.all_kept(graded.manifest)}
    assert states == {"empty": "untouched", "excellent": "graded", "typical": "graded"}
    assert graded.again() == dict.fromkeys(WHOLE, 0)

    # One weight: nothing is graded again, and everybody's points are others.
    module = changing.assignment(NAME).rubric / "test_q1_spread.py"
    edit(module, '@number("1.mean")\n@weight(1)', '@number("1.mean")\n@weight(11)')
    assert graded.again() == dict.fromkeys(WHOLE, 0)
    assert float(graded.scores()["excellent"]) == float(scores["excellent"]) + 10

    # One misreading: its line alone.
    edit(module, "Nearly: these", "Almost: these")
    assert graded.again() == dict.fromkeys(WHOLE, 1)

    # Something that was handed in: that submission.
    edit(tmp_path / "class" / "typical" / "q1_spread.py", "def ", "x = 1\n\n\ndef ")
    assert graded.again() == {**dict.fromkeys(WHOLE, 0), "typical": len(RUBRIC.lines)}


LATEX = r"""
\begin{document}
\begin{answer}{2.cost} $t d$ \end{answer}
\begin{answer}{2.weights} So the weights sum to $1 - \beta^t$. \end{answer}
\begin{answer}{2.wieghts} $1$ \end{answer}
\end{document}
"""


def test_answers_in_latex_are_graded_with_a_class_and_again_where_they_change(changing, tmp_path):
    people = tmp_path / "class"
    hand_in_all(people, "excellent", "empty")
    (people / "empty" / "warmup.tex").write_text(LATEX)
    (people / "alone").mkdir()
    (people / "alone" / "my homework.tex").write_text(LATEX)
    graded = Graded(changing, people, tmp_path / "out")
    first = graded.again()
    assert set(first.values()) == {len(RUBRIC.lines)}
    graded.scores()
    for name in ("empty", "alone"):
        results = graded.results(name)
        tests = {test["number"]: test for test in results["tests"]}
        assert tests["2.weights"]["score"] == 2
        assert r"1 - \beta^{t}" in tests["2.weights"]["output"]
        assert "there is no question 2.wieghts. Is it 2.weights?" in results["output"]
    states = {kept.handed_in.id: kept.state for kept in graded.folder.all_kept(graded.manifest)}
    assert states == {"alone": "graded", "empty": "graded", "excellent": "graded"}
    assert set(graded.again().values()) == {0}
    edit(people / "alone" / "my homework.tex", "1 - ", "2 - ")
    assert graded.again() == {"alone": len(RUBRIC.lines), "empty": 0, "excellent": 0}


def test_some_lines_alone_are_merged_into_what_there_is(changing, tmp_path):
    graded = Graded(changing, hand_in_all(tmp_path / "class", "excellent"), tmp_path / "out")
    first = graded.again(only="1")
    assert first == {"excellent": 4}
    assert [done.left for done in graded.done] == [len(RUBRIC.lines) - 4]
    states = [test["extra_data"]["state"] for test in self_written(graded)["tests"]]
    assert states == ["passed"] * 4 + ["not reached"] * (len(RUBRIC.lines) - 4)
    assert graded.again(only="2") == {"excellent": 3}
    assert graded.again() == {"excellent": len(RUBRIC.lines) - 7}
    assert graded.scores()["excellent"] == str(float(RUBRIC.total))


def self_written(graded):
    graded.scores()
    return graded.results("excellent")


def test_what_cannot_be_read_is_one_row_with_its_reason(changing, tmp_path):
    folder = hand_in_all(tmp_path / "class", "excellent")
    graded = Graded(changing, folder, tmp_path / "out")
    first, *_ = graded.intake.hand_ins
    broken = first.changed(id="broken", fault="its zip is damaged")
    graded.intake = replace(graded.intake, hand_ins=(first, broken))
    assert graded.again() == {"excellent": len(RUBRIC.lines), "broken": 0}
    assert graded.scores()["broken"] == ""
    assert "its zip is damaged" in graded.results("broken")["output"]
    assert graded.results("broken")["tests"] == []


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "there is no file in it"),
        ({"answer.docx": b"PK"}, "no question file is in it, but `answer.docx`"),
        ({"answers.zip": b"PK\3\4 and no more"}, "`answers.zip`: it is no zip archive"),
    ],
)
def test_where_nothing_can_be_graded_nobody_gets_nothing(changing, tmp_path, files, said):
    """A person has to look: a broken archive is no untouched template."""
    place = tmp_path / "class" / "ann"
    place.mkdir(parents=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
    graded = Graded(changing, tmp_path / "class", tmp_path / "out")
    graded.again()
    assert graded.scores() == {"ann": ""}
    assert graded.folder.kept("ann").state == "unreadable"
    assert said in graded.results("ann")["output"]


def test_files_in_doubt_are_told(changing, tmp_path):
    folder = hand_in_all(tmp_path / "class", "excellent")
    first = folder / "excellent" / "q1_spread.py"
    first.rename(folder / "excellent" / "q1_spread (1).py")
    (folder / "excellent" / "q1_spread (2).py").write_text("def mean(): return 1\n")
    graded = Graded(changing, folder, tmp_path / "out")
    graded.again()
    assert write_outputs(graded.folder, graded.manifest).doubtful == ["excellent"]


def test_who_is_not_graded_yet_has_a_row_too(changing, tmp_path):
    graded = Graded(changing, hand_in_all(tmp_path / "class", "excellent"), tmp_path / "out")
    graded.again()
    bob = HandedIn(id="bob", people=(Person(email="bob@x.edu"),))
    more = replace(graded.manifest, order=("excellent", "bob"), hand_ins=(bob,))
    statistics = write_outputs(graded.folder, more)
    assert statistics.states == {"graded": 1, "not graded": 1}
    assert statistics.ungraded == len(RUBRIC.lines)
    with (tmp_path / "out" / "grades.csv").open(newline="") as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    assert (rows["bob"]["email"], rows["bob"]["score"]) == ("bob@x.edu", "")


def test_a_line_that_was_not_graded_is_graded_the_next_time(changing, tmp_path):
    graded = Graded(changing, hand_in_all(tmp_path / "class", "excellent"), tmp_path / "out")
    graded.again()
    kept = graded.folder.kept("excellent")
    states = {"1.mean": State.NOT_REACHED, "2.cost": State.GRADER_ERROR}
    lines = {
        number: replace(line, verdict=pending("", state=states[number]))
        if number in states
        else line
        for number, line in kept.lines.items()
    }
    graded.folder.keep(replace(kept, lines=lines))
    assert graded.again(is_alone=False) == {"excellent": 2}
    assert graded.folder.kept("excellent").lines["1.mean"].verdict.state is State.PASSED


def test_what_others_may_have_disturbed_is_graded_once_more_alone(changing, tmp_path):
    graded = Graded(changing, hand_in_all(tmp_path / "class", "excellent"), tmp_path / "out")
    graded.again(is_alone=False)
    assert not graded.done[0].disturbed
    kept = graded.folder.kept("excellent")
    late = lost("It took too long.", state=State.TIMED_OUT, notes=("time",))
    lines = {**kept.lines, "3.code": replace(kept.lines["3.code"], verdict=late)}
    graded.folder.keep(replace(kept, lines=lines))
    assert graded.again(is_alone=False) == {"excellent": 0}
    assert graded.done[0].disturbed
    # All of its file, so that nothing of what it has used up before is different.
    assert graded.again(is_alone=True) == {"excellent": 1}
    assert graded.folder.kept("excellent").lines["3.code"].verdict.state is State.PASSED
    # What ends so even then is not tried a third time.
    once = KeptLine(key=kept.lines["3.code"].key, verdict=late, alone=True)
    graded.folder.keep(replace(kept, lines={**kept.lines, "3.code": once}))
    assert graded.again(is_alone=True) == {"excellent": 0}
    assert not graded.done[0].disturbed


def test_a_folder_that_cannot_be_written_ends_the_run_with_the_reason(changing, tmp_path):
    graded = Graded(changing, hand_in_all(tmp_path / "class", "empty"), tmp_path / "out")
    (tmp_path / "out" / "kept").write_text("in its way")
    assignment = changing.assignment(NAME)
    keys = LineKeys(assignment, RUBRIC, Reference.read(assignment.reference), seed=None)
    chosen = frozenset(line.number for line in RUBRIC.lines)
    terms = Terms(rubric=RUBRIC, chosen=chosen)
    with closing(Job(graded.parts(keys, terms), is_alone=True)) as job:
        done = Done.read(job("0"))
    assert "kept" in done.ends_run


# --------------------------------------------------------------------------- as a command


def command(course, folder, out, *options):
    return [
        *(sys.executable, "-m", "autograder", "batch", str(folder)),
        *("--course", str(course.root), "--out", str(out), *options),
    ]


def run_command(course, folder, out, *options):
    call = command(course, folder, out, *options)
    return subprocess.run(call, capture_output=True, text=True, check=False)


def killed_after(call, count):
    """Run a command on a terminal, and kill it when so many submissions are done."""
    master, slave = pty.openpty()
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=slave) as process:
        os.close(slave)
        said = b""
        with suppress(OSError):  # its end
            while not re.search(rb"(?<!\d)%d of \d+ graded" % count, said):
                said += os.read(master, 1000)
        process.send_signal(signal.SIGKILL)
    os.close(master)
    return process.returncode


def test_a_run_that_is_killed_goes_on_to_the_same_files(course, tmp_path):
    folder = tmp_path / "class"
    for number in range(2):
        for name in WHOLE:
            shutil.copytree(COURSE.assignment(NAME).submissions / name, folder / f"{name}{number}")
    (folder / "excellent1" / "q2_average.py").write_text(HANGING)
    undisturbed = run_command(course, folder, tmp_path / "whole", "--jobs", "2")
    assert undisturbed.returncode == 0, undisturbed.stderr
    out = tmp_path / "killed"
    call = command(course, folder, out, "--jobs", "2")
    for count in (1, 4):
        assert killed_after(call, count) == -signal.SIGKILL
    rest = subprocess.run(
        [sys.executable, "-m", "autograder", "batch", "--resume", "--out", str(out)],
        env={**os.environ, "AUTOGRADER_COURSE": str(course.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert rest.returncode == 0, rest.stderr
    whole, killed = run_files(tmp_path / "whole"), run_files(out)
    assert whole.keys() == killed.keys()
    assert {name for name in whole if whole[name] != killed[name]} == set()
    assert "6 submissions: 4 graded, 2 untouched." in undisturbed.stdout


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda out: (out / "grades.csv").write_text("mine"), "grades.csv would be replaced"),
        (
            lambda out: RunFolder(out).write_manifest(Manifest(assignment="other", course="/")),
            "an earlier run over other is here",
        ),
        (
            lambda out: RunFolder(out).write_manifest(
                Manifest(assignment=NAME, course=str(Path(__file__).parent))
            ),
            "an earlier run of the course",
        ),
    ],
)
def test_what_another_has_written_stays(course, tmp_path, made, said):
    folder, out = hand_in_all(tmp_path / "class", "empty"), tmp_path / "out"
    out.mkdir()
    made(out)
    before = run_files(out)
    ended = run_command(course, folder, out)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert run_files(out) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--only", "9"], "has no line 9"),
        (["--due", "tomorrow"], "--due tomorrow: not a time such as"),
        (["--names", "("], "--names (: not a regular expression"),
        (["--assignment", "warmpu"], "did you mean warmup"),
    ],
)
def test_a_wrong_option_is_told_with_the_way_out(course, tmp_path, options, said):
    folder = hand_in_all(tmp_path / "class", "empty")
    ended = run_command(course, folder, tmp_path / "out", *options)
    assert (ended.returncode, said in ended.stderr) == (2, True), ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda place: place.write_text("no zip"), "is no zip"),
        (lambda place: place.mkdir(), "holds no submission"),
        (lambda _: None, "there is nothing of that name"),
        (lambda place: hand_in_all(place.parent, "typical").joinpath("typical").rename(place),
         "is graded by `autograder grade"),
    ],
)  # fmt: skip
def test_what_is_no_download_is_told_and_nothing_is_written(course, tmp_path, made, said):
    made(tmp_path / "class")
    ended = run_command(course, tmp_path / "class", tmp_path / "out")
    assert (ended.returncode, said in ended.stderr) == (2, True), ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(course, tmp_path):
    folder = hand_in_all(tmp_path / "class", "empty")
    ended = run_command(course, folder, folder / "empty" / "q1_spread.py" / "out")
    assert (ended.returncode, "no folder can be made there" in ended.stderr) == (2, True)


def test_nobody_writes_into_the_folder_of_another_run(course, tmp_path):
    folder, out = hand_in_all(tmp_path / "class", "empty"), tmp_path / "out"
    out.mkdir()
    with RunFolder(out).locked():
        ended = run_command(course, folder, out)
    assert (ended.returncode, f"process {os.getpid()} of" in ended.stderr) == (2, True)


@pytest.fixture
def small_disk(tmp_path, record_property):
    """A folder that is a disk of 256 KiB; None where nobody lets us make one."""
    place = tmp_path / "out"
    place.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        record_property("not run", "a full disk: no disk can be made")
        yield None
        return
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_ends_the_run_and_what_was_graded_is_kept(course, tmp_path, small_disk):
    if small_disk is None:
        return
    folder = hand_in_all(tmp_path / "class", "empty", "excellent")
    filling = small_disk / "filling"
    with suppress(OSError), filling.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    os.truncate(filling, filling.stat().st_size - 20_000)
    ended = run_command(course, folder, small_disk, "--jobs", "1")
    assert (ended.returncode, "autograder batch --resume --out" in ended.stderr) == (3, True)
    assert "No space left on device" in ended.stderr
    filling.unlink()
    rest = run_command(course, folder, small_disk)
    assert rest.returncode == 0, rest.stderr
    assert len(list((small_disk / "kept").iterdir())) == 2


def test_the_same_answer_with_two_verdicts_is_a_fault_that_is_told(changing, tmp_path):
    graded = Graded(
        changing, hand_in_all(tmp_path / "class", "excellent", "typical"), tmp_path / "out"
    )
    graded.again()
    copied = graded.folder.kept("excellent")
    number, line = next((n, k) for n, k in copied.lines.items() if k.verdict.share == 1)
    other = replace(line, verdict=lost("", notes=("wrong",)))
    lines = {**graded.folder.kept("typical").lines, number: other}
    graded.folder.keep(replace(graded.folder.kept("typical"), lines=lines))
    statistics = write_outputs(graded.folder, graded.manifest)
    (fault,) = statistics.contradictions
    assert (fault.line, fault.submissions) == (number, ("excellent", "typical"))
    summary = json.loads((graded.folder.path / "summary.json").read_bytes())
    assert summary["contradictions"] == [{"line": number, "submissions": ["excellent", "typical"]}]


def test_without_names_none_stand_in_what_is_written(changing, tmp_path):
    graded = Graded(changing, hand_in_all(tmp_path / "class", "excellent"), tmp_path / "out")
    graded.again()
    assert set(graded.scores()) == {"excellent"}
    kept = graded.folder.kept("excellent")
    told = replace(kept.handed_in, notes=("excellent has 2 submissions: the latest counts",))
    graded.folder.keep(replace(kept, handed_in=told))
    hidden = replace(
        graded.manifest,
        asked={"anonymous": "True", "salt": "pepper"},
        messages=("excellent handed in twice",),
    )
    write_outputs(graded.folder, hidden)
    written = [path for path in (tmp_path / "out").rglob("*") if "kept" not in path.parts]
    assert [path for path in written if "excellent" in path.name] == []
    assert [path for path in written if path.is_file() and b"excellent" in path.read_bytes()] == []
    (row,) = graded.scores()  # with names again
    assert row == "excellent"
    assert [path.name for path in graded.folder.results.iterdir()] == ["excellent"]


def test_what_nothing_can_be_graded_with_ends_the_run_at_once(changing, tmp_path):
    folder = hand_in_all(tmp_path / "class", "empty", "excellent")
    (changing.assignment(NAME).reference / "python").write_text("3.99\n")
    ended = run_command(changing, folder, tmp_path / "out", "--jobs", "1")
    assert ended.returncode == 3
    assert "It ended early: " in ended.stderr
    assert "promises Python 3.99" in ended.stderr
    assert not (tmp_path / "out" / "kept").exists()


def test_who_was_not_graded_has_a_row_and_is_graded_the_next_time(course, tmp_path, monkeypatch):
    """Whatever ends the process that grades: here somebody does who may."""
    folder = hand_in_all(tmp_path / "class", "excellent")
    intake = read_intake(folder, unpack=tmp_path / "unpacked")
    out = tmp_path / "out"
    out.mkdir()
    chosen = frozenset(line.number for line in RUBRIC.lines)
    run = ClassRun(
        course=course,
        folder=RunFolder(out),
        intake=intake,
        terms=Terms(rubric=read_rubric(course.assignment(NAME).rubric), chosen=chosen),
        jobs=1,
    )
    monkeypatch.setattr(Job, "__call__", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    ended = run.grade(lambda *_: None)
    monkeypatch.undo()
    assert ended.faults == {"excellent": "the process that graded was ended by SIGKILL"}
    assert ended.statistics.states == {"not graded": 1}
    assert (ended.statistics.waiting, ended.statistics.ungraded) == ([], len(RUBRIC.lines))
    with (out / "grades.csv").open(newline="") as file:
        assert [row["score"] for row in csv.DictReader(file)] == [""]
    again = run.grade(lambda *_: None)
    assert (again.graded, again.statistics.states) == (len(RUBRIC.lines), {"graded": 1})


def test_what_is_graded_once_more_counts_once(course, tmp_path):
    folder = hand_in_all(tmp_path / "class", "excellent", "typical")
    (folder / "typical" / "q2_average.py").write_text(HANGING)
    out = tmp_path / "out"
    out.mkdir()
    rubric = read_rubric(course.assignment(NAME).rubric)
    chosen = frozenset(line.number for line in rubric.select("2").lines)
    run = ClassRun(
        course=course,
        folder=RunFolder(out),
        intake=read_intake(folder, unpack=tmp_path / "unpacked"),
        terms=Terms(rubric=rubric, chosen=chosen),
        jobs=2,
    )
    rounds = []
    ended = run.grade(lambda _done, count, total: rounds.append((count, total)))
    assert rounds == [(1, 2), (2, 2), (1, 1)]
    assert ended.graded == 2 * len(chosen)
    assert ended.left == 2 * (len(rubric.lines) - len(chosen))
