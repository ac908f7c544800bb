"""The command line: what it takes, what it writes, and how it says how it went."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.course import VARIABLE
from small_course import ASSIGNMENT, COURSE, LINES, NAME

AUTOGRADER = Path(sys.executable).with_name("autograder")
ANSWERS = ASSIGNMENT.submissions / "excellent"
OF_COURSE = {VARIABLE: str(COURSE.root)}


def run(*arguments, **environment):
    return subprocess.run(
        [AUTOGRADER, *map(str, arguments)],
        env={**os.environ, **OF_COURSE, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def invoke():
    """Call the command line in this process."""

    def invoke(*arguments, **environment):
        variables = {**OF_COURSE, **environment}
        return CliRunner().invoke(cli.commands, [str(a) for a in arguments], env=variables)

    return invoke


@pytest.fixture
def empty(tmp_path):
    """An empty submission."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


# ------------------------------------------------------------------------------ wrong usage


def test_every_command_has_help(invoke):
    commands = cli.commands.list_commands(None)
    assert {"grade", "template", "compare"} <= set(commands)
    for arguments in ([], *([name] for name in commands)):
        for option in ("--help", "-h"):
            shown = invoke(*arguments, option)
            assert shown.exit_code == 0, shown.output
            assert shown.output.startswith("Usage: ")
            assert len(shown.output.splitlines()) > 5


def test_every_option_of_grading_is_explained():
    for parameter in cli.commands.commands["grade"].params:
        assert parameter.name == "submission" or parameter.help


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["grade"], "Missing argument 'SUBMISSION'"),
        (["grade", ANSWERS, "--assignment", "hw1999"], f"no assignment hw1999; there is {NAME}"),
        (["grade", ANSWERS, "--only", "99"], f"{NAME} has no line 99"),
        (["grade", ANSWERS, "--only", "1.mea"], f"{NAME} has no line 1.mea"),
        (["grade", ANSWERS, "--seed", "x"], "'x' is not a valid integer"),
        (["grade", ANSWERS, "--deadline", "0"], "0.0 is not in the range"),
        (["grade", "/nowhere/at/all"], "/nowhere/at/all: there is no such folder"),
        (["grade", "/nowhere", "--assignment", NAME], "/nowhere: there is no such folder"),
        (["grade", __file__], "not a folder"),
        (["grade", ANSWERS, "--device", "tpu"], "'tpu' is not one of 'auto', 'cpu', 'cuda'"),
        (["template", "hw1999"], "there is no assignment hw1999"),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else "",
)
def test_wrong_usage_is_named_and_exits_with_2(invoke, arguments, message):
    done = invoke(*arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())


def test_a_gpu_that_is_asked_for_and_not_there_is_wrong_usage(invoke, tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.sandbox.accelerator._FILES", ("/dev/no-such-device*",))
    done = invoke("grade", ANSWERS, "--device", "cuda", "--out", tmp_path)
    assert done.exit_code == 2
    message = " ".join(done.output.split())
    assert "there is no GPU to run on: no file of a GPU's driver is there" in message
    assert "--device cpu does without" in message
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_folder_names_the_files_that_are_known(invoke, empty):
    done = invoke("grade", empty)
    assert done.exit_code == 2
    text = " ".join(done.output.split())
    assert "No file of a known assignment is here" in text
    assert "q1_spread.py" in text
    assert f"give --assignment {NAME}" in text


def test_an_unknown_folder_leaves_results_that_say_so(invoke, empty, tmp_path):
    assert invoke("grade", empty, "--out", tmp_path / "out").exit_code == 2
    content = json.loads((tmp_path / "out" / "results.json").read_bytes())
    assert (content["score"], content["tests"]) == (0, [])
    assert "No file of a known assignment" in content["output"]
    assert "--assignment" not in content["output"], "that is for who grades"


@pytest.fixture
def class_folder(tmp_path):
    """A folder of several people's submissions, as a course system exports them."""
    folder = tmp_path / "class"
    for index in range(24):
        person = folder / f"person{index:02}"
        shutil.copytree(ANSWERS, person)
        path = person / "q1_spread.py"
        path.write_text(f"{path.read_text()}\n# {index}\n")
    return folder


def test_several_submissions_in_one_folder_are_refused(invoke, class_folder, tmp_path):
    done = invoke("grade", class_folder, "--out", tmp_path / "out")
    text = " ".join(done.output.split())
    assert done.exit_code == 2
    assert "holds 24 submissions (person00, person01, person02, person03, person04, …)" in text
    assert "grade each by itself" in text


def test_what_is_refused_replaces_the_results_of_an_earlier_run(invoke, class_folder, tmp_path):
    """Nobody takes them for this folder's: there are no lines, and the reason."""
    out = tmp_path / "out"
    for folder, reason in ((class_folder, "holds 24 submissions"), (tmp_path / "no", "no such")):
        out.mkdir(exist_ok=True)
        (out / "results.json").write_text('{"score": 61}')
        assert invoke("grade", folder, "--assignment", NAME, "--out", out).exit_code == 2
        content = json.loads((out / "results.json").read_bytes())
        assert (content["score"], content["tests"]) == (0, [])
        assert reason in content["output"]


def test_on_the_platform_the_lines_say_which_there_are(invoke, class_folder, tmp_path):
    root = tmp_path / "platform"
    (root / "source").mkdir(parents=True)
    done = invoke("grade", class_folder, "--only", "1.mean", "--platform", root,
                  "--device", "cpu")  # fmt: skip
    assert done.exit_code == 0
    text = " ".join(done.output.replace("│", " ").split())  # however wide the table is
    assert "several files for `q1_spread.py` that differ" in text
    assert "person04/q1_spread.py" in text


# ------------------------------------------------------------------------------- the course

LINES_OF = '''
from autograder.rubric import Entries, number, ref, weight
{more}

@number("1")
@weight(1)
def test_one(grade{fixture}):
    """One."""
    grade(ref.one, {checker})
'''
REFERENCE = """
from notation import question


@question("1")
def one():
    '''Return 1.'''
    return 1
"""
EXACTLY = """
from dataclasses import dataclass

from autograder.verdict import earned, lost


@dataclass(frozen=True)
class Exactly:
    number: int

    def check(self, line):
        right = line.submitted.call() == self.number
        return earned() if right else lost("Another number.", notes=("other",))
"""


@pytest.fixture
def write_course(tmp_path):
    """Make a course of assignments with one question each, answered in a file of their own."""

    def write_course(**rubrics):
        root = tmp_path / "my course"
        (root / "reference").mkdir(parents=True)
        (root / "tests" / "grading").mkdir(parents=True)
        for name, files in rubrics.items():
            reference, rubric = root / "reference" / name, root / "tests" / "grading" / name
            reference.mkdir()
            rubric.mkdir()
            (reference / f"q1_{name}.py").write_text(REFERENCE)
            (reference / "secret").write_text(name)
            for file, text in files.items():
                (rubric / file).write_text(text)
            handed = root / "handed in" / name
            handed.mkdir(parents=True)
            (handed / f"q1_{name}.py").write_text("def one():\n    return 1\n")
        return root

    return write_course


def rubric(more="", checker='Entries(tolerance="0")', fixture=""):
    return LINES_OF.format(more=more, checker=checker, fixture=fixture)


@pytest.fixture
def graded_in(invoke, monkeypatch):
    """Grade what was handed in to an assignment, from the course's own folder."""

    def graded_in(root, name, *options):
        monkeypatch.chdir(root)
        command = ["grade", f"handed in/{name}", "--device", "cpu", *options]
        return invoke(*command, **{VARIABLE: None})

    return graded_in


def own_fault(done):
    """Return the one message with which a run ended by the grader's own fault."""
    assert done.exit_code == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    (line,) = done.stderr.splitlines()
    return line.removeprefix("The grader's own fault, not the submission's: ")


def test_outside_of_any_course_it_is_said_what_was_looked_for(invoke, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for arguments in (["grade", ANSWERS], ["template"]):
        done = invoke(*arguments, **{VARIABLE: ""})
        text = " ".join(done.output.split())
        assert done.exit_code == 2
        assert f"no course here: neither {tmp_path} nor a folder above it has" in text
        assert "make a course with `autograder new NAME`" in text


def test_a_course_without_assignments_says_how_one_is_made(invoke, write_course):
    root = write_course()
    for arguments in (["grade", ANSWERS], ["template"]):
        done = invoke(*arguments, "--course", root)
        assert done.exit_code == 2
        assert "has no assignment yet: `autograder new" in " ".join(done.output.split())


def test_a_course_in_what_is_graded_is_refused(invoke, write_course, tmp_path):
    root = write_course(hw={"test_q1_hw.py": rubric()})
    done = invoke("grade", root, "--course", root, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "this course lies in what is graded" in " ".join(done.output.split())
    assert not (tmp_path / "out" / "results.json").exists()


def test_a_course_where_everybody_may_write_is_refused(invoke, write_course):
    root = write_course(hw={"test_q1_hw.py": rubric(), "exactly.py": EXACTLY})
    (root / "tests" / "grading" / "hw" / "exactly.py").chmod(0o666)
    done = invoke("grade", root / "handed in" / "hw", "--course", root)
    assert done.exit_code == 2
    assert "exactly.py: everybody may write there" in " ".join(done.output.split())


def test_a_broken_rubric_beside_a_good_one_costs_the_good_one_nothing(graded_in, write_course):
    """And is named with file and line where it is asked for, or may be."""
    broken = "from autograder.rubric import *\n\ndef test_a(:\n"
    root = write_course(good={"test_q1_good.py": rubric()}, bad={"test_q1_bad.py": broken})
    done = graded_in(root, "good")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "1 / 1" in done.stdout
    place = root / "tests" / "grading" / "bad" / "test_q1_bad.py"
    assert own_fault(graded_in(root, "bad")).startswith(f"{place}:3: ")
    assert own_fault(graded_in(root, "good", "--assignment", "bad")).startswith(f"{place}:3: ")


def test_a_checker_of_the_course_lies_beside_the_rubric(graded_in, write_course):
    """Two assignments have one of the same name, and each is graded by its own."""
    files = {"exactly.py": EXACTLY}
    uses = rubric("from .exactly import Exactly", "Exactly(1)")
    other = {"exactly.py": EXACTLY.replace("== self.number", "== self.number + 1")}
    root = write_course(
        one={"test_q1_one.py": uses, **files}, two={"test_q1_two.py": uses, **other}
    )
    for name, score in {"one": "1 / 1", "two": "0 / 1"}.items():
        done = graded_in(root, name)
        assert done.exit_code == 0, done.stderr
        assert score in done.stdout


def test_a_worker_cannot_read_a_checker_of_the_course(graded_in, write_course):
    """The start-up probe tries it, and so does a submission."""
    uses = rubric("from .exactly import Exactly", "Exactly(1)")
    root = write_course(hw={"test_q1_hw.py": uses, "exactly.py": EXACTLY})
    checker = root / "tests" / "grading" / "hw" / "exactly.py"
    answer = root / "handed in" / "hw" / "q1_hw.py"
    answer.write_text(f"def one():\n    return len(open({str(checker)!r}).read())\n")
    done = graded_in(root, "hw")
    assert done.exit_code == 0, done.stderr
    assert "PermissionError" in done.stdout
    checker.rename(checker.with_name("own.py"))
    checker.symlink_to(os.__file__)  # what every worker can read
    fault = own_fault(graded_in(root, "hw", "--quiet"))
    assert f"read the grader's files: {os.path.realpath(os.__file__)}" in fault


@pytest.mark.parametrize(
    ("statement", "checker", "told"),
    [
        ("from .exactly import Exactly", "x = 1\nraise ValueError('no')", "exactly.py:2: ValueE"),
        (
            "from exactly import Exactly", EXACTLY,
            "test_q1_hw.py:3: `exactly` lies beside the rubric: import from it with a dot, as in "
            "`from .exactly import …`",
        ),
    ],
)  # fmt: skip
def test_a_checker_that_cannot_be_imported_is_one_message(
    graded_in, write_course, statement, checker, told
):
    """The lines are left to a person; `test_rubric_modules.py` has other ways of breaking one."""
    uses = rubric(statement, "Exactly(1)")
    root = write_course(hw={"test_q1_hw.py": uses, "exactly.py": checker})
    done = graded_in(root, "hw")
    assert own_fault(done).startswith(f"{root / 'tests' / 'grading' / 'hw'}/{told}")
    assert "Not decided yet: a person will." in " ".join(done.stdout.split())


def test_a_conftest_beside_the_rubric_goes_on_working(graded_in, write_course):
    """Its fixtures are there, made of what lies beside it; one further up is not read."""
    conftest = (
        "import pytest\nfrom .places import ALL\n"
        "@pytest.fixture\ndef tolerance():\n    return ALL\n"
    )
    text = rubric(checker="Entries(tolerance=tolerance)", fixture=", tolerance")
    root = write_course(
        hw={"test_q1_hw.py": text, "conftest.py": conftest, "places.py": "ALL = '0'"}
    )
    (root / "tests" / "grading" / "conftest.py").write_text("raise RuntimeError('never read')\n")
    (root / "tests" / "grading" / "hw" / "pytest.ini").write_text("[pytest]\naddopts = -p none\n")
    done = graded_in(root, "hw")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "1 / 1" in done.stdout


def test_a_conftest_that_raises_is_one_message(graded_in, write_course):
    root = write_course(
        hw={"test_q1_hw.py": rubric(), "conftest.py": "x = 1\nraise OSError('no')\n"}
    )
    assert "conftest.py:2: OSError: no" in own_fault(graded_in(root, "hw"))


# ------------------------------------------------------------------------------ the grader's


def test_a_rubric_that_cannot_be_read_is_the_graders_own_fault(invoke, tmp_path):
    """Where the submission is of no other assignment, it may be of that one."""
    (tmp_path / "reference").mkdir()
    folder = tmp_path / "tests" / "grading" / "hw9"
    folder.mkdir(parents=True)
    (folder / "test_q1.py").write_text("def test_a(:\n")
    done = invoke("grade", ANSWERS, "--course", tmp_path)
    assert done.exit_code == 3
    assert "The grader's own fault, not the submission's: " in done.output
    assert "test_q1.py:1" in done.output


def test_what_nobody_expected_is_the_graders_own_fault(monkeypatch, capsys):
    def surprise(**_):
        raise RuntimeError("surprise")

    monkeypatch.setattr(cli, "commands", surprise)
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    assert exit_.value.code == 3
    assert "RuntimeError: surprise" in capsys.readouterr().err


def test_results_that_cannot_be_written_are_the_graders_own_fault(invoke, tmp_path):
    """They are graded to the end and shown; a folder stands where the file would be put."""
    (tmp_path / "results.json").mkdir()
    done = invoke("grade", ANSWERS, "--only", "2.weights", "--out", tmp_path, "--device", "cpu")
    assert done.exit_code == 3
    assert "2.weights" in done.output
    assert "The grader's own fault, not the submission's: results.json lacks" in done.output
    assert "Traceback" not in done.output


# ---------------------------------------------------------------------------------- grading


def test_grading_leaves_the_environment_as_it_was(invoke, monkeypatch):
    """What keeps it from configuring the grader's pytest holds for that pytest alone."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    before = dict(os.environ)
    assert invoke("grade", ANSWERS, "--only", "2.weights").exit_code == 0
    assert os.environ == before


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """One run over a submission with a fault in every file but two: all of it is seen."""
    folder = tmp_path_factory.mktemp("submission")
    out = tmp_path_factory.mktemp("graded") / "new" / "out"
    shutil.copytree(ANSWERS, folder, ignore=shutil.ignore_patterns("q3*"), dirs_exist_ok=True)
    text = (folder / "q1_spread.py").read_text()
    text = text.replace("def mean(", "def means(")
    text = text.replace("def width():", "def width():\n    print('\\x1b[2J')")
    text = text.replace("def variance():", "def variance(x):")
    (folder / "q1_spread.py").write_text(text)
    (folder / "q2_average.py").write_text("def weights(:\n")
    done = run("grade", folder, "--out", out, "--assignment", NAME)
    return done, json.loads((out / "results.json").read_bytes()), out


def outputs(content):
    return {test["number"]: test for test in content["tests"]}


def test_a_graded_submission_exits_with_0_whatever_its_score(graded):
    done, content, _ = graded
    assert done.returncode == 0
    assert done.stderr == ""
    assert 0 < content["score"] < sum(test["max_score"] for test in content["tests"])


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("1.mean", "has no function `mean`. Is it `means`?"),
        ("1.variance", "`variance` cannot be called as in the template"),
        ("2.weights", "q2_average.py, line 1"),
        ("2.cost", "As said at 2.weights: `q2_average.py` cannot be graded."),
        ("3.code", "There is no file `q3_softmax.py`"),
    ],
)
def test_each_fault_is_named_on_its_own_lines(graded, number, message):
    test = outputs(graded[1])[number]
    assert test["score"] == 0
    assert message in test["output"]


def test_every_fault_costs_its_own_lines_only(graded):
    lost = {n for n, test in outputs(graded[1]).items() if test.get("status") != "passed"}
    assert lost == {"1.mean", "1.variance", "2.weights", "2.expectation", "2.cost", "3.code"}


def test_the_report_has_every_line_and_no_colour(graded):
    text = graded[0].stdout
    assert all(line.number in text for line in LINES)
    assert "Total" in text
    assert "\x1b" not in text


def test_only_the_results_are_written(graded):
    assert os.listdir(graded[2]) == ["results.json"]


def test_one_line_alone_is_graded_with_the_seed_that_is_given(tmp_path):
    folder = tmp_path / "submission"
    shutil.copytree(ANSWERS, folder)
    before = sorted(os.walk(tmp_path))
    done = run("grade", folder, "--only", "1.mean", "--seed", "7", FORCE_COLOR="1")
    assert done.returncode == 0
    assert "1.mean" in done.stdout
    assert "1.variance" not in done.stdout
    assert "1 / 1" in done.stdout
    assert "\x1b[" in done.stdout
    assert sorted(os.walk(tmp_path)) == before


def test_quiet_prints_nothing_and_writes_all_the_same(empty, tmp_path):
    """The assignment comes from the environment, as on a platform; the files say nothing of it."""
    options = ["--quiet", "--out", tmp_path, "--seed", 9]
    done = run("grade", empty, *options, AUTOGRADER_ASSIGNMENT=NAME)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    content = json.loads((tmp_path / "results.json").read_bytes())
    assert content["score"] == 0
    assert [test["number"] for test in content["tests"]] == [line.number for line in LINES]
    assert content["extra_data"]["seed"] == 9


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_cancelled_says_where_its_results_are(tmp_path, number):
    out = tmp_path / "out"
    out.mkdir()
    with subprocess.Popen(
        [AUTOGRADER, "grade", ANSWERS, "--out", out, "--quiet"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **OF_COURSE},
    ) as process:  # fmt: skip
        while not (out / "results.json").exists():
            assert process.poll() is None
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert errors == f"Cancelled. What was graded is in {out / 'results.json'}.\n"
    content = json.loads((out / "results.json").read_bytes())
    assert [test["number"] for test in content["tests"]] == [line.number for line in LINES]


# -------------------------------------------------------------------------------- comparing


def test_a_line_that_is_no_text_costs_itself():
    """Bytes that are no UTF-8, and the mark that some editors put at the beginning of a file."""
    line = (
        b'{"id": %d, "kind": "equal", "expected": "x", "submitted": "x", "symbols": {"x": "real"}}'
    )
    lines = [b"\xef\xbb\xbf" + line % 1, b'{"id": 2, "kind": "\xff\xfe"}', line % 3]
    done = subprocess.run(
        [AUTOGRADER, "compare"], input=b"\n".join(lines), capture_output=True, check=False
    )
    verdicts = [json.loads(text) for text in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert [verdict["verdict"] for verdict in verdicts] == ["equal", "error", "equal"]
    assert verdicts[1]["reason"] == "no line to compare: it is not UTF-8"
