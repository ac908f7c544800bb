"""What is told at load of how symbols are written in LaTeX."""

import pytest

from autograder.checking.latex_notations import problems_of_notations


@pytest.fixture
def told(assignment, bench):
    """Return what is told of the line 2.weights, whose question is declared with more."""

    def told(more="", symbols="beta=unit, t=natural", parameters="beta, t"):
        path = assignment.reference / "q2_average.py"
        text = path.read_text()
        declared = '@question("2.weights", beta=unit, t=natural)\ndef weights(beta, t):'
        assert text.count(declared) == 1
        new = f'@question("2.weights", {symbols}{more})\ndef weights({parameters}):'
        path.write_text("from notation import sequence\n" + text.replace(declared, new))
        opened = bench()
        [line] = [one for one in opened.rubric.lines if one.number == "2.weights"]
        return list(problems_of_notations(opened, line)), path

    return told


def test_nothing_is_told_of_what_can_be_told_apart(told):
    assert told(r', tex={"beta": ["b", r"\mathbf c"], "t": "t_{1}"}, name="w"')[0] == []


def test_nothing_is_told_of_any_question_of_the_course(bench):
    opened = bench()
    assert [p for line in opened.rubric.lines for p in problems_of_notations(opened, line)] == []


@pytest.mark.parametrize(
    ("declared", "what", "remedy"),
    [
        ({"more": r', tex={"t": r"\beta"}'}, r"beta and t are both written \beta", 'tex={"t"'),
        ({"more": r', tex={"beta": "t"}'}, "beta and t are both written t in LaTeX", 'tex={"t"'),
        (
            {"symbols": "x1=unit, x_1=unit, t=natural", "parameters": "x1, x_1, t"},
            "x1 and x_1 are both written x_{1} in LaTeX", 'tex={"x_1": …}',
        ),
        ({"more": r', tex={"t": r"\frac{t}"}'}, r"t is written in LaTeX, \frac{t}, cannot", ""),
        ({"more": r', name=r"\frac{1}"'}, r"\frac{1}, in LaTeX, cannot be read", "otherwise"),
        ({"more": ', name="t"'}, "called t in LaTeX, as the symbol t is", "from `name`, or"),
        ({"more": r', name=r"\mathbf t"'}, r"called \mathbf t in LaTeX, as the symbol t", "`tex`"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_apart_is_told_with_place_and_remedy(
    told, line_number, declared, what, remedy
):
    problems, path = told(**declared)
    assert what in problems[0].what
    assert problems[0].what.startswith("2.weights: ")
    assert remedy in problems[0].remedy
    assert problems[0].place == f"{path}:{line_number(path, 'def weights(')}"
