"""Expressions rewritten at random stay equal; with a mistake made at random they do not."""

import math

import numpy as np
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st

from autograder.expression.decide import Different, Equality, compare
from autograder.expression.domain import parse_domain
from autograder.expression.premises import Premises
from autograder.expression.render import plain
from autograder.expression.tree import Node, postorder

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "x": "real", "y": "real", "p": "positive", "u": "unit", "t": "natural", "s": "function",
        "g": "sequence[real]", "A": "matrix[n,n]", "B": "matrix[n,n]", "C": "matrix[n,n]",
        "a": "vector[n]", "b": "vector[n]",
    }.items()
}  # fmt: skip


def _node(operation, *children, name=""):
    return Node(operation, name, children)


def _number(value):
    return Node("rational", str(value))


def _symbol(name):
    return Node("symbol", name)


_ONE, _TWO, _MINUS = _number(1), _number(2), _number(-1)


def _call(name, *arguments):
    return Node("call", name, arguments)


def _scalar(random, depth):
    """Return a random expression that is a number."""
    if depth == 0:
        return random.choice(
            [_symbol(name) for name in "xypu"] + [_number(random.choice([2, 3, "1/2", "-3/4"]))]
        )
    part = lambda: _scalar(random, depth - 1)  # noqa: E731 - shorter
    return random.choice(
        [
            lambda: _node("add", part(), part()),
            lambda: _node("mul", part(), part()),
            lambda: _node("neg", part()),
            lambda: _node("pow", part(), _TWO),
            lambda: _node("div", part(), _node("add", _node("pow", part(), _TWO), _ONE)),
            lambda: _call("tanh", part()),
            lambda: _call("sin", part()),
            lambda: _call("Abs", part()),
            lambda: _call("Max", part(), part()),
            lambda: _node("apply", Node("function", "s"), part()),
            lambda: _node("pow", _symbol("u"), _symbol("t")),
            lambda: _call("log", _node("add", _symbol("p"), _node("pow", part(), _TWO))),
            lambda: Node(
                "sum",
                "i",
                (
                    _node("mul", part(), _node("item", _symbol("g"), _symbol("i"))),
                    _ONE,
                    _symbol("t"),
                ),
            ),
            lambda: _node("trace", _matrix(random, depth - 1)),
            lambda: _node("mul", _node("T", _symbol("a")), _vector(random, depth - 1)),
        ]
    )()


def _matrix(random, depth):
    """Return a random expression that is n×n."""
    if depth == 0:
        return _symbol(random.choice("ABC"))
    part = lambda: _matrix(random, depth - 1)  # noqa: E731 - shorter
    return random.choice(
        [
            lambda: _node("add", part(), part()),
            lambda: _node("mul", part(), part()),
            lambda: _node("T", part()),
            lambda: _node("mul", _scalar(random, depth - 1), part()),
            lambda: _node("diag", _vector(random, depth - 1)),
            lambda: _node("mul", _vector(random, depth - 1), _node("T", _symbol("b"))),
            lambda: _node("hadamard", part(), part()),
            lambda: _node("softmax_row", part()),
            lambda: _node("inv", _node("add", _node("eye", _symbol("n")), _gram(part()))),
        ]
    )()


def _vector(random, depth):
    """Return a random expression that is n×1."""
    if depth == 0:
        return _symbol(random.choice("ab"))
    return random.choice(
        [
            lambda: _node("mul", _matrix(random, depth - 1), _vector(random, depth - 1)),
            lambda: _node("add", _vector(random, depth - 1), _vector(random, depth - 1)),
            lambda: _call("tanh", _vector(random, depth - 1)),
            lambda: _node("mul", _scalar(random, depth - 1), _vector(random, depth - 1)),
        ]
    )()


def _gram(matrix):
    return _node("mul", matrix, _node("T", matrix))


def _rewritten(random, node):
    """Return an expression that is equal by a law of algebra or analysis."""
    operation, children = node.operation, node.children
    laws = [lambda: node]
    if operation == "add":
        left, right = children
        laws += [
            lambda: _node("add", right, left),
            lambda: _node("neg", _node("add", *map(_negative, children))),
        ]
    elif operation == "mul":
        left, right = children
        laws.append(lambda: _negative(_node("mul", _negative(left), right)))
        if right.operation == "add":
            laws.append(
                lambda: _node("add", *(_node("mul", left, term) for term in right.children))
            )
        if right.operation == "mul":
            laws.append(
                lambda: _node("mul", _node("mul", left, right.children[0]), right.children[1])
            )
    elif operation == "neg":
        laws.append(lambda: _node("mul", _MINUS, children[0]))
    elif operation == "pow" and children[1] is _TWO:
        laws.append(lambda: _node("mul", children[0], children[0]))
    elif operation == "pow" and children[0].name == "u":
        laws.append(lambda: _call("exp", _node("mul", children[1], _call("log", children[0]))))
        laws.append(lambda: Node("product", "k", (children[0], _ONE, children[1])))
    elif operation == "div":
        laws.append(lambda: _node("div", *map(_negative, children)))
    elif operation == "call":
        laws.append(lambda: _of_function(node.name, children))
    elif operation == "sum" and _is_linear(*children):
        body, first, last = children
        before = Node("sum", "i", (body, first, _node("add", last, _MINUS)))
        final = _node("mul", body.children[0], _node("item", _symbol("g"), last))
        laws.append(lambda: _node("add", before, final))
        item = Node("sum", "j", (_node("item", _symbol("g"), _symbol("j")), first, last))
        laws.append(lambda: _node("mul", body.children[0], item))
    elif operation == "T" and children[0].operation == "mul":
        laws.append(lambda: _node("mul", *(_node("T", c) for c in reversed(children[0].children))))
    elif operation == "T":
        laws.append(lambda: _node("T", _node("T", node)))
    elif operation == "trace":
        laws.append(lambda: _node("trace", _node("T", children[0])))
        if children[0].operation == "mul":
            laws.append(lambda: _node("trace", _node("mul", *reversed(children[0].children))))
    elif operation == "hadamard":
        laws.append(lambda: _node("hadamard", *reversed(children)))
    elif operation == "inv":
        laws.append(lambda: _node("T", _node("inv", _node("T", children[0]))))
    return random.choice(laws)()


def _is_linear(body, _first, last):
    """Return whether a sum up to a symbol is that of multiples of a sequence."""
    return body.operation == "mul" and body.children[1].operation == "item" and not last.children


def _negative(node):
    return _node("neg", node)


def _of_function(name, children):
    x = children[0]
    if name == "tanh":
        doubled = _call("exp", _node("mul", _TWO, x))
        return _node("div", _node("add", doubled, _MINUS), _node("add", doubled, _ONE))
    if name == "Abs":
        return _call("Max", x, _negative(x))
    if name == "Max":
        return _negative(_call("Min", *map(_negative, children)))
    if name == "sin":
        return _negative(_call("sin", _negative(x)))
    if name == "log":
        return _node("div", _call("log", _node("pow", x, _TWO)), _TWO)
    return _call(name, *children)


def _map(root, function):
    new = {}
    for node in postorder(root):
        children = tuple(new[id(child)] for child in node.children)
        new[id(node)] = function(node, Node(node.operation, node.name, children))
    return new[id(root)]


def _rewrite(random, root):
    # Squares are known by the exponent that they share.
    keep = lambda old, new: old if not old.children else new  # noqa: E731 - shorter
    return _map(root, lambda old, new: _rewritten(random, keep(old, new)))


def _mistake(random, root):
    """Return the expression with one mistake in it, or none."""
    target = random.choice(list(postorder(root)))
    swaps = {
        "x": "y",
        "y": "x",
        "p": "u",
        "u": "p",
        "A": "B",
        "B": "C",
        "C": "A",
        "a": "b",
        "b": "a",
    }

    def change(old, new):
        if old is not target:
            return new
        if old.operation == "symbol" and old.name in swaps:
            return _symbol(swaps[old.name])
        if old.operation == "rational":
            return _number(old.fraction() + 1)
        if old.operation == "call" and old.name in ("tanh", "sin"):
            return _call("atan", *new.children)
        if old.operation in ("add", "mul", "hadamard") and random.random() < 0.5:
            return _node("neg", new)
        if old.operation == "sum":
            return Node("sum", new.name, (*new.children[:2], _node("add", new.children[2], _MINUS)))
        return new

    return _map(root, change)


_KINDS = st.sampled_from([_scalar, _matrix, _vector])


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), _KINDS, st.integers(1, 3))
def test_what_is_rewritten_stays_equal(random, kind, depth):
    expected = kind(random, depth)
    submitted = _rewrite(random, _rewrite(random, expected))
    note(f"{plain(expected)}\n{plain(submitted)}")
    outcome = compare(expected, submitted, Premises(_SYMBOLS))
    assert isinstance(outcome, Equality), outcome


@settings(max_examples=200)
@given(st.randoms(use_true_random=False), _KINDS, st.integers(1, 3))
def test_a_mistake_is_found_wherever_numpy_finds_one(make_oracle, random, kind, depth):
    expected = kind(random, depth)
    submitted = _rewrite(random, _mistake(random, expected))
    differences = []
    for seed in range(3):
        oracle = make_oracle(_SYMBOLS, {"n": 2 + seed, "t": 1 + seed}, seed)
        left, right = oracle.value(expected), oracle.value(submitted)
        scale = 1 + np.max(np.abs(left)) + np.max(np.abs(right))
        differences.append(np.max(np.abs(np.subtract(left, right))) / scale)
    assume(all(map(math.isfinite, differences)))
    note(f"{plain(expected)}\n{plain(submitted)}")
    outcome = compare(expected, submitted, Premises(_SYMBOLS))
    if max(differences) > 1e-6:
        assert isinstance(outcome, Different), outcome
    else:
        assert isinstance(outcome, (Different, Equality)), outcome
