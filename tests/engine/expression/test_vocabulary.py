"""Every operation, as `notation` writes it, as the worker sends it and as the grader reads it."""

import numpy as np
import pytest
from flint import arb, fmpq

from autograder import notation
from autograder.expression import tree
from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.budget import Meter
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.operations import Operations
from autograder.expression.render import latex, plain
from autograder.expression.shape import infer_all
from autograder.expression.text import parse
from autograder.expression.vocabulary import CALLED, FILLED, OPERATIONS, Shaping
from autograder.guest.trees import to_wire

_DOMAINS = {
    "v": "vector[2]", "w": "vector[2]", "A": "posdef[2]", "B": "matrix[2,2]", "x": "real",
    "y": "real",
}  # fmt: skip
_SYMBOLS = {name: parse_domain(domain) for name, domain in _DOMAINS.items()}
_VALUES = {"v": [0.75, -0.5], "w": [1.5, 0.25], "A": [[2, 0.5], [0.5, 1]], "B": [[1, -2], [3, 4]]}
v, w = (notation.vector(2).symbol(name) for name in "vw")
A, B = notation.posdef(2).symbol("A"), notation.matrix(2, 2).symbol("B")
x, y = (notation.real.symbol(name) for name in "xy")

#: Operands of what is written as a call.
_OPERANDS = {
    **dict.fromkeys(CALLED, (B,)), **dict.fromkeys(("diag", "norm"), (v,)), "hadamard": (v, w),
    "eye": (3,), "ones": (2, 3), "zeros": (2, 3), "inv": (A,), "lambda_max": (A,),
}  # fmt: skip


def sent(value):
    """Return what the grader reads."""
    return tree.from_wire(to_wire(value))


def written(value):
    return getattr(notation, value)(*_OPERANDS[value])


def value_of(root):
    """Return the value of an operation on symbols and numbers, as the grader computes it."""
    shapes, found = infer_all(root, _SYMBOLS), {}
    for node in tree.postorder(root):
        if node.operation == "symbol":
            array = np.array(_VALUES[node.name], dtype=float).reshape(2, -1)
            entries = tuple(map(rational, array.ravel()))
            found[id(node)] = Matrix(*array.shape, entries)
        elif node.operation == "rational":
            found[id(node)] = rational(int(node.name))
        else:
            below = [shapes[id(child)] for child in node.children]
            function = Operations(Balls(), Meter(10**6)).of(node, below, shapes[id(node)])
            found[id(node)] = function(*(found[id(child)] for child in node.children))
    return found[id(root)]


def rational(number):
    """Return a double as flint has it."""
    numerator, denominator = float(number).as_integer_ratio()
    return fmpq(numerator, denominator)


@pytest.mark.parametrize("name", sorted(CALLED))
def test_a_call_is_written_sent_and_read_as_one_operation(name):
    root = sent(written(name))
    assert root.operation == name
    again = parse(plain(root), _SYMBOLS)
    assert tree.to_wire(again) == tree.to_wire(root)
    assert latex(root)


@pytest.mark.parametrize("name", sorted(CALLED))
def test_the_students_shape_and_value_are_the_graders(name):
    expression = written(name)
    root = sent(expression)
    found = infer_all(root, _SYMBOLS)[id(root)]
    assert (str(found.rows), str(found.columns)) == tuple(map(str, notation.shape(expression)))
    value, expected = value_of(root), notation.evaluate(expression, **_VALUES)
    entries = value.entries if isinstance(value, Matrix) else [value]
    computed = [float(arb(entry)) for entry in entries]
    np.testing.assert_allclose(computed, np.ravel(expected), rtol=1e-12)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_of_a_vector_and_of_numbers_is_sent_under_its_name(name):
    count = FUNCTIONS[name].arguments[0] if name not in ("Max", "Min") else 2
    of_vector = sent(getattr(notation, name)(*[v, w][:count]))
    assert (of_vector.operation, of_vector.name) == ("call", name)
    of_numbers = sent(getattr(notation, name)(*[x, y][:count]))
    in_sympy = ("pow", "") if name == "sqrt" else ("call", name)
    assert (of_numbers.operation, of_numbers.name) == in_sympy


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_is_read_as_it_is_written_out(name):
    least, most = FUNCTIONS[name].arguments
    for count in {least, min(most, 3)}:
        children = tuple(tree.Node("symbol", f"x{k}") for k in range(count))
        root = tree.Node("call", name, children)
        assert tree.to_wire(parse(plain(root))) == tree.to_wire(root)
        assert all(f"x_{{{k}}}" in latex(root) for k in range(count))


def test_linear_is_what_respects_sums_and_multiples():
    """Of operations on one operand; the others take theirs together."""
    for name, row in OPERATIONS.items():
        if row.of_matrix is None:
            continue
        algebra = Operations(Balls(), Meter(10**6))
        domain = Matrix(2, 1 if row.shaping is Shaping.DIAGONAL else 2, ())
        size = domain.rows * domain.columns
        parts = [
            Matrix(domain.rows, domain.columns, tuple(map(rational, numbers[:size])))
            for numbers in ([2, 1, 1, 3], [5, -1, -1, 1])
        ]
        try:
            apart = algebra.add(*(row.of_matrix(algebra, part) for part in parts))
            together = row.of_matrix(algebra, algebra.add(*parts))
        except ArithmeticError:
            assert not row.is_linear
            continue
        difference = algebra.add(apart, algebra.spread(lambda entry: -entry)(together))
        entries = difference.entries if isinstance(difference, Matrix) else [difference]
        assert row.is_linear == all(entry == 0 for entry in entries), name


def test_the_matrices_that_a_size_determines():
    assert {"eye", "ones", "zeros"} == FILLED
