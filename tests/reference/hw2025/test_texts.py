"""What a student is told of an answer: what it names, and what it does not."""

import re

import pytest

ASSIGNMENT = "hw2025"

NAMED = [
    # Terms as they were written, or none; what may be as large is not outgrown.
    ("2.3.time", "T*B*N*log(B*N)", [], ["others", "left out"]),
    # One direction, or a name.
    ("2.2.cost", "N**(T + 1)", ["-> oo"], ["too small"]),
    # Nothing outside what the question states: there are two words, and r is at most d.
    ("2.1.count", "T*N", [r"N = [2-9]"], [r"N = 1\b"]),
    ("2.2.cost", "T", ["-> oo"], [r"N = 1\b"]),
    ("4.2.rank", "Min(d, r + 1)", ["At d = "], ["symbol"]),
    ("4.2.rank", "Min(d, 2*r)", ["product"], ["symbol", "At "]),
    # The same of an answer in states as of another one.
    ("3.2a.grad_hf", "(-2*Vf.T*(z[t] - y[t])).T", ["transpose"], []),
    ("3.2a.grad_hf", "-2*Vf.T*(z[t + 1] - y[t + 1])", ["off by one", "At t = "], []),
    ("3.2b.jacobian_hb", "diag(1 - hb[t - 1]**2)*Ub.T", ["transposed", "hb"], []),
    ("4.3.merged", "W.T + A*B.T", ["transposed", "At A = "], []),
    # What is empty.
    ("3.2a.grad_hb", "0", [], ["symbol"]),
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


@pytest.mark.parametrize("expression", ["Min(d, r + 1)", "r + d", "r**2 + 1", "Max(r, d - 1)"])
def test_a_point_lies_where_the_question_is_asked(told, expression):
    """Adapters are no wider than the matrix."""
    point = dict(re.findall(r"\b([dr]) = (\d+)", told(ASSIGNMENT, "4.2.rank", expression).message))
    assert point
    assert int(point.get("r", 1)) <= int(point.get("d", 99))
