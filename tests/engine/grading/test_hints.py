"""Hints for what cannot be done with a symbol, on the exceptions that the libraries raise."""

import math

import numpy as np
import pytest
import torch

import autograder.notation as notation
from autograder.grading.hints import hint

n, d = notation.size.symbol("n"), notation.size.symbol("d")
u = notation.vector("d").symbol("u")
q = notation.sequence(notation.vector("d")).symbol("q")


@pytest.mark.parametrize(
    ("attempt", "advice"),
    [
        (lambda: n ^ 2, "`**`"),
        (lambda: u ^ 2, "`**`"),
        (lambda: min(n, d), "`Min`"),
        (lambda: n if n > d else d, "`Piecewise`"),
        (lambda: math.exp(n), "`notation`"),
        (lambda: math.sqrt(u.T * u), "`notation`"),
        (lambda: int(n), "`notation`"),
        (lambda: np.exp(n), "`notation`"),
        (lambda: torch.exp(n), "`notation`"),
        (lambda: torch.exp(u), "`notation`"),
        (lambda: range(1, n + 1), "`Sum("),
        (lambda: sum(q), "`Sum("),
        (lambda: list(u), "`Sum("),
        (lambda: n(u), "`A.T`"),
        (lambda: u(n), "`A.T`"),
    ],
)
def test_what_a_symbol_cannot_do_has_its_advice(attempt, advice):
    with pytest.raises(TypeError) as caught:
        attempt()
    assert advice in hint("TypeError", str(caught.value))


@pytest.mark.parametrize("attempt", [lambda: u.dot(u), lambda: (2 * u).norm()])
def test_a_method_that_there_is_not_has_a_function_in_its_place(attempt):
    with pytest.raises(AttributeError) as caught:
        attempt()
    assert "`u.T*v`" in hint("AttributeError", str(caught.value))


@pytest.mark.parametrize(
    ("type_name", "text"),
    [
        ("ValueError", "cannot determine truth value of Relational: d < n"),
        ("TypeError", "unsupported operand type(s) for +: 'int' and 'str'"),
        ("TypeError", "f() takes 1 argument: must be real number, not str"),
        ("AttributeError", "module 'math' has no attribute 'exq'"),
        ("NameError", "name 'i' is not defined"),
    ],
)
def test_any_other_exception_has_none(type_name, text):
    assert hint(type_name, text) == ""
