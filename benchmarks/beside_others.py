"""A class under four graders with the same numeric checks: how many a minute, how many right.

    python benchmarks/beside_others.py SIZE --python PYTHON [--jobs N] [--seed S] [--limit SECONDS]

PYTHON is an interpreter with torch, gradescope-utils, otter-grader and nbgrader. Each student hands
in two functions of torch, worth a point each, and what they should earn is known by how they are
made. A fifth do in one of the two what somebody in every class does: loop, exit, replace what
compares. All graders compare the same values in the same cases:

- `autograder batch`, with `--jobs` processes and with one;
- `otter run` for each submission, a notebook;
- `nbgrader autograde` over all, notebooks too;
- gradescope-utils' runner, in a process for each submission.

Otter and the loop have a limit for a submission from outside, nbgrader one for a cell, as a TA
would set them (`--limit`); whoever has no grade then has none that is right. All of it is done for
the well-behaved ones alone, too: waiting for a limit is most of the time of the others.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

NAME = "hw1"
FUNCTIONS = ("attention", "entropy")
REFERENCE = {
    "attention": """\
def attention(q, k, v):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    return scores.softmax(dim=-1) @ v
""",
    "entropy": """\
def entropy(x):
    logs = x.log_softmax(dim=-1)
    return -(logs.exp() * logs).sum(dim=-1)
""",
}
OTHER_RIGHT = {
    "attention": """\
def attention(q, k, v):
    scores = torch.einsum("...nd,...md->...nm", q, k) / torch.tensor(q.shape[-1]).sqrt()
    weights = (scores - scores.amax(-1, keepdim=True)).exp()
    return (weights / weights.sum(-1, keepdim=True)) @ v
""",
    "entropy": """\
def entropy(x):
    return torch.logsumexp(x, -1) - (x.softmax(-1) * x).sum(-1)
""",
}
WRONG = {
    "attention": """\
def attention(q, k, v):
    return (q @ k.transpose(-2, -1)).softmax(dim=-1) @ v
""",
    "entropy": """\
def entropy(x):
    return -(x.softmax(dim=0) * x.log_softmax(dim=0)).sum(dim=0)
""",
}
SIGNATURES = {"attention": "attention(q, k, v)", "entropy": "entropy(x)"}
#: Of the shape that is asked for, so that only the values are wrong.
ZEROS = {
    "attention": "torch.zeros(*q.shape[:-1], v.shape[-1], dtype=q.dtype)",
    "entropy": "torch.zeros(x.shape[:-1], dtype=x.dtype)",
}
#: What a function does that is no answer; `{head}` is its signature, `{zeros}` of `ZEROS`.
ODD = {
    "loops": "def {head}:\n    while True:\n        pass\n",
    "exits": "def {head}:\n    import os\n    os._exit(0)\n",
    "leaves": "def {head}:\n    raise SystemExit(0)\n",
    "agrees": "torch.allclose = lambda *a, **k: True\ndef {head}:\n    return {zeros}\n",
    "equals": (
        "class Same(torch.Tensor):\n"
        "    @classmethod\n"
        "    def __torch_function__(cls, function, types, args=(), kwargs=None):\n"
        "        if function is torch.allclose:\n"
        "            return True\n"
        "        return super().__torch_function__(function, types, args, kwargs or {})\n"
        "def {head}:\n    return {zeros}.as_subclass(Same)\n"
    ),
    "fills": "def {head}:\n    return [bytearray(1 << 28) for _ in range(1 << 10)]\n",
}
CASES = {
    "attention": ((3, 2, 4, 5), (1, 1, 1, 1), (4, 6, 8, 3), (2, 5, 16, 2)),
    "entropy": ((3,), (2, 5), (4, 2, 3), (1, 7)),
}
# What all but ours run after a student's code: `{function}` is asked, the cases are drawn anew.
CHECK = """\
import torch
def _reference_{function}():
    import torch
{reference}
    return {function}
def _check_{function}(answer):
    generator = torch.Generator().manual_seed(7)
    def normal(*shape):
        return torch.randn(*shape, generator=generator, dtype=torch.float64)
    for case in {cases}:
        if "{function}" == "attention":
            n, m, d, e = case
            inputs = (normal(2, n, d), normal(2, m, d), normal(2, m, e))
        else:
            inputs = (normal(*case),)
        expected = _reference_{function}()(*inputs)
        given = answer(*inputs)
        assert given.shape == expected.shape
        assert torch.allclose(given, expected, rtol=1e-6, atol=1e-9)
"""
OURS = """\
from autograder.rubric import Case, Close, Normal, code, number, ref, weight


@number("1.1")
@weight(1)
@code
def test_attention(grade):
    \"\"\"Attention.\"\"\"
    arguments = (Normal("q", "... n d"), Normal("k", "... m d"), Normal("v", "... m e"))
    cases = tuple(
        Case(dict(zip("nmde", sides)), batch=(2,)) for sides in {attention}
    )
    grade(ref.attention, Close(arguments=arguments, cases=cases, strided=False))


@number("1.2")
@weight(1)
@code
def test_entropy(grade):
    \"\"\"Entropy.\"\"\"
    cases = tuple(Case({{"n": case[-1]}}, batch=case[:-1]) for case in {entropy})
    grade(ref.entropy, Close(arguments=(Normal("x", "... n"),), cases=cases, strided=False))
"""
DOCSTRINGS = {
    "attention": "q: (..., n, d), k: (..., m, d), v: (..., m, e). Returns (..., n, e).",
    "entropy": "x: (..., n). Returns (...).",
}


@dataclass(frozen=True, slots=True)
class Student:
    """A submission, and what it should earn."""

    name: str
    kind: str
    codes: dict[str, str]
    earns: dict[str, float]

    @property
    def source(self) -> str:
        """Both functions as one file."""
        return "import torch\n\n\n" + "\n\n".join(self.codes.values())


Grades = dict[str, float]
Graded = Callable[[list[Student], Path], Grades]


def main() -> None:
    """Make a class, have it graded by each, print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--python", required=True, help="an interpreter with the other graders")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, default=20, help="seconds; the others' own limit")
    asked = parser.parse_args()
    students = make_class(asked.size, random.Random(asked.seed))
    others = Others(asked.python, asked.limit)
    graders: dict[str, Graded] = {
        f"autograder batch --jobs {asked.jobs}": lambda s, p: ours(s, p, asked.jobs),
        "autograder batch --jobs 1": lambda s, p: ours(s, p, 1),
        "gradescope-utils, a process each": others.loop,
        "otter run": others.otter,
        "nbgrader autograde": others.nbgrader,
    }
    behaved = [student for student in students if student.kind not in ODD]
    for title, some in (("everybody", students), ("the well-behaved", behaved)):
        print(f"\n{title}: {len(some)} submissions, {dict(Counter(s.kind for s in some))}")
        print("| | a minute | grades right | points unearned | points withheld |")
        print("|---|---|---|---|---|")
        for name, grade in graders.items():
            measure(name, grade, some)


def measure(name: str, grade: Graded, students: list[Student]) -> None:
    """Print a row of the table."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        began = time.perf_counter()
        grades = grade(students, Path(folder))
        seconds = time.perf_counter() - began
    earned = {student.name: sum(student.earns.values()) for student in students}
    given = {student.name: grades.get(student.name) for student in students}
    right = sum(given[name] == earned[name] for name in earned)
    more = sum(max(0, (given[name] or 0) - earned[name]) for name in earned)
    less = sum(max(0, earned[name] - (given[name] or 0)) for name in earned)
    row = f"{60 * len(students) / seconds:.0f} | {right} of {len(students)}"
    print(f"| {name} | {row} | {more:g} | {less:g} |", flush=True)
    wrong = Counter(s.kind for s in students if given[s.name] != earned[s.name])
    if wrong:
        print(f"<!-- not right: {dict(wrong)} -->", flush=True)


def make_class(size: int, draw: random.Random) -> list[Student]:
    """Draw submissions: a half all right, three tenths wrong in one or both, a fifth odd."""
    students, odd_kinds = [], cycle(ODD)
    for place in range(size):
        codes = {name: draw.choice((REFERENCE, OTHER_RIGHT))[name] for name in FUNCTIONS}
        earns = dict.fromkeys(FUNCTIONS, 1.0)
        kind = draw.choice(["right"] * 5 + ["wrong"] * 3 + ["odd"] * 2)
        if kind != "right":
            some = draw.sample(FUNCTIONS, draw.choice((1, 2)) if kind == "wrong" else 1)
            kind = next(odd_kinds) if kind == "odd" else kind
            for name in some:
                odd = ODD.get(kind, "").replace("{head}", SIGNATURES[name])
                odd = odd.replace("{zeros}", ZEROS[name])
                codes[name], earns[name] = odd or WRONG[name], 0.0
        students.append(Student(f"s{place:04}", kind, codes, earns))
    return students


def ours(students: list[Student], folder: Path, jobs: int) -> Grades:
    """Grade with `autograder batch`, in a course made for it."""
    course, handed_in, out = folder / "course", folder / "class", folder / "out"
    for path in (course / "reference" / NAME, course / "tests" / "grading" / NAME):
        path.mkdir(parents=True)
    functions = [
        f'@question("1.{place}")\ndef {SIGNATURES[name]}:\n    """{DOCSTRINGS[name]}"""\n'
        + REFERENCE[name].partition("\n")[2]
        for place, name in enumerate(FUNCTIONS, 1)
    ]
    head = '"""Question 1 (points: {points})."""\n\nimport torch\n\nfrom notation import question\n'
    (course / "reference" / NAME / "q1_layers.py").write_text("\n\n".join((head, *functions)))
    (course / "reference" / NAME / "secret").write_text("0" * 64 + "\n")
    rubric = OURS.format(**CASES)
    (course / "tests" / "grading" / NAME / "test_q1_layers.py").write_text(rubric)
    for student in students:
        path = handed_in / student.name / "q1_layers.py"
        path.parent.mkdir(parents=True)
        path.write_text(student.source)
    command = [sys.executable, "-m", "autograder", "batch", str(handed_in), "--out", str(out)]
    asked = ["--course", str(course), "--assignment", NAME, "--jobs", str(jobs), "--quiet"]
    done = subprocess.run([*command, *asked], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    with (out / "grades.csv").open(newline="") as file:
        return {row["submission"]: float(row["score"]) for row in csv.DictReader(file)}


class Others:
    """The other graders.

    Args:
        python: An interpreter that has them.
        limit: Seconds for a submission, or for a cell.
    """

    def __init__(self, python: str, limit: int) -> None:
        self._python = python
        self._limit = limit

    def loop(self, students: list[Student], folder: Path) -> Grades:
        """Run gradescope-utils' runner for each."""
        tests = "".join(
            f"    @weight(1)\n    def test_{name}(self):\n"
            f"        import student\n        _check_{name}(student.{name})\n"
            for name in FUNCTIONS
        )
        (folder / "run_tests.py").write_text(
            "import unittest\n"
            "from gradescope_utils.autograder_utils.decorators import weight\n"
            "from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner\n"
            f"{checks()}\nclass Tests(unittest.TestCase):\n{tests}\n"
            "suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)\n"
            "with open('results.json', 'w') as file:\n"
            "    JSONTestRunner(visibility='visible', stream=file).run(suite)\n"
        )
        grades = {}
        for student in students:
            (folder / "results.json").unlink(missing_ok=True)
            (folder / "student.py").write_text(student.source)
            self._run([self._python, "run_tests.py"], folder)
            try:
                tests_run = json.loads((folder / "results.json").read_text())["tests"]
            except (OSError, ValueError):
                continue
            grades[student.name] = sum(float(test["score"]) for test in tests_run)
        return grades

    def otter(self, students: list[Student], folder: Path) -> Grades:
        """Run `otter run` for each."""
        tests = folder / "tests"
        tests.mkdir()
        for name in FUNCTIONS:
            source = f"{check(name)}_check_{name}({name})\n"
            doctest = "".join(
                f"{'... ' if line[:1] in (' ', '') else '>>> '}{line}\n"
                for line in source.splitlines()
            )
            case = {"code": doctest, "hidden": False, "locked": False}
            suite = {
                "cases": [case],
                "scored": True,
                "setup": "",
                "teardown": "",
                "type": "doctest",
            }
            test = {"name": name, "points": 1, "suites": [suite]}
            (tests / f"{name}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
        bin_folder = Path(self._python).parent
        made = [str(bin_folder / "otter"), "generate", "-t", "tests", "-o", "autograder.zip"]
        self._run([*made, "--no-config", "--no-requirements", "--no-environment"], folder)
        grades = {}
        for student in students:
            (folder / "results.json").unlink(missing_ok=True)
            cells = [{"source": "import torch"}, *({"source": c} for c in student.codes.values())]
            (folder / "submission.ipynb").write_text(notebook(cells))
            command = [str(bin_folder / "otter"), "run", "submission.ipynb", "--no-logo"]
            self._run([*command, "-a", "autograder.zip"], folder)
            try:
                results = json.loads((folder / "results.json").read_text())
            except (OSError, ValueError):
                continue
            named = [test for test in results["tests"] if test["name"] in FUNCTIONS]
            grades[student.name] = sum(float(test.get("score", 0)) for test in named)
        return grades

    def nbgrader(self, students: list[Student], folder: Path) -> Grades:
        """Run `nbgrader autograde` over all."""

        def cells(codes: dict[str, str]) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = [{"source": "import torch"}]
            for name in FUNCTIONS:
                answer = f"### BEGIN SOLUTION\n{codes[name]}\n### END SOLUTION"
                found.append(graded_cell(name, codes[name] if codes is not REFERENCE else answer))
                test = f"{check(name)}_check_{name}({name})\n"
                found.append(graded_cell(f"test_{name}", test, points=1))
            return found

        source = folder / "source" / "ps1" / "problem.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(notebook(cells(REFERENCE)))
        for student in students:
            path = folder / "submitted" / student.name / "ps1" / "problem.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(notebook(cells(student.codes)))
        settings = (
            f"c = get_config()\nc.CourseDirectory.root = {str(folder)!r}\n"
            f"c.ExecutePreprocessor.timeout = {self._limit}\nc.Execute.timeout = {self._limit}\n"
        )
        (folder / "nbgrader_config.py").write_text(settings)
        command = [self._python, "-m", "nbgrader"]
        self._run([*command, "generate_assignment", "ps1"], folder, limit=600)
        self._run([*command, "autograde", "ps1"], folder, limit=None)
        self._run([*command, "export", "--to", "grades.csv"], folder, limit=600)
        with (folder / "grades.csv").open(newline="") as file:
            rows = [*csv.DictReader(file)]
        there = {path.parent.parent.name for path in folder.glob("autograded/*/ps1/problem.ipynb")}
        return {r["student_id"]: float(r["score"]) for r in rows if r["student_id"] in there}

    def _run(self, command: list[str], folder: Path, limit: int | None = 0) -> None:
        """Run a command, and end it and what it has begun at its limit."""
        log = (folder / "log").open("ab")
        bin_folder = str(Path(self._python).parent)
        environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
        with (
            log,
            subprocess.Popen(
                command, cwd=folder, stdout=log, stderr=log, start_new_session=True, env=environment
            ) as process,
        ):
            try:
                process.wait(self._limit if limit == 0 else limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)


def check(name: str) -> str:
    """Return the code that checks a function."""
    inner = "".join(f"    {line}\n" for line in REFERENCE[name].splitlines())
    return CHECK.format(function=name, reference=inner, cases=CASES[name])


def checks() -> str:
    """Return the code that checks both functions."""
    return "\n".join(check(name) for name in FUNCTIONS)


def graded_cell(name: str, source: str, *, points: int | None = None) -> dict[str, Any]:
    """Return a cell of nbgrader's: an answer, or a test worth points."""
    is_test = points is not None
    about = {"schema_version": 3, "grade_id": name, "task": False}
    about |= {"grade": is_test, "locked": is_test, "solution": not is_test}
    if is_test:
        about["points"] = points
    return {"source": source, "metadata": {"nbgrader": about}}


def notebook(cells: list[dict[str, Any]]) -> str:
    """Return a notebook with cells of code."""
    whole = [
        {
            "cell_type": "code",
            "id": f"c{place}",
            "execution_count": None,
            "metadata": cell.get("metadata", {}),
            "outputs": [],
            "source": cell["source"],
        }
        for place, cell in enumerate(cells)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel}
    return json.dumps({"cells": whole, "metadata": about, "nbformat": 4, "nbformat_minor": 5})


if __name__ == "__main__":
    main()
