"""What a student is told of an answer: what it names, and what it does not."""

import re
from fractions import Fraction

import pytest

from autograder.grading.session import Session
from autograder.grading.submission import Submission
from rubric_lines import check_of, line_of, reference_of


@pytest.fixture
def told(zygote, layers, running):
    """Return the verdict on an expression as the answer to a line."""

    def told(assignment, number, expression):
        line, check = line_of(assignment, number), check_of(assignment, number)
        sources = dict(reference_of(assignment).sources)
        names = f'question("{number}"'
        declared = sources[line.question_file].decode().partition(names)[2]
        head = re.search(r"^def \w+\(.*\):$", declared, re.MULTILINE)[0]
        answer = f"from notation import *\ni = Symbol('i')\n{head}\n    return {expression}\n"
        sources[line.question_file] += f"\n\n{answer}".encode()
        with Session(zygote, running(assignment), Submission(sources), layers=layers) as session:
            return session.grade(line, *check)

    return told


NAMED = [
    # Terms as they were written, or none; what may be as large is not outgrown.
    ("hw2025", "2.3.time", "T*B*N*log(B*N)", [], ["others", "left out"]),
    ("hw2022", "3.2.space", "n*d + d**2 + 1", [r"outgrow 1\b", r"d\*\*2 is no larger"], []),
    # One direction, or a name.
    ("hw2022", "3.1.multihead_space", "n**3 + h*n*d + h*d**2", ["-> oo"], ["too small"]),
    ("hw2022", "3.2.time", "n**2*d", ["order"], ["-> oo", "upper bound"]),
    ("hw2025", "2.2.cost", "N**(T + 1)", ["-> oo"], ["too small"]),
    # Nothing outside what the question states: there are two words, and r is at most d.
    ("hw2025", "2.1.count", "T*N", [r"N = [2-9]"], [r"N = 1\b"]),
    ("hw2025", "2.2.cost", "T", ["-> oo"], [r"N = 1\b"]),
    ("hw2025", "4.2.rank", "Min(d, r + 1)", ["At d = "], ["symbol"]),
    ("hw2025", "4.2.rank", "Min(d, 2*r)", ["product"], ["symbol", "At "]),
    # The same of an answer in states as of another one.
    ("hw2025", "3.2a.grad_hf", "(-2*Vf.T*(z[t] - y[t])).T", ["transpose"], []),
    ("hw2025", "3.2a.grad_hf", "-2*Vf.T*(z[t + 1] - y[t + 1])", ["off by one", "At t = "], []),
    ("hw2025", "3.2b.jacobian_hb", "diag(1 - hb[t - 1]**2)*Ub.T", ["transposed", "hb"], []),
    ("hw2022", "1.2.jacobian", "W.T*diag(D(sigma)(h[t - 1]))", ["transposed", "At t = "], []),
    ("hw2025", "4.3.merged", "W.T + A*B.T", ["transposed", "At A = "], []),
    # What is empty.
    ("hw2022", "2.2.unrolled", "(1 - beta)*Sum(beta**(t - i)*g[i], (i, t, 1))", ["empty"], []),
    ("hw2025", "3.2a.grad_hb", "0", [], ["symbol"]),
]


@pytest.mark.parametrize(
    ("assignment", "number", "expression", "named", "not_named"),
    NAMED,
    ids=[f"{case[0]}-{case[1]}-{case[2]}" for case in NAMED],
)
def test_a_text_names_what_is_so(told, assignment, number, expression, named, not_named):
    message = told(assignment, number, expression).message
    assert all(re.search(pattern, message) for pattern in named), message
    assert not any(re.search(pattern, message) for pattern in not_named), message


@pytest.mark.parametrize("expression", ["Min(d, r + 1)", "r + d", "r**2 + 1", "Max(r, d - 1)"])
def test_a_point_lies_where_the_question_is_asked(told, expression):
    """Adapters are no wider than the matrix."""
    point = dict(re.findall(r"\b([dr]) = (\d+)", told("hw2025", "4.2.rank", expression).message))
    assert point
    assert int(point.get("r", 1)) <= int(point.get("d", 99))


@pytest.mark.parametrize("expression", ["r_large/r_small", "sqrt(r_large)/(sqrt(r_small) + delta)"])
def test_the_set_with_large_gradients_has_the_larger_ones(told, expression):
    message = told("hw2022", "4.4.l2_ratio", expression).message
    point = dict(re.findall(r"\br_(small|large) = ([\d/]+)", message))
    assert Fraction(point["small"]) <= Fraction(point["large"])
