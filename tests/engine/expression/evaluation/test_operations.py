"""Operations on matrices and scalars, and what cannot be computed."""

import pytest
from flint import fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Undefined
from autograder.expression.budget import Meter, OverBudget
from autograder.expression.domain import SCALAR, parse_domain
from autograder.expression.evaluation.operations import Operations
from autograder.expression.tree import Node

_D, _N = parse_domain("vector[d]").shape, parse_domain("matrix[n,d]").shape
_COLUMN = Matrix(2, 1, (fmpq(3), fmpq(-4)))


@pytest.fixture
def operations():
    return Operations(Balls(), Meter(10**5))


def _apply(operations, operation, values, shapes, shape, name=""):
    node = Node(operation, name, tuple(Node("symbol", "x") for _ in values))
    return operations.of(node, shapes, shape)(*values)


def test_what_is_symbolically_one_by_one_becomes_a_number(operations):
    row = _COLUMN.transposed
    value = _apply(operations, "mul", (row, _COLUMN), (_D.transposed, _D), SCALAR)
    assert value == 25


def test_what_is_one_by_one_by_chance_stays_a_matrix(operations):
    entry = Matrix(1, 1, (fmpq(5),))
    square = parse_domain("matrix[d,d]").shape
    value = _apply(operations, "mul", (entry, entry), (square, square), square)
    assert isinstance(value, Matrix)
    assert value.entries == (25,)


def test_scalars_are_spread_over_entries(operations):
    value = _apply(operations, "add", (fmpq(1), _COLUMN), (SCALAR, _D), _D)
    assert value.entries == (4, -3)
    value = _apply(operations, "call", (_COLUMN, fmpq(0)), (_D, SCALAR), _D, "Max")
    assert [float(entry) for entry in value.entries] == [3, 0]


def test_norms(operations):
    assert _apply(operations, "norm", (_COLUMN,), (_D,), SCALAR) == 5
    assert _apply(operations, "norm2", (_COLUMN,), (_D,), SCALAR) == 5
    assert float(_apply(operations, "maxabs", (_COLUMN,), (_D,), SCALAR)) == 4


def test_matrix_operations_take_numbers_for_one_by_one(operations):
    for operation, value in (("inv", fmpq(1, 4)), ("det", 4), ("T", 4), ("diag", 4), ("norm", 4)):
        assert _apply(operations, operation, (fmpq(4),), (SCALAR,), SCALAR) == value


def test_entries_count_from_one(operations):
    assert _apply(operations, "item", (_COLUMN, fmpq(2)), (_D, SCALAR), SCALAR) == -4
    matrix = Matrix(2, 3, tuple(map(fmpq, range(6))))
    indices = (matrix, fmpq(2), fmpq(1))
    assert _apply(operations, "item", indices, (_N, SCALAR, SCALAR), SCALAR) == 3
    for index in (0, 3, 10**20):
        with pytest.raises(Undefined, match="index"):
            _apply(operations, "item", (_COLUMN, fmpq(index)), (_D, SCALAR), SCALAR)


def test_identity_ones_and_zeros_have_the_size_that_is_asked_for(operations):
    assert _apply(operations, "eye", (fmpq(2),), (SCALAR,), _N).entries == (1, 0, 0, 1)
    ones = _apply(operations, "ones", (fmpq(2), fmpq(3)), (SCALAR, SCALAR), _N)
    assert (ones.rows, ones.columns, set(ones.entries)) == (2, 3, {fmpq(1)})
    assert _apply(operations, "zeros", (fmpq(2),), (SCALAR,), _D).entries == (0, 0)


def test_a_matrix_without_entries_or_with_too_many_is_refused(operations):
    with pytest.raises(Undefined):
        _apply(operations, "eye", (fmpq(0),), (SCALAR,), _N)
    for operation in ("eye", "ones"):
        with pytest.raises(OverBudget):
            _apply(operations, operation, (fmpq(10**9),), (SCALAR,), _N)


def test_the_first_case_that_holds_is_the_value(operations):
    first_case = operations.of(Node("piecewise"), (SCALAR,) * 4, SCALAR)
    assert first_case(fmpq(1), False, fmpq(2), True) == 2
    assert first_case(Undefined("no"), False, fmpq(2), True) == 2
    with pytest.raises(Undefined, match="no"):
        first_case(Undefined("no"), True, fmpq(2), True)
    with pytest.raises(Undefined, match="none of the cases"):
        first_case(fmpq(1), False)


def test_one_condition_can_decide_although_another_has_no_value(operations):
    both = operations.of(Node("and"), (SCALAR,) * 2, SCALAR)
    either = operations.of(Node("or"), (SCALAR,) * 2, SCALAR)
    assert both(Undefined("no"), False) is False
    assert either(True, Undefined("no")) is True
    with pytest.raises(Undefined):
        both(Undefined("no"), True)
