"""Premises go into data and come back."""

import json

import pytest

from autograder.expression.decide import Different, Equality, compare
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.model import Definition
from autograder.expression.premises import Premises
from autograder.expression.premises_data import premises_from_data, premises_to_data
from autograder.expression.text import parse

DOMAINS = {
    "p": "unit", "q": "unit", "t": "natural", "T": "natural", "h": "sequence[matrix[n,2*d+1]]",
    "A": "matrix[n,n]", "i": "integers[0,T]",
}  # fmt: skip
SYMBOLS = {name: parse_domain(text) for name, text in DOMAINS.items()}


def premises():
    return Premises(
        SYMBOLS,
        definitions=[Definition("h", "t", parse("A*h[t - 1]", SYMBOLS))],
        conditions=[parse("t <= T", SYMBOLS)],
        ties={"q": parse("1 - p", SYMBOLS)},
        seed=7,
    )


def test_what_has_been_data_says_the_same():
    there = json.loads(json.dumps(premises_to_data(premises())))
    back = premises_from_data(there, seed=7)
    assert back.symbols == SYMBOLS
    assert premises_to_data(back) == there
    for one, other in (("h[3]", "A*h[2]"), ("p*q", "p - p**2"), ("abs(T - t)", "T - t")):
        roots = parse(one, SYMBOLS), parse(other, SYMBOLS)
        assert isinstance(compare(*roots, back), Equality)
        assert isinstance(compare(*roots, Premises(SYMBOLS)), Different)


@pytest.mark.parametrize(
    "data", [{}, {"symbols": 3}, {**premises_to_data(premises()), "conditions": [[["no", "", []]]]}]
)
def test_what_is_no_such_data_is_refused(data):
    with pytest.raises(ValueError, match=r"no premises|cannot read"):
        premises_from_data(data)
