"""Answers that are data have one form, whatever they were written in."""

import json
from fractions import Fraction

import numpy as np
import pytest

from autograder.grading.plain_values import is_choice, plain_value, shown_value
from autograder.sandbox.values import Tensor, UnsupportedValue, WireExpression

HALF = WireExpression([["rational", "1/2", []]])


def form(value):
    return json.dumps(plain_value(value))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (-0.0, 0),
        (0.1 + 0.2, 0.3),
        (Fraction(1, 3), 1 / 3),
        (0.5, HALF),
        ([1, 2], (1.0, 2.0)),
        ([[1, 2], [3, 4]], Tensor.of(np.array([[1, 2], [3, 4]], dtype=np.float32))),
        (Tensor.of([-0.0, 1.0]), Tensor.of([0, 1])),
        (float("nan"), float("nan")),
        ([1.0, float("nan")], [1, float("nan")]),
        (Tensor.of([1.0, float("inf")]), Tensor.of([1.0, float("inf")])),
        (True, "True"),
        (" yes", "YES "),
        ({1: True, 2: False}, [True, False]),
        ({"1": True, "2": False}, {2: False, 1: True}),
        ({"b": 1, "a": 2}, {"a": 2.0, "b": 1.0}),
        (10**40, Fraction(10**40)),
    ],
)
def test_the_same_value_in_two_forms(one, other):
    assert form(one) == form(other)


def test_different_values_have_different_forms():
    values = [
        0, 1, 2, 0.5, True, False, "a", "b", None, [1], [1, 2], [2, 1], [[1, 2]], [1, True],
        {"a": 1}, {"a": 2}, {"b": 1}, float("nan"), float("inf"), 2**60, 2**60 + 1, 1e-300, [],
        Tensor.of([1.0, float("nan")]), Tensor.of([float("nan"), 1.0]), UnsupportedValue("set"),
        UnsupportedValue("range"), WireExpression([["symbol", "x", []]]), 0.123456789012,
        0.123456789013, ["1"],
    ]  # fmt: skip
    assert len({form(value) for value in values}) == len(values)


def test_what_is_deep_or_long_comes_to_an_end():
    deep = []
    for _ in range(2_000):
        deep = [deep, "x"]
    assert len(form(deep)) < 10_000
    assert len(form(Tensor.of(np.arange(200_000.0)))) < 1_000
    assert form(Tensor.of(np.arange(50_000.0))) == form(Tensor.of(np.arange(50_000)))


def test_words_and_truth_values_are_choices():
    choices = ["a", True, [True, False], {1: "T"}, Tensor.of([True])]
    assert all(map(is_choice, choices))
    assert not any(map(is_choice, [1, [], [True, 2], {}, HALF, Tensor.of([1.0])]))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        ([[1, 2.5], [3, -4]], "[[1, 2.5], [3, -4]]"),
        ([], "[]"),
        (" Beam ", "beam"),
        ([True, "x"], "[True, x]"),
        ({"a": 1, "b": [1, 2]}, "a: 1, b: [1, 2]"),
        (Tensor.of(np.arange(20_000)), "(20000 numbers)"),
        ([UnsupportedValue("set"), "x"], "[(other), x]"),
        (Tensor.of([[1.0], [float("nan")]]), "[[1], [nan]]"),
    ],
)
def test_values_are_shown_as_a_person_writes_them(value, text):
    assert shown_value(json.loads(form(value))) == text
