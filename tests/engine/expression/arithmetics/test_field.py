"""Residues modulo a random prime."""

from random import Random

import pytest
import sympy
from flint import fmpq

from autograder.expression.arithmetics.field import Field, random_prime
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Undefined, Unsupported


@pytest.fixture
def field(rng):
    return Field(random_prime(rng), rng)


def test_primes_have_61_bits_and_depend_on_the_seed():
    primes = [random_prime(Random(seed)) for seed in range(10)]
    assert all(sympy.isprime(prime) and 2**60 <= prime < 2**61 for prime in primes)
    assert len(set(primes)) == 10
    assert random_prime(Random(3)) == primes[3]


def test_rationals_and_residues_mix(field):
    x = field.random()
    third = fmpq(1, 3)
    assert field.equal(field.multiply(field.multiply(x, third), fmpq(3)), x)
    assert field.equal(field.divide(x, x), fmpq(1))
    assert field.equal(field.divide(third, field.divide(third, x)), x)
    assert not field.equal(x, field.add(x, third))


def test_powers_may_be_negative_and_large(field):
    x = field.random()
    assert field.equal(field.power(x, fmpq(-2)), field.divide(fmpq(1), field.multiply(x, x)))
    large = field.power(x, fmpq(10**30))
    assert field.equal(large, field.power(field.power(x, fmpq(10**15)), fmpq(10**15)))


def test_a_zero_to_the_zero_is_one(field):
    x = field.random()
    assert field.equal(field.power(field.add(x, -x), fmpq(0)), fmpq(1))


def test_division_by_a_zero_has_no_value(field):
    x = field.random()
    zero = field.add(x, -x)
    for attempt in (lambda: field.divide(x, zero), lambda: field.power(zero, fmpq(-1))):
        with pytest.raises(Undefined):
            attempt()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda f: f.function("exp")(f.random()),
        lambda f: f.function("sqrt")(fmpq(2)),
        lambda f: f.power(f.random(), f.random()),
        lambda f: f.less(f.random(), fmpq(0)),
        lambda f: f.constant("I"),
    ],
)
def test_what_is_not_rational_is_left_to_another_arithmetic(field, attempt):
    with pytest.raises(Unsupported):
        attempt(field)


def test_pi_is_one_residue_and_no_rational(field):
    assert field.equal(field.constant("pi"), field.constant("pi"))
    assert not field.equal(field.constant("pi"), fmpq(355, 113))


def test_inverse_and_determinant(field):
    entries = tuple(field.random() for _ in range(9))
    matrix = Matrix(3, 3, entries)
    identity = list(matrix.products(field.inverse(matrix)))
    assert all(field.equal(e, fmpq(i % 4 == 0)) for i, e in enumerate(identity))
    a, b, c, d, e, f, g, h, i = entries
    sarrus = a * e * i + b * f * g + c * d * h - c * e * g - b * d * i - a * f * h
    assert field.equal(field.determinant(matrix), sarrus)


def test_a_singular_matrix_has_no_inverse(field):
    x = field.random()
    for entries in ((x, x, x, x), (fmpq(1), fmpq(2), fmpq(2), fmpq(4))):
        with pytest.raises(Undefined, match="singular"):
            field.inverse(Matrix(2, 2, entries))
