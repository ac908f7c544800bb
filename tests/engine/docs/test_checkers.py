"""docs/checkers.md says what there is: each name with its parameters; and its course runs."""

import enum
import inspect
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from autograder import rubric
from autograder.course import Course
from autograder.testing import AnswerGrader
from pages import DOCS, files_of, write_course

PAGE = (DOCS / "checkers.md").read_text()
NAMES = PAGE.partition("## All names")[2]
SPANS = {re.sub(r"\s+", " ", span) for span in re.findall(r"`([^`]+)`", NAMES)}
#: What an author gets and looks into, beside what they call.
RECORDS = (
    "AlgorithmRun", "Case", "Clauses", "Findings", "Gradients", "Inputs", "Line", "ModuleCase",
    "Node", "Numbers", "Oracle", "Precision", "Question", "RandomArrays", "ReferenceForm", "Remote",
    "Result", "Setting", "Submitted", "Tensor", "Trial", "Understood", "Verdict",
)  # fmt: skip
#: What it has beside for the engine.
INTERNAL = {"Line": {"premises"}, "Tensor": {"data"}}


def shown(value):
    """Return a default as the page writes it."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, str) and len(value) < 20:
        return f'"{value}"'
    if isinstance(value, (bool, int, Fraction, tuple, type(None))):
        return str(value)
    return "…"


def signature(function):
    """Return the parameters as the page writes them."""
    words, by_name = [], False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.VAR_POSITIONAL:
            words.append(f"*{parameter.name}")
            by_name = True
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not by_name:
            words.append("*")
            by_name = True
        default = "" if parameter.default is parameter.empty else f"={shown(parameter.default)}"
        words.append(parameter.name + default)
    return f"({', '.join(words)})"


def has_signature(item):
    """Return whether a name is called: a protocol, an enumeration and `ref` are not."""
    if isinstance(item, type):
        return not (getattr(item, "_is_protocol", False) or issubclass(item, enum.Enum))
    return callable(item)


def entries():
    """Return what each exported name is documented as."""
    for name in rubric.__all__:
        item = getattr(rubric, name)
        plain = not has_signature(item) or item in (rubric.NotNumbers, rubric.Refused)
        yield name if plain else f"{name}{signature(item)}"


@pytest.mark.parametrize("entry", list(entries()))
def test_each_exported_name_is_documented_as_it_is(entry):
    assert entry in SPANS


def members():
    """Yield the public members of what an author looks into, as they are documented."""
    for name in RECORDS:
        record = getattr(rubric, name)
        fields = set() if not has_signature(record) else set(inspect.signature(record).parameters)
        for member in sorted(set(dir(record)) - fields - INTERNAL.get(name, set())):
            if member.startswith("_"):
                continue
            value = getattr(record, member)
            yield f".{member}{signature(value)}" if callable(value) else f".{member}"


@pytest.mark.parametrize("member", sorted(set(members())))
def test_each_method_is_documented_as_it_is(member):
    assert member in SPANS


@pytest.mark.parametrize(
    "name", [n for n in rubric.__all__ if not has_signature(getattr(rubric, n))]
)
def test_each_member_of_an_enumeration_is_named(name):
    item = getattr(rubric, name)
    if isinstance(item, type) and issubclass(item, enum.Enum):
        assert {member.name for member in item} <= SPANS


def test_nothing_is_documented_that_is_not_there():
    """Each item of the lists begins with a name that is exported, or a member of one."""
    known = {name for name in dir(rubric) if name in rubric.__all__}
    attributes = {attribute for name in RECORDS for attribute in dir(getattr(rubric, name))}
    attributes |= set(vars(rubric.State))
    heads = re.findall(r"^( *)- `(\.?)(\w+)", NAMES, re.MULTILINE)
    assert len(heads) > 90
    assert [name for _, dot, name in heads if name not in (attributes if dot else known)] == []


def test_the_fixture_is_documented_as_it_is():
    assert f"`grade_answer{signature(AnswerGrader.__call__)}`" in PAGE


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course that the page writes down."""
    root = tmp_path_factory.mktemp("course")
    write_course(root, files_of("checkers.md"))
    return root


def test_the_page_has_a_whole_course():
    names = {Path(path).name for path in files_of("checkers.md")}
    assert names == {
        "q6_own.py", "steps.py", "xor.py", "bisection.py", "norms.py", "test_q6_own.py",
        "test_own_checkers.py",
    }  # fmt: skip


def test_the_pages_own_tests_pass_in_an_empty_folder(course):
    """As a course would run them: its checkers, its rubric, and the fixture."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/reference"],
        cwd=course, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert re.search(r"\b20 passed", done.stdout), done.stdout


@pytest.mark.parametrize("dtype", ["float64", "float32", "bfloat16"])
def test_the_reference_earns_all_of_a_module_in_every_precision(answers, dtype):
    assert answers("ml2026", "6.4.module", dtype=dtype).share == 1


@pytest.fixture(scope="module")
def answers(course):
    """Grade answers in the page's course."""
    with AnswerGrader(Course(course)) as grader:
        yield grader


WRONG = [
    ("6.1.step", "def step(g, r): return r*g/norm(g)", Fraction(1, 3), "uphill"),
    ("6.1.step", "def step(g, r): return 0*g", 0, "zero"),
    ("6.1.step", "def step(g, r): return r", 0, "shape"),
    ("6.1.step", "def step(g, r): return -Symbol('q')*g", 0, "malformed"),
    ("6.2.xor", "def xor(): return 3", 0, "unreadable"),
    ("6.2.xor", "def xor(): return {'W': 'x', 'b': [0, 0], 'w': [1, 1], 'c': 0}", 0, "unreadable"),
    ("6.2.xor", "def xor(): return {'W': [1, 1], 'b': [0, 0], 'w': [1, 1], 'c': 0}", 0, "shape"),
    (
        "6.4.module",
        "def rms_norm(x, gain, eps): return gain*x/(x.square().mean(-1, True).sqrt() + eps)",
        0,
        "values",
    ),
    (
        "6.4.module",
        "class RMSNorm(RMSNorm):\n    def __init__(self, d, eps):\n"
        "        super().__init__(d, eps)\n        self.scale = nn.Parameter(torch.ones(d))\n",
        Fraction(3, 4),
        "trainable",
    ),
]


@pytest.mark.parametrize(("number", "answer", "share", "note"), WRONG)
def test_what_is_wrong_loses_what_it_is_to_lose(answers, number, answer, share, note):
    text = f"from notation import *\nfrom sympy import Symbol\n{answer}"
    verdict = answers("ml2026", number, text)
    assert (verdict.share, verdict.message) == (share, verdict.message)
    assert not verdict.state.ours, verdict.review
    assert note in verdict.notes
