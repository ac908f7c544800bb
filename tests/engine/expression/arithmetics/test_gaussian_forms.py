"""Functions of Gaussian variables: they behave as the functions that they stand for."""

import math

import pytest
from flint import acb, arb, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.gaussian_forms import FormArithmetic, form, variable
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.budget import Meter, OverBudget


@pytest.fixture
def forms():
    return FormArithmetic(Balls(), Meter(10**6))


def _at(value, point):
    """Return the value of a form at a point."""
    total = 0
    for polynomial, exponent in form(value).terms:
        parts = [
            sum(complex(acb(c)) * math.prod(point[i] for i in m) for m, c in part.items())
            for part in (polynomial, exponent)
        ]
        total += parts[0] * (math.e ** parts[1])
    return total


_X, _Y = variable(0), variable(1)
_POINT = (0.75, -1.25)


@pytest.mark.parametrize(
    ("build", "value"),
    [
        (lambda f: f.add(f.multiply(_X, _Y), fmpq(1)), 0.75 * -1.25 + 1),
        (lambda f: f.function("exp")(_X * _X + _Y * fmpq(2)), math.exp(0.75**2 - 2.5)),
        (lambda f: f.function("cos")(_X * fmpq(3)), math.cos(2.25)),
        (lambda f: f.function("sin")(_X + fmpq(1)), math.sin(1.75)),
        (lambda f: f.function("cosh")(_X), math.cosh(0.75)),
        (lambda f: f.function("sinh")(_Y), math.sinh(-1.25)),
        (lambda f: f.power(_X + _Y, fmpq(3)), (-0.5) ** 3),
        (lambda f: f.power(_X + _Y, fmpq(0)), 1),
        (lambda f: f.power(f.function("exp")(_X), fmpq(-2)), math.exp(-1.5)),
        (lambda f: f.function("sqrt")(f.function("exp")(_X)), math.exp(0.375)),
        (lambda f: f.divide(_X, f.function("exp")(_Y)), 0.75 / math.exp(-1.25)),
        (lambda f: f.divide(_X, fmpq(4)), 0.1875),
        (lambda f: f.divide(_X, arb(4)), 0.1875),
        (lambda f: f.power(fmpq(2), _X), 2**0.75),
        (lambda _: -_X, -0.75),
    ],
)
def test_a_form_has_the_value_of_its_function(forms, build, value):
    assert _at(build(forms), _POINT) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "build",
    [
        lambda f: f.function("tanh")(_X),
        lambda f: f.function("exp")(_X * _X * _X),
        lambda f: f.function("exp")(f.function("exp")(_X)),
        lambda f: f.function("cos")(_X * _X),
        lambda f: f.divide(fmpq(1), _X),
        lambda f: f.power(_X, fmpq(1, 2)),
        lambda f: f.power(_X, fmpq(1000)),
        lambda f: f.power(f.function("exp")(_X), _X),
        lambda f: f.less(_X, fmpq(0)),
        lambda f: f.equal(_X, _Y),
        lambda f: f.root_of_squares(_X),
        lambda f: f.inverse(Matrix(1, 1, (_X,))),
        lambda f: f.determinant(Matrix(1, 1, (_X,))),
    ],
)
def test_what_leaves_the_class_is_left_to_others(forms, build):
    with pytest.raises(Unsupported):
        build(forms)


def test_what_depends_on_no_variable_is_computed_as_ever(forms):
    assert forms.function("sqrt")(fmpq(9)) == 3
    assert forms.less(fmpq(1), arb.pi())
    assert forms.constant("pi").contains(arb.pi())
    assert forms.determinant(Matrix(1, 1, (fmpq(5),))) == 5


def test_large_forms_use_up_the_steps():
    forms = FormArithmetic(Balls(), Meter(100))
    total = _X
    with pytest.raises(OverBudget):  # noqa: PT012 - the steps run out at some time
        for name in range(100):
            total = forms.add(total, variable(name))
