"""Shapes are inferred symbolically, and what does not fit is named."""

import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.shape import ShapeError, infer, infer_all
from autograder.expression.text import parse
from autograder.expression.tree import Node

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "A": "matrix[n,k]", "V": "matrix[d,d]", "z": "vector[d]", "y": "vector[d]",
        "g": "sequence[vector[d]]", "M": "sequence[matrix[d,n]]", "s": "function", "t": "natural",
        "x": "real", "w": "gaussian[d]", "H": "matrix[n,h*d]", "one": "vector[1]", "q": "gaussian",
        "m": "size", "i": "index[d]",
    }.items()
}  # fmt: skip


def _shape(text):
    return str(infer(parse(text, _SYMBOLS), _SYMBOLS))


def _error(tree):
    with pytest.raises(ShapeError) as caught:
        infer(parse(tree, _SYMBOLS) if isinstance(tree, str) else tree, _SYMBOLS)
    return caught.value


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("x + t*d", "a scalar"),
        ("V*z", "d×1"),
        ("z.T*V", "1×d"),
        ("z.T*y", "a scalar"),
        ("z*y.T", "d×d"),
        ("z*y.T*z", "d×1"),
        ("y.T*z*V", "d×d"),
        ("1 - z", "d×1"),
        ("1/z", "d×1"),
        ("z/y", "d×1"),
        ("x*A", "n×k"),
        ("z**2", "d×1"),
        ("A**2", "n×k"),
        ("z**y", "d×1"),
        ("tanh(V)", "d×d"),
        ("Max(0, z)", "d×1"),
        ("s(A)", "n×k"),
        ("D(D(s))(z)", "d×1"),
        ("g[t - 1]", "d×1"),
        ("M[t][i,2]", "a scalar"),
        ("g[t][i]", "a scalar"),
        ("z.T[i]", "a scalar"),
        ("Sum(M[i], (i, 1, t))", "d×n"),
        ("Product(V, (i, 1, t))", "d×d"),
        ("E(w*w.T, w)", "d×d"),
        ("integral(exp(-q**2), q)", "a scalar"),
        ("diag(z)", "d×d"),
        ("diag(z.T)", "d×d"),
        ("inv(V)", "d×d"),
        ("trace(V)*det(V)*lambda_max(V)*norm(z)*norm2(A)*maxabs(A)", "a scalar"),
        ("softmax_row(A)", "n×k"),
        ("hadamard(z, y)", "d×1"),
        ("eye(n)", "n×n"),
        ("ones(n, 2*k)", "n×2k"),
        ("zeros(h*d + 1)", "(d*h+1)×1"),
        ("eye(m)", "m×m"),
        ("H", "n×dh"),
        ("one", "a scalar"),
        ("eye(1)", "a scalar"),
        ("Piecewise((z, x > 0), (y, True))", "d×1"),
    ],
)
def test_the_shape_of_an_expression(text, shape):
    assert _shape(text) == shape


def test_two_factors_that_do_not_fit_are_named():
    error = _error("-2*V*(z - y).T*x")
    assert str(error) == "V is d×d and (z - y).T is 1×d: their product in this order does not exist"
    assert (error.operation, error.left.name, error.right.operation) == ("mul", "V", "T")
    assert (str(error.left_shape), str(error.right_shape)) == ("d×d", "1×d")


def test_the_factor_next_to_the_misfit_is_the_one_that_is_named():
    assert _error("V*V*A").left.name == "V"
    error = _error("diag(z)*(V*y.T)")
    assert (error.left.name, error.right.operation) == ("V", "T")
    assert _error("(z*y.T)*A").left.operation == "T"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A + A.T", "A is n×k and A.T is k×n: they cannot be added"),
        ("z + y.T", "z is d×1 and y.T is 1×d: they cannot be added"),
        ("V**2", "V is d×d: a power of a matrix can be read in two ways"),
        ("V**(-1)", "write A*A, inv(A) or hadamard(A, A)"),
        ("x/V", "V is d×d: it cannot be divided by, write inv(…)"),
        ("z/A", "z is d×1 and A is n×k: they cannot be divided"),
        ("z**A", "this power does not exist"),
        ("hadamard(z, A)", "their shapes have to be the same"),
        ("Max(z, A)", "their shapes have to be the same"),
        ("inv(A)", "A is n×k: inv needs a square matrix"),
        ("Product(A, (i, 1, t))", "product needs a square matrix"),
        ("norm(V)", "V is d×d: norm needs a vector"),
        ("g", "g is no value by itself: write g[…]"),
        ("g + 1", "g is no value by itself"),
        ("A[z,1]", "z is d×1: an index is a scalar"),
        ("g[1,2]", "g is a sequence: it takes one index"),
        ("A[1]", "A is n×k: it takes two indices"),
        ("x[1]", "x is a scalar: it takes no index"),
        ("Sum(x, (i, 1, z))", "z is d×1: a limit of a sum is a scalar"),
        ("Sum(x, (z, 1, t))", "z counts a sum, but stands for something else"),
        ("E(x, x)", "an expectation is taken over a symbol of the question, not over x"),
        ("eye(x)", "the size of eye(x) is not made of dimensions"),
        ("eye(n/2)", "is not made of dimensions"),
        ("Sum(trace(eye(i)), (i, 1, t))", "is not made of dimensions"),
        ("Piecewise((z, x > 0), (y.T, True))", "the cases of a value have one shape"),
        ("Piecewise((x, z > 0), (1, True))", "z is d×1: what is compared is a scalar"),
    ],
)
def test_what_does_not_fit_is_explained(text, message):
    assert message in str(_error(text))


def _node(operation, *children, name=""):
    return Node(operation, name, children)


_X, _S = Node("symbol", "x"), Node("function", "s")
_TRUTH = Node("true")


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (_node("add", _S, _X), "s is a function, not a value"),
        (_node("D", _X), "x is not a function"),
        (_node("apply", _X, _X), "x is not a function"),
        (_node("apply", Node("function", "x"), _X), "x is not a function"),
        (_node("add", _X, _node("lt", _X, _X)), "is a condition, not a value"),
        (_node("piecewise", _X, _X), "x is not a condition"),
        (_node("and", _X), "x is not a condition"),
        (_node("lt", _TRUTH, _X), "is a condition, not a value"),
        (_TRUTH, "is a condition, not a value"),
        (_node("matrix", name="0,0"), "without entries"),
        (_node("matrix", Node("symbol", "z"), name="1,1"), "an entry of a matrix is a scalar"),
    ],
)
def test_a_tree_that_means_nothing_is_refused(tree, message):
    assert message in str(_error(tree))


def test_a_dimension_is_never_taken_for_one():
    assert _error("V*z.T").right_shape != _error("V*z.T").left_shape
    with pytest.raises(ShapeError):
        infer(parse("z.T*z*A + z", _SYMBOLS), _SYMBOLS)


def test_every_value_of_a_tree_has_a_shape_and_depth_costs_nothing():
    tree = Node("symbol", "z")
    for _ in range(30_000):
        tree = Node("neg", "", (tree,))
    assert len(infer_all(tree, _SYMBOLS)) == 30_001


def test_a_long_operand_is_shortened_in_a_message():
    text = "(" + " + ".join(["A"] * 100) + ")*V"
    assert len(str(_error(text))) < 300


def test_a_bound_index_may_be_called_like_a_scalar_of_the_question():
    assert _shape("Sum(x, (t, 1, t))") == "a scalar"
