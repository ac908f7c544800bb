"""Principal values, where the imaginary unit is written."""

import cmath

import pytest
from flint import acb, arb, fmpq

from autograder.expression.arithmetics.complex_balls import ComplexBalls
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Undecided, Undefined

_COMPLEX = ComplexBalls()
_I = _COMPLEX.constant("I")


def _number(value):
    value = acb(value)
    return complex(float(value.real.mid()), float(value.imag.mid()))


@pytest.mark.parametrize(
    "name", ["acos", "asin", "atan", "cos", "cosh", "exp", "log", "sin", "sinh", "sqrt", "tan"]
)
@pytest.mark.parametrize("z", [0.5 + 1.5j, -2 + 0.25j, -0.75 + 0j])
def test_functions_have_the_values_of_cmath(name, z):
    argument = acb(z.real, z.imag) if z.imag else arb(z.real)
    value = _number(_COMPLEX.function(name)(argument))
    assert value == pytest.approx(getattr(cmath, name)(z), rel=1e-12)


def test_the_root_of_a_negative_number_is_imaginary_and_its_square_real():
    root = _COMPLEX.function("sqrt")(fmpq(-4))
    assert _number(root) == 2j
    assert type(_COMPLEX.multiply(root, root)) is arb
    assert _COMPLEX.multiply(root, root) == -4


@pytest.mark.parametrize(("base", "exponent"), [(-8, 1 / 3), (-1, 0.5), (-2.5, 1.25)])
def test_powers_are_principal(base, exponent):
    value = _number(_COMPLEX.power(arb(base), arb(exponent)))
    assert value == pytest.approx(complex(base) ** exponent, rel=1e-12)


def test_whole_powers_of_the_unit_are_real_where_they_are():
    assert _COMPLEX.power(_I, fmpq(2)) == -1
    assert _COMPLEX.power(_I, fmpq(-4)) == 1


def test_zero_has_no_logarithm():
    with pytest.raises(Undefined):
        _COMPLEX.function("log")(fmpq(0))
    with pytest.raises(Undecided):
        _COMPLEX.function("log")(acb(arb(0, 1), 1) - acb(0, 1))


def test_complex_matrices_have_inverses_and_determinants():
    matrix = Matrix(2, 2, (_I, fmpq(1), fmpq(2), arb(3)))
    determinant = _COMPLEX.determinant(matrix)
    assert _number(determinant) == pytest.approx(-2 + 3j)
    identity = list(matrix.products(_COMPLEX.inverse(matrix)))
    assert [_number(entry) for entry in identity] == pytest.approx([1, 0, 0, 1], abs=1e-12)
