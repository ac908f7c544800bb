"""What a rubric states is read as answers are, before there is one."""

import pytest

from autograder.checkers.symbolic.misstated import meant, misstated_root
from autograder.expression.domain import parse_domain
from autograder.expression.shape import infer
from autograder.expression.text import parse

SYMBOLS = {
    name: parse_domain(text) for name, text in {"A": "matrix[d,d]", "v": "vector[d]"}.items()
}


def told(text, like="", **options):
    root = parse(text, SYMBOLS)
    shape = infer(parse(like, SYMBOLS), SYMBOLS) if like else None
    return [fault.reason for fault in misstated_root(text, root, SYMBOLS, shape, **options)]


@pytest.mark.parametrize(
    ("text", "like"),
    [("A*v", "v"), ("d*v", "v"), ("0", "A"), ("Sum(v[i], (i, 1, d))", "1"), ("v.T", "")],
)
def test_what_has_a_meaning_and_the_shape_is_in_order(text, like):
    assert told(text, like) == []


@pytest.mark.parametrize(
    ("text", "like", "said"),
    [
        ("A*w", "v", "w is no symbol of the question"),
        ("a*v", "v", "(did you mean A?)"),
        ("v*v", "v", "d×1"),
        ("v.T", "v", "it is 1×d, and the reference's answer is d×1"),
        ("Sum(v[i], (i, 1, n))", "1", "n is no symbol"),
    ],
)
def test_what_has_none_is_told(text, like, said):
    [reason] = told(text, like)
    assert said in reason


def test_other_names_may_be_allowed():
    assert told("answer*v", "v", further=("answer",)) == []


def test_the_nearest_name_is_asked_for():
    assert meant("Beta", {"beta", "eta"}) == " (did you mean beta?)"
    assert meant("wieghts", ["weights"], "ref.{}") == " (did you mean ref.weights?)"
    assert meant("zeta", ["x"]) == ""
