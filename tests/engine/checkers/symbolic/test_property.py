"""Answers that are right by what they do: equations, with the answer in several forms."""

import pytest

from autograder.checkers.common.line import Line, Question
from autograder.checkers.symbolic.property import Property
from autograder.expression.decide import Definition, Unknown
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

SYMBOLS = {"u": "real", "w": "sequence[real]", "r": "index[m]", "m": "natural"}
ODD = Property(
    equations={"ahead + back": "0", "abs(answer)**2": "answer**2"},
    where={"ahead": {"u": "x"}, "back": {"u": "-x"}},
    symbols={"x": "real"},
)
UNBIASED = Property(
    equations={"E(first, x)": "q"},
    where={"first": {"u": "q", "w[r]": "x"}},
    symbols={"q": "real", "x": "gaussian"},
)


def held(property_, answer):
    question = Question("1", "f", {name: parse_domain(text) for name, text in SYMBOLS.items()})
    line = Line(question, None, None, seed=3)
    return property_.holds(line, parse(answer, question.symbols))


@pytest.mark.parametrize("answer", ["u", "u**3", "sin(u) - u", "0*u"])
def test_an_answer_for_which_all_equations_hold_has_the_property(answer):
    assert held(ODD, answer) is True


@pytest.mark.parametrize("answer", ["u + 1", "abs(u)", "u**2", "cos(u)"])
def test_one_equation_that_fails_is_enough(answer):
    assert held(ODD, answer) is False
    reals = Property(equations={"answer": "answer", "abs(answer)": "answer"})
    assert held(reals, "u**3") is False


@pytest.mark.parametrize("answer", ["u + w[r]", "u*w[r]**2", "u*exp(w[r] - 1/2)"])
def test_items_are_exchanged_by_their_index(answer):
    assert held(UNBIASED, answer) is True


@pytest.mark.parametrize("answer", ["u + w[1]", "u*w[r + 1]**2", "u + w[r]**2"])
def test_other_items_stay_what_they_are(answer):
    assert held(UNBIASED, answer) is False


@pytest.mark.parametrize(
    "answer", ["u + Sum(w[r]*q, (q, 1, 3))", "u + Sum(w[r], (x, 1, m)) + 0*Sum(u, (r, 1, 2))"]
)
def test_a_sum_may_count_with_any_letter(answer):
    """With the equations' own symbols, or with the index of the item."""
    assert held(UNBIASED, answer) is True


def test_all_is_exchanged_at_once():
    """What comes in is not exchanged again."""
    turned = Property(
        equations={"turned": "u - v"},
        where={"turned": {"u": "v", "v": "u"}},
        symbols={"v": "real"},
    )
    question = Question("1", "f", {"u": parse_domain("real"), "v": parse_domain("real")})
    answer = parse("v - u", question.symbols)
    assert turned.holds(Line(question, None, None, seed=3), answer) is True


@pytest.mark.parametrize(
    "answer", ["u + w[r]", "u + z[r]/2", "u + 1 + w[r] - p - k", "u + z[r] - w[r]"]
)
def test_an_answer_has_the_property_in_whatever_definition_it_is_written(answer):
    """Where z[t] is 2*w[t], and p is 1 - k: also what is made of an item that is exchanged."""
    domains = {**SYMBOLS, "z": "sequence[real]", "k": "unit", "p": "unit"}
    symbols = {name: parse_domain(text) for name, text in domains.items()}
    z, p = parse("2*w[t]", symbols), parse("1 - k", symbols)
    question = Question("1", "f", symbols, (Definition("z", "t", z),), {"p": p})
    line = Line(question, None, None, seed=3)
    assert UNBIASED.holds(line, parse(answer, symbols)) is True
    assert UNBIASED.holds(line, parse(f"{answer} + p", symbols)) is False
    written = Property(equations={"2*answer": "2*u + z[r]"})
    assert written.holds(line, parse(answer, symbols)) is True


def test_a_recursion_is_no_definition_that_could_be_written_out():
    symbols = {name: parse_domain(text) for name, text in SYMBOLS.items()}
    question = Question("1", "f", symbols, (Definition("w", "t", parse("2*w[t - 1]", symbols)),))
    line = Line(question, None, None, seed=3)
    assert UNBIASED.holds(line, parse("u + w[r]", symbols)) is True
    assert Property(equations={"answer": "u + 2*w[r - 1]"}).holds(line, parse("u + w[r]", symbols))


def test_what_has_no_meaning_has_no_property():
    assert held(ODD, "w[r]*theta") is False


def test_what_cannot_be_evaluated_is_unknown():
    outcome = held(ODD, "Sum(u**(2*k + 1)/factorial(k)**k, (k, 1, oo))")
    assert isinstance(outcome, Unknown)
    assert outcome.reason
