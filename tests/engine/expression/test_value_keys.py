"""Equal expressions have the same key, wherever it is made; what cannot be told has none."""

import subprocess
import sys

import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.model import Definition
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import Node
from autograder.expression.value_keys import value_key

DOMAINS = {
    "x": "real", "y": "real", "n": "natural", "t": "natural", "T": "natural", "b": "unit",
    "p": "probability", "q": "probability", "A": "matrix[m,d]", "v": "vector[d]",
    "S": "symmetric[d]", "P": "posdef[d]", "Q": "orthogonal[d]", "g": "sequence[vector[d]]",
    "h": "sequence[real]", "u": "gaussian", "f": "function", "k": "index[d]",
}  # fmt: skip
SYMBOLS = {name: parse_domain(text) for name, text in DOMAINS.items()}


def key(text, **premises):
    return value_key(parse(text, SYMBOLS), Premises(SYMBOLS, **premises))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x**2 - y**2", "(x - y)*(x + y)"),
        ("sin(x)**2 + cos(x)**2", "1"),
        ("exp(100*x) - exp(100*x) + x", "x"),
        ("x/2", "0.5*x"),
        ("Sum(i, (i, 1, n))", "n*(n + 1)/2"),
        ("(1 - b**t)/(1 - b)", "Sum(b**i, (i, 0, t - 1))"),
        ("A*v - A*v", "0"),
        ("(v.T*A.T).T", "A*v"),
        ("S - S.T", "0"),
        ("Q.T*Q*v", "v"),
        ("inv(P)*P*v", "v"),
        ("E(u**2, u)", "1"),
        ("f(x + y) - f(y + x) + v.T*v", "v.T*v"),
        ("Sum(g[i], (i, 1, 2))", "g[2] + g[1]"),
        ("sqrt(x)*sqrt(x)", "sqrt(x)**2"),
        ("1 - exp(-1000)", "-exp(-1000) + 1"),
    ],
)
def test_two_forms_of_one_expression_share_a_key(one, other):
    assert key(one) == key(other) is not None


def test_expressions_that_differ_have_different_keys():
    texts = (
        "x", "y", "-x", "x + 1", "x*y", "x**2", "2*x", "0", "1", "exp(-1000)", "exp(-1001)",
        "1 - exp(-100)", "b**t", "b**(t + 1)", "A*v", "2*A*v", "g[1]", "g[2]", "f(x)", "f(y)", "n",
        "t", "v[k, 1]", "sqrt(x)", "1000000000*x", "x + 1/1000000000",
    )  # fmt: skip
    keys = [key(text) for text in texts]
    assert None not in keys
    assert len(set(keys)) == len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "0.3333333333*x",  # rounded: equal to x/3, and to other numbers
        "Sum(Sum(Sum(Sum(Sum(Sum(1, (a, 1, n)), (c, 1, n)), (e, 1, n)), (i, 1, n)), (j, 1, n)), "
        "(l, 1, n))**floor(x)*Sum(Sum(Sum(Sum(i*j*l*m, (i, 1, 99)), (j, 1, 99)), (l, 1, 99)), "
        "(m, 1, 99))",  # costs too much
        "log(-1 - x**2)",  # is nowhere defined
    ],
)
def test_what_cannot_be_told_has_no_key(text):
    assert key(text) is None


def test_a_symbol_that_the_question_does_not_have_leaves_no_key():
    assert value_key(Node("symbol", "stranger"), Premises(SYMBOLS)) is None


def test_parts_that_do_not_fit_leave_no_key():
    assert key("A + v") is None


def test_what_symbols_are_made_of_stands_in_their_place():
    ties = {"q": parse("1 - p", SYMBOLS)}
    assert key("p*q", ties=ties) == key("p - p**2", ties=ties) is not None
    assert key("p*q") != key("p - p**2")


def test_conditions_hold_at_every_point():
    conditions = [parse("t <= T", SYMBOLS)]
    assert key("sqrt((T - t)**2)", conditions=conditions) == key("T - t", conditions=conditions)
    assert key("sqrt((T - t)**2)") != key("T - t")


def test_definitions_of_sequences_are_known():
    definition = Definition(
        "h", "i", parse("x*h[i - 1]", {**SYMBOLS, "i": parse_domain("natural")})
    )
    assert key("h[t]", definitions=[definition]) == key("x*h[t - 1]", definitions=[definition])
    assert key("h[t]") != key("x*h[t - 1]")


def test_neither_the_seed_nor_the_order_of_symbols_matters():
    root = parse("A*v*x + f(y)*A*g[n]", SYMBOLS)
    turned = dict(reversed(SYMBOLS.items()))
    assert value_key(root, Premises(SYMBOLS, seed=1)) == value_key(root, Premises(turned, seed=2))


def test_another_process_finds_the_same_key():
    program = (
        "from autograder.expression.domain import parse_domain as domain;"
        "from autograder.expression.premises import Premises;"
        "from autograder.expression.text import parse;"
        "from autograder.expression.value_keys import value_key;"
        "s = {'x': domain('real'), 'v': domain('vector[d]'), 'f': domain('function')};"
        "print(value_key(parse('f(x)*v', s), Premises(s)))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert "None" not in found.pop()
