"""Vectors and matrices of balls and rationals, and what there is too much of."""

import numpy as np
import pytest
from flint import arb, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.linear_algebra import LinearAlgebra, whole_number
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Undefined, Unsupported
from autograder.expression.budget import Meter, OverBudget

_ARRAY = np.array([[2.0, -0.5, 0.0], [-0.5, -4.0, 1.5], [0.0, 1.5, 1.0]])


def _matrix(number):
    return Matrix(3, 3, tuple(number(*float(x).as_integer_ratio()) for x in _ARRAY.ravel()))


@pytest.mark.parametrize("number", [fmpq, lambda p, q: arb(p) / q], ids=["exact", "balls"])
@pytest.mark.parametrize(
    ("operation", "value"),
    [
        ("largest_absolute", np.abs(_ARRAY).max()),
        ("largest_eigenvalue", np.linalg.eigvalsh(_ARRAY)[-1]),
        ("operator_norm", np.linalg.norm(_ARRAY, 2)),
        ("trace", np.trace(_ARRAY)),
        ("determinant", np.linalg.det(_ARRAY)),
    ],
)
def test_rationals_and_balls_have_the_values_of_numpy(number, operation, value):
    algebra = LinearAlgebra(Balls(), Meter(10**5))
    computed = getattr(algebra, operation)(_matrix(number))
    assert float(arb(computed)) == pytest.approx(value, rel=1e-12)


def test_scalars_are_spread_over_the_entries_of_what_is_none():
    algebra = LinearAlgebra(Balls(), Meter(10**5))
    column = Matrix(2, 1, (fmpq(1), fmpq(2)))
    assert algebra.add(column, fmpq(3)).entries == (4, 5)
    assert algebra.add(fmpq(3), column).entries == (4, 5)
    assert algebra.multiply(fmpq(3), fmpq(2)) == 6
    largest = algebra.spread(lambda *values: max(values))
    assert largest(fmpq(0), column, fmpq(1)).entries == (1, 2)


def test_an_index_is_an_integer_that_is_known():
    assert whole_number(fmpq(4), "an index") == 4
    with pytest.raises(Undefined, match="an index that is no integer"):
        whole_number(fmpq(1, 2), "an index")
    with pytest.raises(Unsupported):
        whole_number(Balls().constant("pi"), "an index")


def test_products_use_up_the_steps():
    algebra = LinearAlgebra(Balls(), Meter(100))
    wide = Matrix(10, 10, (fmpq(1),) * 100)
    with pytest.raises(OverBudget):
        algebra.multiply(wide, wide)
