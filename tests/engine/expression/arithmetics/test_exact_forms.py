"""Numbers with logarithms and roots are added, multiplied and recognised exactly."""

import math
from fractions import Fraction

import pytest
from flint import fmpq

from autograder.expression.arithmetics.exact_forms import (
    ExactForm,
    TooLong,
    exponential,
    logarithm,
    of_rational,
    power,
)


def number(*parts):
    return of_rational(fmpq(*parts))


def root(radicand, degree=2):
    return power(number(radicand), number(1, degree))


def value(form):
    """Return a form's value in floating point."""
    kinds = {"log": math.log, "pi": lambda _base: math.pi, "power": lambda base: base or math.e}

    def total(terms):
        return sum(
            coefficient * math.prod(kinds[kind](base) ** e for (kind, base), e in monomial)
            for monomial, coefficient in terms.items()
        )

    return total(form.above) / total(form.below)


@pytest.mark.parametrize(
    ("form", "fraction"),
    [
        (logarithm(number(8)) / logarithm(number(2)), 3),
        (logarithm(number(8)) / logarithm(number(4)), Fraction(3, 2)),
        (logarithm(number(1000)) / logarithm(number(10)), 3),
        (logarithm(number(1, 36)) / logarithm(number(6)), -2),
        (logarithm(number(1000003**2)) / logarithm(number(1000003)), 2),
        (
            logarithm(number(20)) / logarithm(number(10))
            - logarithm(number(2)) / logarithm(number(10)),
            1,
        ),
        (root(27, 3), 3),
        (root(8, 6) * root(2), 2),
        (root(6) / root(2) / root(3), 1),
        (power(number(2), logarithm(number(7)) / logarithm(number(2))), 7),
        (power(number(10), logarithm(number(7, 3)) / logarithm(number(10))), Fraction(7, 3)),
        (logarithm(exponential(number(5, 2))), Fraction(5, 2)),
        (ExactForm.pi() * number(3) / ExactForm.pi(), 3),
        ((root(2) + root(3)) ** 2 - number(2) * root(6), 5),
        ((root(5) + number(1)) ** 3 / (root(5) + number(1)) ** 3, 1),
        (logarithm(root(8)) - number(3, 2) * logarithm(number(2)), 0),
    ],
)
def test_what_is_rational_is_seen_to_be(form, fraction):
    assert form.fraction == fmpq(Fraction(fraction).numerator, Fraction(fraction).denominator)


def test_forms_are_the_numbers_that_they_stand_for():
    two, ten = logarithm(number(2)), logarithm(number(10))
    made = (root(2) + two) * (ten - number(3, 7)) / (root(12) - ten) + ExactForm.pi()
    expected = (2**0.5 + math.log(2)) * (math.log(10) - 3 / 7) / (12**0.5 - math.log(10)) + math.pi
    assert value(made) == pytest.approx(expected)
    assert made.fraction is None
    assert (made - made).is_zero


def test_what_is_not_equal_is_no_form_of_zero():
    assert not (root(2) + root(3) - number(3146264369941, 10**12)).is_zero
    assert not (logarithm(number(3)) / logarithm(number(2)) - number(485, 306)).is_zero


@pytest.mark.parametrize(
    "make",
    [
        lambda: logarithm(number(-2)),
        lambda: logarithm(root(2) + number(1)),
        lambda: logarithm(ExactForm.pi()),
        lambda: exponential(ExactForm.pi()),
        lambda: exponential(root(2)),
        lambda: exponential(number(1) / (logarithm(number(2)) + logarithm(number(3)))),
        lambda: number(2) ** 100_000,
        lambda: power(number(2), number(200_001, 2)),
        lambda: sum(map(root, (3, 5, 7, 11, 13, 17, 19)), root(2)) ** 9,
    ],
)
def test_there_is_no_form_of_others_or_of_long_ones(make):
    with pytest.raises(TooLong):
        make()
