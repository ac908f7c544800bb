"""From which answers a line goes on, and which of two verdicts counts."""

from fractions import Fraction

import pytest

from autograder.checkers.common.line import Followed, Line, Question
from autograder.checkers.following.earlier import FOLLOWED, better, routes, strangers
from autograder.expression.decide import Definition
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.verdict import State, earned, lost, partial, pending

SYMBOLS = {
    "g": parse_domain("sequence[real]"), "A": parse_domain("matrix[d,d]"),
    "v": parse_domain("vector[d]"), "beta": parse_domain("unit"), "t": parse_domain("natural"),
    "c": parse_domain("real"),
}  # fmt: skip


def line_after(reference, *submitted, **options):
    question = Question("1.a", "f", SYMBOLS)
    followed = {
        f"1.{number}": Followed(
            question, parse(reference, SYMBOLS), text and parse(text, SYMBOLS), **options
        )
        for number, text in enumerate(submitted)
    }
    return Line(Question("1.b", "h", {}), None, None, seed=3, followed=followed)


SUM = "Sum(beta**(t - i)*g[i], (i, 1, t))"


@pytest.mark.parametrize(
    ("reference", "submitted", "goes_on"),
    [
        (SUM, "(1 - beta)*Sum(beta**i*g[i], (i, 1, t))", True),
        (SUM, "Sum(g[i], (i, 1, t))", True),  # one number may be lost,
        (SUM, "Sum(g[i], (i, 1, 7))", False),  # but not two of them,
        (SUM, "Sum(beta**(t - i), (i, 1, t))", False),  # nor what is no number
        (SUM, "c*Sum(beta**(t - i)*g[i], (i, 1, t))", False),  # another symbol
        (SUM, "beta**t*g[1]", False),  # no sum,
        (SUM, "beta**t*g[1] + 0*Sum(g[i], (i, 1, t))", False),  # or one that does not count
        (SUM, "0", False),
        (SUM, "1", False),
        (SUM, "0*beta*t*g[1]", False),
        ("A*A", "A*A.T", True),
        ("A*A", "A*v", False),  # another shape
        ("A*A", "A*(v + A)", False),  # none
        ("A*A", "A", True),
        ("c", "2", False),
        ("3", "2", True),  # there is nothing to depend on
    ],
)
def test_what_is_gone_on_from_is_like_the_right_answer(reference, submitted, goes_on):
    line = line_after(reference, submitted)
    assert bool(list(routes(line))) is goes_on
    assert strangers(line) == ([] if goes_on else ["1.0"])


@pytest.mark.parametrize("form", ["c*y[t]", "2*c*g[t]", "c*(y[t] + 2*g[t])/2"])
@pytest.mark.parametrize("reference", ["3*c*y[t]", "6*c*g[t]"])
def test_an_answer_is_like_the_right_one_in_whatever_definition_it_is_written(reference, form):
    """Where y[t] is 2*g[t]; A is another symbol in either."""
    symbols = {**SYMBOLS, "y": SYMBOLS["g"]}
    definition = Definition("y", "t", parse("2*g[t]", symbols))
    question = Question("1.a", "f", symbols, (definition,))
    for text, goes_on in [(form, True), (f"{form}*beta", False), ("c", False)]:
        answers = [parse(written, symbols) for written in (reference, text)]
        followed = {"1.0": Followed(question, *answers)}
        line = Line(Question("1.b", "h", {}), None, None, seed=3, followed=followed)
        assert bool(list(routes(line))) is goes_on, text


def test_an_answer_that_goes_on_itself_has_the_symbols_of_the_one_before():
    assert not list(routes(line_after(SUM, f"c*{SUM}")))
    assert list(routes(line_after(SUM, f"c*{SUM}", went_on=True)))
    assert not list(routes(line_after(SUM, f"unknown*{SUM}", went_on=True)))


def test_all_of_the_students_answers_are_tried_together_first():
    found = list(routes(line_after("A*A", "A*A.T", "A.T*A", None)))
    assert [numbers for numbers, _ in found] == [("1.0", "1.1"), ("1.0",), ("1.1",)]
    for numbers, line in found:
        assert {n for n, other in line.followed.items() if other.goes_on} == set(numbers)


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        (lost("no", notes=("sign",)), earned(), 1),
        (lost("no"), partial(HALF, "half"), HALF),
        (partial(HALF, "half"), partial(Fraction(1, 4), "less"), HALF),
        (partial(HALF, "half"), partial(HALF, "the same"), HALF),
        (pending("who knows"), earned(), 1),
    ],
)
def test_the_better_of_two_counts(first, second, share):
    verdict = better(first, second, ("1.a", "1.b"))
    assert verdict.share == share
    assert (FOLLOWED in verdict.notes) is (verdict.share == second.share > first.share)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (lost("no"), pending("who knows")),
        (pending("who knows"), lost("no")),
        (pending("who knows"), partial(HALF, "half")),
    ],
)
def test_what_could_be_better_and_is_not_decided_is_ours(first, second):
    assert better(first, second, ("1.a",)).state is State.UNDECIDED


def test_the_answers_are_named_and_what_was_recognised_stays():
    first = lost("no", notes=("sign", "one adapter"))
    verdict = better(first, earned(), ("1.a", "1.b"), recognised=("one adapter",))
    assert verdict.message == "Right, going on from your answer to 1.a and 1.b."
    assert verdict.notes == (FOLLOWED, "one adapter")
    verdict = better(first, partial(HALF, "The sign.", notes=("sign",)), ("1.a",))
    assert verdict.message == "Going on from your answer to 1.a:\nThe sign."
    assert verdict.notes == (FOLLOWED, "sign")
