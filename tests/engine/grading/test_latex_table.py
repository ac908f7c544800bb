"""The students' folder says how symbols are written in LaTeX, and nothing else of a question."""

import ast

import pytest

from autograder.course import Assignment
from autograder.grading.latex_table import latex_table, written_table
from autograder.grading.rubric import read_rubric
from autograder.grading.skeleton import TemplateError, skeleton

REFERENCE = r'''
"""Averages."""

from notation import natural, question, real, sequence, unit


def stated(g, t):
    return {g[t]: 17 * g[t - 1]}


@question(
    "2.unrolled", where=stated,
    g=sequence(real), beta=unit, t=natural, tex={"g": ["g_{i}", "g^{({i})}"]},
    name=["v_t", r"\hat v_t"], range={"i": (1, "t")},
)
def unrolled(g, beta, t):
    """The average."""
    return beta * g[t]


@question("2.necessary", name="n")
def necessary():
    """True or False."""
    return True


@question("2.code")
def code(x):
    """It."""
    return x


@question("2.module")
class Module:
    """It."""


@question("2.ungraded")
def ungraded():
    """It."""
'''
RUBRIC = "".join(
    f'@number("2.{name}")\n@weight(1)\ndef test_{name}(grade):\n    """It."""\n'
    f"    grade(ref.{name}, Equal())\n\n\n"
    for name in ("unrolled", "necessary", "code", "module")
)


@pytest.fixture
def table_of(tmp_path):
    """Return what the table of an assignment with one question file has."""

    def table_of(reference):
        made = Assignment(tmp_path, "hw")
        for folder, name, text in (
            (made.reference, "q2_average.py", reference),
            (made.rubric, "test_q2_average.py", RUBRIC),
        ):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        skeletons = {"q2_average.py": skeleton(reference, "q2_average.py")}
        text = written_table(latex_table(made, read_rubric(made.rubric), skeletons))
        return ast.literal_eval(ast.parse(text).body[-1].value), text

    return table_of


def test_a_question_has_its_symbols_and_how_they_are_written(table_of):
    table, _ = table_of(REFERENCE)
    assert table["2.unrolled"] == {
        "file": "q2_average.py",
        "function": "unrolled",
        "symbols": [
            ["g", "sequence[real]", ["g_{i}", "g^{({i})}"]],
            ["beta", "unit", [r"\beta"]],
            ["t", "natural", ["t"]],
        ],
        "names": ["v_t", r"\hat v_t"],
        "ranges": [["i", "1", "t"]],
        "is_proof": False,
        "asks": "",
        "parts": [],
    }


def test_data_can_be_written_in_latex_and_code_cannot(table_of):
    """What no line grades is nothing that is handed in."""
    table, _ = table_of(REFERENCE)
    assert list(table) == ["2.unrolled", "2.necessary"]
    assert table["2.necessary"]["symbols"] == []
    assert table["2.necessary"]["names"] == ["n"]


def test_it_is_said_what_is_a_derivation(table_of):
    table, _ = table_of(REFERENCE.replace("return beta * g[t]", "return Derivation(beta)"))
    assert table["2.unrolled"]["is_proof"] is True


def test_nothing_else_that_a_question_states_is_in_it(table_of):
    _, text = table_of(REFERENCE)
    assert "17" not in text
    assert "beta *" not in text


def test_a_reference_that_cannot_be_asked_is_named(table_of):
    with pytest.raises(TemplateError, match=r"q2_average\.py: 2\.unrolled: .*no symbol of the"):
        table_of(REFERENCE.replace('{"g":', '{"gg":'))
