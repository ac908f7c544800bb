"""The page that says how a derivation is written."""

import ast
import re
import shutil
import textwrap

import pytest

from autograder import notation
from autograder.course import Assignment
from autograder.grading.derivations_page import DERIVATIONS
from autograder.grading.rubric import read_rubric
from autograder.grading.template import generate
from autograder.notation import Derivation, matrix, positive, real
from small_course import NAME

EXAMPLES = [node for node in ast.parse(
    textwrap.dedent("\n".join(re.findall(r"^    .*$|^$", DERIVATIONS, re.MULTILINE)))
).body if isinstance(node, ast.FunctionDef)]  # fmt: skip
SYMBOLS = {
    **{name: real.symbol(name) for name in ("x", "y", "p", "q")},
    **{name: matrix("d", "d").symbol(name) for name in ("A", "B")},
    "c": positive.symbol("c"),
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda node: node.name)
def test_an_example_is_a_derivation_of_several_steps(example):
    """It runs as it is printed, and cites one fact a step at most."""
    names = dict(vars(notation))
    exec(ast.unparse(example), names)
    proof = names[example.name](*(SYMBOLS[argument.arg] for argument in example.args.args))
    assert isinstance(proof, Derivation)
    assert len(proof.steps) == 2
    assert all(len(step.by) <= 1 for step in proof.steps)


def test_there_are_three_examples_on_one_screen():
    assert len(EXAMPLES) == 3
    assert len(DERIVATIONS.splitlines()) <= 50
    assert max(map(len, DERIVATIONS.splitlines())) <= 101


def test_the_page_is_where_there_are_derivations_and_the_readme_says_so(course, tmp_path):
    """One that asks for some, and the same without them."""
    assignment = course.assignment(NAME)
    without = Assignment(tmp_path, NAME)
    for kind in ("reference", "rubric", "public"):
        shutil.copytree(getattr(assignment, kind), getattr(without, kind))
    for path in without.reference.glob("q2*"):
        path.unlink()
    generate(without, read_rubric(without.rubric))
    for made, has_some in {assignment: True, without: False}.items():
        named = "(derivations.md)" in (made.template / "README.md").read_text()
        assert named == (made.template / "derivations.md").exists() == has_some
