"""Equality is certified from what is kept of two answers."""

import json

from answered import expression, order

from autograder.grouping.equality import are_certainly_equal


def test_two_forms_are_equal_and_others_are_not():
    one, other, third = (expression(t).content for t in ("x + x", "2*x", "3*x"))
    assert are_certainly_equal(one, other)
    assert not are_certainly_equal(one, third)


def test_orders_are_compared_within_their_regime():
    one, other, third = (order(t).content for t in ("n + d", "n", "d"))
    assert are_certainly_equal(one, other)
    assert not are_certainly_equal(one, third)


def test_what_cannot_be_read_is_equal_to_nothing():
    good = expression("x").content
    for content in (
        "",
        "{",
        "[]",
        "{}",
        json.dumps({**json.loads(good), "tree": [["no", "", []]]}),
    ):
        assert not are_certainly_equal(good, content)
        assert not are_certainly_equal(content, good)


def test_answers_to_different_questions_are_not_compared():
    data = json.loads(expression("x").content)
    other = {**data, "symbols": {**data["symbols"], "x": "unit"}}
    assert not are_certainly_equal(json.dumps(data), json.dumps(other))


def test_what_takes_too_long_is_not_told():
    """A tower of five hundred powers, as an order of growth."""
    data = json.loads(order("n").content)
    rows = [["symbol", "n", []], *(["pow", "", [k, k]] for k in range(500))]
    tower = json.dumps({**data, "tree": rows})
    assert are_certainly_equal(order("n**2").content, tower) is None
