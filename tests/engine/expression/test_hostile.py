"""What is made to hurt ends soon, in an outcome."""

import resource

import pytest

from autograder.expression.decide import Equality, Malformed, Unknown, compare
from autograder.expression.domain import parse_domain
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import Node

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "x": "real", "n": "natural", "A": "matrix[n,n]", "s": "function", "z": "gaussian",
        "g": "sequence[real]", "v": "vector[d]",
    }.items()
}  # fmt: skip
_X, _Z, _A, _S = (Node("symbol", name) for name in "xzAs")
_ONE, _TWO = Node("rational", "1"), Node("rational", "2")
_SIGMA = Node("function", "s")

_MEBIBYTES = 300


def _repeat(step, times, start=_X):
    tree = start
    for _ in range(times):
        tree = step(tree)
    return tree


def _call(name):
    return lambda tree: Node("call", name, (tree,))


def _twice(operation):
    return lambda tree: Node(operation, "", (tree, tree))


def _number(digits):
    return Node("rational", digits)


def _nested_sums(depth):
    tree = _X
    for level in range(depth):
        index = Node("symbol", f"i{level}")
        tree = Node("sum", f"i{level}", (Node("add", "", (tree, index)), _ONE, _number("9")))
    return tree


def _filled(rows, columns, entry):
    entries = tuple(entry(k) for k in range(rows * columns))
    return Node("matrix", f"{rows},{columns}", entries)


_TREES = {
    "a hundred thousand levels": _repeat(lambda t: Node("neg", "", (t,)), 100_000),
    "levels within the limit": _repeat(lambda t: Node("neg", "", (t,)), 7_000),
    "exponentials of exponentials": _repeat(_call("exp"), 1_000),
    "factorials of factorials": _repeat(_call("factorial"), 500),
    "tangents of tangents": _repeat(_call("tan"), 2_000),
    "squares of squares": _repeat(_twice("mul"), 3_000),
    "sums of sums": _repeat(_twice("add"), 3_000),
    "powers of itself": _repeat(_twice("pow"), 500),
    "fractions of fractions": _repeat(
        lambda t: Node("div", "", (t, Node("add", "", (t, _ONE)))), 2_000
    ),
    "a tower of powers": _repeat(lambda t: Node("pow", "", (_number("9"), t)), 100),
    "powers of powers": _repeat(lambda t: Node("pow", "", (t, _number("9999"))), 500, _TWO),
    "a wide sum": Node("add", "", (_X,) * 40_000),
    "an integer of a million digits": _number("9" * 10**6),
    "an integer of four thousand digits": _number("9" * 4_000),
    "many long integers": Node("mul", "", tuple(_number("9" * 3_000 + str(k)) for k in range(900))),
    "a large decimal": Node("decimal", "1e9999"),
    "a small decimal": Node("decimal", "1e-9999"),
    "a decimal of a million digits": Node("decimal", "0." + "1" * 10**6),
    "a sine of a large number": Node("call", "sin", (Node("decimal", "1e9999"),)),
    "sums in sums": _nested_sums(10),
    "sums in sums in sums": _nested_sums(5_000),
    "many sums": Node(
        "add",
        "",
        tuple(
            Node("sum", f"i{k}", (Node("symbol", f"i{k}"), _ONE, _number("9999")))
            for k in range(2_000)
        ),
    ),
    "a determinant": Node("det", "", (_filled(60, 60, lambda k: _number(str(k * k % 7))),)),
    "an inverse": Node(
        "trace",
        "",
        (Node("inv", "", (_filled(50, 50, lambda k: _call("exp")(_number(str(k % 17)))),)),),
    ),
    "an eigenvalue": Node("norm2", "", (_filled(60, 60, lambda k: _number(str(k * k % 17))),)),
    "powers of a matrix": Node("trace", "", (_repeat(_twice("mul"), 200, _A),)),
    "a chain of derivatives": Node(
        "apply", "", (_repeat(lambda f: Node("D", "", (f,)), 3_000, _SIGMA), _X)
    ),
    "a chain of functions": _repeat(lambda t: Node("apply", "", (_SIGMA, t)), 3_000),
    "a polynomial under an expectation": Node(
        "E", "z", (Node("pow", "", (Node("add", "", (_Z, _X)), _number("2000"))),)
    ),
    "doubling under an expectation": Node(
        "E", "z", (_repeat(lambda t: Node("add", "", (_twice("mul")(t), _Z)), 40, _Z),)
    ),
    "functions under an expectation": Node("E", "z", (_repeat(_call("tanh"), 300, _Z),)),
    "expectations of expectations": _repeat(
        lambda t: Node("E", "z", (Node("add", "", (t, _Z)),)), 1_000
    ),
    "cases in cases": _repeat(
        lambda t: Node("piecewise", "", (t, Node("lt", "", (t, _ONE)), _X, Node("true"))), 1_500
    ),
    "a far item": Node("item", "", (Node("symbol", "g"), _number("9" * 3_000))),
    "powers of the imaginary unit": _repeat(
        lambda t: Node("pow", "", (Node("constant", "I"), t)), 200
    ),
}
_TEXTS = [
    "9**9**9", "9**9**9**9**9", "((9**9)**9999)**9999", "factorial(10**9)", "factorial(10**1000)",
    "binomial(10**12, 5*10**11)", "binomial(x, 10**9)", "x**(10**9)", "x**(10**1000)",
    "x**x**(10**9)", "exp(x)**(10**1000)", "Sum(x, (i, 1, 10**9))", "Sum(x, (i, 1, 10**1000))",
    "Sum(x, (i, 1, oo))", "Product(i, (i, 1, 9000))", "trace(eye(10**6))",
    "maxabs(ones(10**6, 10**6))", "v[10**9]", "oo - oo", "0*oo", "1/(x - x)", "x + I",
    "Mod(10**2000, 7**2000)", "floor(exp(exp(exp(10))))",
]  # fmt: skip


def _run(tree, kind):
    """Compare, and return the outcome with the memory that it took beyond what was used before."""
    expected, submitted = {
        "as an answer": (_X, tree),
        "against itself": (Node("add", "", (tree, _X)), Node("add", "", (_X, tree))),
        "as the reference": (tree, Node("mul", "", (tree, _TWO))),
    }[kind]
    before = _peak()
    outcome = compare(expected, submitted, Premises(_SYMBOLS))
    return outcome, _peak() - before


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("kind", ["as an answer", "against itself", "as the reference"])
@pytest.mark.parametrize("name", _TREES)
def test_a_hostile_tree_ends_in_an_outcome(name, kind):
    outcome, mebibytes = _run(_TREES[name], kind)
    if kind == "against itself":
        assert isinstance(outcome, (Equality, Unknown, Malformed))
    if kind == "as the reference":
        assert not isinstance(outcome, Equality)
    assert mebibytes < _MEBIBYTES


@pytest.mark.parametrize("kind", ["as an answer", "against itself", "as the reference"])
@pytest.mark.parametrize("text", _TEXTS)
def test_a_hostile_text_ends_in_an_outcome(text, kind):
    outcome, mebibytes = _run(parse(text, _SYMBOLS), kind)
    if kind == "against itself":
        assert isinstance(outcome, (Equality, Unknown, Malformed))
    assert mebibytes < _MEBIBYTES
