"""Slips: what is one, what is none, and that an answer with one is found in any form."""

from fractions import Fraction

import pytest

from autograder.checkers.common.line import Line, Question
from autograder.checkers.symbolic.answer import SymbolicAnswer
from autograder.checkers.symbolic.reading import understood
from autograder.checkers.symbolic.slips import SLIP, find_slip, halved, mend
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.verdict import partial

SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "x": "real", "y": "real", "b": "unit", "p": "positive", "q": "positive", "t": "natural",
        "g": "sequence[real]", "u": "vector[d]", "v": "vector[d]", "W": "matrix[d,d]",
        "A": "matrix[d,r]", "B": "matrix[d,r]", "n": "natural",
    }.items()
}  # fmt: skip


def found(search, right, answer):
    trees = [parse(text, SYMBOLS) for text in (right, answer)]
    question = Question("1", "f", SYMBOLS)
    line = Line(question, None, None, seed=7)
    verdict = search(SymbolicAnswer(line, *trees, understood(trees[1])))
    if verdict is None:
        return None
    assert verdict.share == SLIP == Fraction(1, 2)
    assert verdict.message.startswith("Nearly: ")
    return verdict.notes[0]


@pytest.mark.parametrize(
    ("right", "answer", "kind"),
    [
        ("x*y", "-x*y", "sign"),
        ("x + p*y", "p*y - x", "sign"),
        ("(1 - b**t)*x", "x*b**t + x", "sign"),
        ("exp(x - y**2/2)/p", "exp(y**2/2 + x)/p", "sign"),
        ("2*p*q", "q*p", "factor 2"),
        ("x*p + 64*y*q", "p*x + 32*q*y", "factor 2"),
        ("exp(2*x)*y", "y*exp(x)", "factor 2"),
        ("exp(x - y**2/2)", "exp(x - y**2)", "factor 2"),
        ("x/sqrt(p + q)", "x/(q + p)", "root"),
        ("x*norm(u)**2", "norm(u)*x", "root"),
        ("(1 - x**2)*y", "y - x*y", "root"),
        ("x/p**2", "x/p", "root"),
        ("x*sqrt(p)", "p*x", "root"),
        ("W*u", "u.T*W.T", "transpose"),
        ("W.T*u", "W*u", "transpose"),
        ("W + A*B.T", "W + B*A.T", "transpose"),
        ("x*W[1, 2]", "W[2, 1]*x", "transpose"),
    ],
)
def test_an_answer_with_one_slip_is_found(right, answer, kind):
    assert found(find_slip, right, answer) == kind


@pytest.mark.parametrize(
    ("right", "answer"),
    [
        ("4", "2"),  # a number
        ("4", "-4"),
        ("x*y", "3*x*y"),
        ("x*y", "x"),
        ("x + y", "-2*x + y"),  # two slips
        ("b**(t - 1)*x", "b**(t + 1)*x"),  # what counts is right or wrong
        ("g[t - 1]*x", "g[t + 1]*x"),
        ("Sum(g[n], (n, 1, t))", "Sum(g[n], (n, -1, t))"),
        ("b**(2*t)", "b**t"),
        ("x/p", "x*p"),
        ("W*u", "W*v"),
        ("W*A", "A"),
    ],
)
def test_other_mistakes_are_none(right, answer):
    assert found(find_slip, right, answer) is None


@pytest.mark.parametrize(
    ("right", "answer", "kind"),
    [
        ("W*u*v.T", "u*W*v.T", "order"),
        ("W*u*v.T", "u.T*W*v.T", "order"),
        ("W + A*B.T", "W + A*B", "transpose"),
        ("W.T*(u - v)", "(u - v)*W", "transpose"),
        ("x*W*u", "x*W*u.T", "transpose"),
    ],
)
def test_factors_that_do_not_fit_are_turned_and_exchanged(right, answer, kind):
    assert found(mend, right, answer) == kind


@pytest.mark.parametrize("answer", ["W*u*u", "u*W*u.T", "2*(u*W*v.T)", "A*A", "u*v*u*v*u*v"])
def test_what_does_not_come_out_right_is_not_mended(answer):
    assert found(mend, "W*u*v.T", answer) is None


def test_two_slips_are_not_told_as_one():
    verdict = halved(partial(SLIP, "Nearly: a root.", notes=("root",)))
    assert (verdict.share, verdict.notes) == (Fraction(1, 4), ("root", "sign"))
    assert verdict.message == "Two slips: a root.\nIts sign is wrong, too."
