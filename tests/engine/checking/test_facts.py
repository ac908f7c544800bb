"""Each fact of a line is needed, or is said to be there for another reason."""

import pytest

from autograder.checking.pieces import Piece, done

FACTS = '"linearity": Fact('
FURTHER = '"stranger": Fact(kind="assumption", values={"mu": "mu**2"}), "linearity": Fact('


@pytest.fixture
def told(bench):
    """Return what is told of the derivation of the assignment as it is by now."""

    def told():
        outcomes = done(bench(), Piece("line", "2.expectation"))
        return [problem for outcome in outcomes for problem in outcome.problems]

    return told


@pytest.fixture
def rubric(assignment):
    return assignment.rubric / "test_q2_average.py"


def test_a_fact_that_nothing_needs_is_told(told, rubric, replace_in, line_number):
    replace_in(rubric, FACTS, FURTHER)
    [problem] = told()
    assert problem.place == f"{rubric}:{line_number(rubric, 'stranger')}"
    assert "does not need the fact 'stranger'" in problem.what


def test_a_distractor_is_not_needed(told, rubric, replace_in):
    replace_in(rubric, FACTS, FURTHER)
    replace_in(rubric, 'random=("x", "y"),', 'random=("x", "y"), distractors=("stranger",),')
    assert told() == []


def test_a_distractor_that_is_needed_is_told(told, rubric, replace_in):
    replace_in(rubric, 'random=("x", "y"),', 'random=("x", "y"), distractors=("linearity",),')
    [problem] = told()
    assert "is listed among its distractors" in problem.what


def test_a_fact_that_follows_from_others_is_told_unless_it_is_said(told, rubric, replace_in):
    again = '"again": Fact(kind="theorem", operators={"E": Meaning.LINEAR}), "linearity": Fact('
    replace_in(rubric, FACTS, again)
    reference = rubric.parents[3] / "reference" / "warmup" / "q2_average.py"
    # "again" says the same as linearity, and is cited in its place by another derivation.
    replace_in(
        reference,
        '@question("2.cost"',
        "def again(x, y, mu, beta):\n"
        "    return (\n"
        "        Derivation(E(beta * (1 - beta) * x + (1 - beta) * y))\n"
        '        .equals(beta * (1 - beta) * E(x) + (1 - beta) * E(y), by="again")\n'
        '        .equals((1 - beta**2) * mu, by="stationarity")\n'
        "    )\n\n\n"
        '@question("2.cost"',
    )
    further = 'random=("x", "y"), further=(ref.again,), '
    replace_in(rubric, 'random=("x", "y"),', further)
    # Neither has a model in which it fails while the other holds.
    assert {"'again'", "'linearity'"} == {problem.what.rpartition(" ")[2] for problem in told()}
    replace_in(rubric, further, f'{further}contained=("again", "linearity"), ')
    assert told() == []
