"""The arguments of a symbolic question are made from a name and a domain."""

import pytest

from autograder.expression.tree import from_wire
from autograder.sandbox.values import Symbol, WireExpression
from autograder.sandbox.worker_replies import Answer

ECHO = """
import notation
def f(x): return x
def shape(x, y): return notation.shape(x + y)[0]
"""


@pytest.fixture
def echo(run_code):
    return run_code(ECHO)


@pytest.mark.parametrize(
    "domain",
    [
        "real", "positive", "nonnegative", "unit", "natural", "integer", "size", "gaussian",
        "vector[d]", "matrix[n,d]", "symmetric[n]", "posdef[n]", "gaussian[d]", "index[n]",
        "probability", "distribution[k]", "one_hot[k]", "permutation[n]", "orthogonal[n]",
        "integers[-2,T-1]",
    ],
)  # fmt: skip
def test_a_symbol_of_each_domain_is_one_node_of_its_name(echo, domain):
    assert echo.call("f", Symbol("beta", domain)) == Answer(
        WireExpression([["symbol", "beta", []]])
    )


def test_an_item_of_a_sequence_is_an_operation_on_its_symbol(run_code):
    code = run_code("def f(h, t): return h[t]")
    rows = code.call("f", Symbol("h", "sequence[vector[d]]"), Symbol("t", "natural")).value.rows
    item = from_wire(rows)
    assert item.operation == "item"
    assert [child.name for child in item.children] == ["h", "t"]


@pytest.mark.parametrize("domain", ["function", "positive_function"])
def test_a_function_is_applied(run_code, domain):
    code = run_code("def f(sigma, x): return sigma(x)")
    rows = code.call("f", Symbol("sigma", domain), Symbol("x", "vector[d]")).value.rows
    assert sorted(row[:2] for row in rows) == [
        ["apply", ""], ["function", "sigma"], ["symbol", "x"],
    ]  # fmt: skip


def test_dimensions_are_sums_of_products(echo):
    """A sum has a shape exactly where the dimensions agree as polynomials."""
    first, second = Symbol("a", "vector[2*d*h-1]"), Symbol("b", "vector[h*d-1+d*h]")
    assert isinstance(echo.call("shape", first, second).value, WireExpression)
    other = echo.call("shape", first, Symbol("b", "vector[2*d*h+1]"))
    assert other.type_name == "NotationError"


def test_sympys_assumptions_follow_from_the_domain(run_code):
    code = run_code("import sympy\ndef f(a): return sympy.sqrt(a**2) == a, a.is_integer")
    assert code.call("f", Symbol("a", "positive")).value == (True, None)
    assert code.call("f", Symbol("a", "natural")).value == (True, True)
    assert code.call("f", Symbol("a", "real")).value == (False, None)
