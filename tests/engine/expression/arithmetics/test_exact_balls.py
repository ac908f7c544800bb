"""Steps are decided where balls alone cannot tell, and nothing else changes."""

import math

import pytest
from flint import arb, ctx, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.exact_balls import ExactBalls
from autograder.expression.arithmetics.known_numbers import plain
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import OpenStep, Undefined

EXACT = ExactBalls()


@pytest.fixture(autouse=True)
def precise():
    with ctx.workprec(192):
        yield


def call(name, *arguments, arithmetic=EXACT):
    return arithmetic.function(name)(*arguments)


def log(number, base, arithmetic=EXACT):
    of = arithmetic.function("log")
    return arithmetic.divide(of(fmpq(number)), of(fmpq(base)))


@pytest.mark.parametrize("base", [2, 3, 10, 12])
def test_logarithms_of_whole_numbers_are_rounded_as_digits_are_counted(base):
    for number in [*range(1, 130), *(base**k + d for k in range(1, 30) for d in (-1, 0, 1))]:
        digits, power = 0, base  # base**digits <= number < power
        while power <= number:
            digits, power = digits + 1, power * base
        assert call("floor", log(number, base)) == digits
        assert call("ceiling", log(number, base)) == digits + (base**digits < number)


def test_balls_alone_leave_that_open():
    with pytest.raises(OpenStep):
        Balls().function("floor")(log(8, 2, Balls()))


@pytest.mark.parametrize("degree", [2, 3, 5])
def test_roots_of_whole_numbers_are_rounded_as_whole_powers_say(degree):
    for number in [*range(1, 100), *(k**degree + d for k in range(2, 60) for d in (-1, 0, 1))]:
        root = EXACT.power(fmpq(number), fmpq(1, degree))
        below = call("floor", root)
        assert below**degree <= number < (below + 1) ** degree
        assert EXACT.equal(root, below) == (below**degree == number)
        assert EXACT.less(below, root) == (below**degree < number)
        assert EXACT.less_or_equal(root, below) == (below**degree == number)


def test_long_numbers_are_remembered():
    power = EXACT.power(fmpq(2), fmpq(5003))
    assert call("floor", EXACT.divide(call("log", power), call("log", fmpq(2)))) == 5003
    assert call("floor", EXACT.divide(EXACT.add(power, fmpq(6)), fmpq(4))) == 2**5001 + 1


def test_what_is_zero_is_no_divisor():
    with pytest.raises(Undefined):
        EXACT.divide(fmpq(1), EXACT.add(log(8, 2), fmpq(-3)))
    difference = EXACT.add(call("sqrt", fmpq(8)), -EXACT.multiply(fmpq(2), call("sqrt", fmpq(2))))
    assert call("sign", difference) == 0


def test_waves_are_exact_at_quarters_of_a_turn():
    for quarters in range(-6, 7):
        angle = EXACT.multiply(EXACT.constant("pi"), fmpq(quarters, 2))
        assert call("sin", angle) == round(math.sin(quarters * math.pi / 2))
        assert call("cos", angle) == round(math.cos(quarters * math.pi / 2))


def test_remainders_and_extremes_are_those_of_exact_numbers():
    assert call("Mod", log(8, 2), fmpq(2)) == 1
    assert call("Max", log(8, 2), fmpq(3), fmpq(1)) == 3
    assert call("Min", log(9, 2), log(8, 2)) == 3
    assert call("Abs", EXACT.add(log(4, 2), fmpq(-5))) == 3
    assert call("floor", call("Max", log(9, 2), call("exp", fmpq(1)))) == 3


def test_other_values_are_the_balls_that_they_always_are():
    values = [
        EXACT.add(call("sqrt", fmpq(2)), call("gamma", fmpq(1, 3))),
        EXACT.multiply(call("tanh", fmpq(1)), log(7, 3)),
        EXACT.power(call("sqrt", fmpq(2)), call("sin", fmpq(1))),
        call("sqrt", fmpq(2)) * fmpq(3) + fmpq(1) - call("log", fmpq(2)) / call("sqrt", fmpq(5)),
        fmpq(1) / call("sqrt", fmpq(2)),
        EXACT.determinant(Matrix(2, 2, (call("sqrt", fmpq(2)), fmpq(1), fmpq(3), fmpq(4)))),
    ]
    expected = [
        math.sqrt(2) + math.gamma(1 / 3),
        math.tanh(1) * math.log(7, 3),
        math.sqrt(2) ** math.sin(1),
        math.sqrt(2) * 3 + 1 - math.log(2) / math.sqrt(5),
        1 / math.sqrt(2),
        4 * math.sqrt(2) - 3,
    ]
    for found, number in zip(values, expected, strict=True):
        assert type(plain(found)) is arb
        assert float(plain(found).mid()) == pytest.approx(number)
