"""What a student is told of an answer: what it names, and what it does not."""

import re
from fractions import Fraction

import pytest

ASSIGNMENT = "hw2022"

NAMED = [
    # Terms as they were written, or none; what may be as large is not outgrown.
    ("3.2.space", "n*d + d**2 + 1", [r"outgrow 1\b", r"d\*\*2 is no larger"], []),
    # One direction, or a name.
    ("3.1.multihead_space", "n**3 + h*n*d + h*d**2", ["-> oo"], ["too small"]),
    ("3.2.time", "n**2*d", ["order"], ["-> oo", "upper bound"]),
    # The same of an answer in states as of another one.
    ("1.2.jacobian", "W.T*diag(D(sigma)(h[t - 1]))", ["transposed", "At t = "], []),
    # What is empty.
    ("2.2.unrolled", "(1 - beta)*Sum(beta**(t - i)*g[i], (i, t, 1))", ["empty"], []),
]


@pytest.mark.parametrize(
    ("number", "expression", "named", "not_named"),
    NAMED,
    ids=[f"{number}-{expression}" for number, expression, *_ in NAMED],
)
def test_a_text_names_what_is_so(told, number, expression, named, not_named):
    message = told(ASSIGNMENT, number, expression).message
    assert all(re.search(pattern, message) for pattern in named), message
    assert not any(re.search(pattern, message) for pattern in not_named), message


@pytest.mark.parametrize("expression", ["r_large/r_small", "sqrt(r_large)/(sqrt(r_small) + delta)"])
def test_the_set_with_large_gradients_has_the_larger_ones(told, expression):
    message = told(ASSIGNMENT, "4.4.l2_ratio", expression).message
    point = dict(re.findall(r"\br_(small|large) = ([\d/]+)", message))
    assert Fraction(point["small"]) <= Fraction(point["large"])
