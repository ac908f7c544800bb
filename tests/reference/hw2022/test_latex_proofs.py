"""What those are told who prove in LaTeX: in their own notation, and no more than in Python."""

import pytest

from autograder.checking.variants import read_variant
from autograder.course import Course
from autograder.grading.documents import LatexDocument
from rubric_lines import PROJECT

HERE = Course(PROJECT).assignment("hw2022")
CHEAP = ("1.1.induction", "2.3.derivation", "3.2.rows_sum_to_one", "4.1.derivation")
WRONG = [path for number in CHEAP for path in sorted((HERE.variants / number).glob("wrong_*.tex"))]
PYTHON = (
    ".equals", "Derivation(", "cited at this step", "Return", "h_prev", "g_prev", "grad_reg",
    "beta**", "Sum(", "sigma(W*", "norm2(", "unreadable?",
)  # fmt: skip


@pytest.fixture
def told(bench):
    """Return the verdict on a proof in LaTeX."""

    def told(number, source):
        text = f"\\begin{{answer}}{{{number}}}\n{source}\n\\end{{answer}}\n"
        document = LatexDocument("hw2022.tex", text.encode())
        desk = bench(HERE)
        [verdict] = desk.grade(desk.line(number), document, defines=frozenset({number}))
        return verdict

    return told


@pytest.mark.parametrize("path", WRONG, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_has_to_be_translated_back(bench, path):
    variant, desk = read_variant(path), bench(HERE)
    line = desk.line(path.parent.name)
    [verdict] = desk.grade(line, variant.answer, defines=variant.defines)
    assert [word for word in PYTHON if word in verdict.message] == []


def test_where_a_line_begins_is_not_told_for_its_name(told):
    """It may be the answer to another line, and so may what a witness shows of it."""
    verdict = told("2.3.derivation", r"\[ \mathbb{E}[v_t] = 7 \mu = (1 - \beta^t) \mu \]")
    assert verdict.share == 0
    assert r"    \mathbb{E}[v_t]" in verdict.message.splitlines()
    assert "Step 1 is false" in verdict.message
    for word in ("left side", "beta**", "Sum", r"\sum", "g["):
        assert word not in verdict.message
        assert word not in str(verdict.understood)


def test_a_supplied_fact_is_told(told):
    verdict = told("1.1.induction", r"$g_t = \sigma(W g_{t-1} + U x_t + b) = \sigma(h_t)$")
    assert "taken from hypothesis and definition" in verdict.message


def test_the_name_alone_proves_nothing(told):
    assert told("1.2.many_steps", r"$\|\frac{\partial h_T}{\partial h_0}\| \le T$").share == 0
    assert told("2.3.derivation", r"$\mathbb{E}[v_t] = \mathbb{E}[v_t]$").share == 0
