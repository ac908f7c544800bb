"""The terms of an answer that can be left out."""

import random

import pytest

from autograder.expression.asymptotics.monomials import TooLarge
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.asymptotics.stated import stated_regime
from autograder.expression.asymptotics.terms import dominated_terms
from autograder.expression.domain import parse_domain
from autograder.expression.render import plain
from autograder.expression.text import parse

SIZES = dict.fromkeys(("n", "m", "d"), parse_domain("size"))


def left_out(text, *regime):
    found = dominated_terms(parse(text), stated_regime(regime, SIZES))
    return {plain(each.term): each.outgrown for each in found}


@pytest.mark.parametrize(
    ("text", "regime", "expected"),
    [
        ("n**2 + n*d + d", (), {"d": True}),
        ("n**2 + n*d + d", ("d <= n",), {"n*d": False, "d": True}),
        ("n**2 + n*d", ("d << n",), {"n*d": True}),
        ("n*log(n*d)", ("d <= n",), {}),
        ("m*(n + 3)*(d + 1)", (), {"3": True, "1": True}),
        ("(n**2 + n)**2", (), {"n": True}),
        ("m + n/(d + 1)", (), {}),
        ("n**2 - n + 1", (), {}),
        ("n + sin(n)", (), {}),
        ("n", (), {}),
    ],
)
def test_a_term_is_named_as_it_was_written(text, regime, expected):
    assert left_out(text, *regime) == expected


def test_of_terms_of_one_order_one_stays():
    assert left_out("n*d + 2*d*n") == {"n*d": False}


def test_a_sum_of_very_many_terms_is_left_as_it_is():
    with pytest.raises(TooLarge):
        left_out(" + ".join(f"n**{k}" for k in range(300)))


def test_all_that_is_named_can_be_left_out_together(rng: random.Random):
    """Where all are 2^20, what stays is at least a third of the whole: there are three terms."""
    values = dict.fromkeys(SIZES, 2**20)
    for _ in range(50):
        powers = [{name: rng.randrange(4) for name in SIZES} for _ in range(3)]
        terms = ["*".join(f"{name}**{p}" for name, p in each.items()) for each in powers]
        gone = dominated_terms(parse(" + ".join(terms)), Regime())
        sizes = sorted(eval(term, {}, values) for term in terms)
        removed = sum(eval(plain(each.term), {}, values) for each in gone)
        assert 3 * (sum(sizes) - removed) >= sum(sizes)
