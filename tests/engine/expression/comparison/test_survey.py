"""A look at many points finds what is small, and leaves what it cannot see to others."""

from random import Random

import numpy as np
import pytest
from flint import fmpq

from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.comparison.anchors import Anchors
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.survey import LARGEST, POINTS, lattice, survey
from autograder.expression.evaluation.model import ComparisonSetting


@pytest.fixture
def look(read, rng):
    def look_at(expected, submitted, *, rows=({},), steps=400_000, **texts):
        symbols, expected, submitted = read(texts, expected, submitted)
        pair = Pair(expected, submitted, ComparisonSetting(symbols, (), 0, Budget()))
        names = sorted(set(texts) - set(rows[0]))
        random = Random(rng.getrandbits(64))
        return survey(
            pair, rows, names, anchors=Anchors({}, {}, ()), random=random, meter=Meter(steps)
        )

    return look_at


def test_where_all_agree_the_look_is_thorough(look):
    found = look("abs(x)*abs(y)", "abs(x*y)", x="real", y="unit")
    assert (found.suspects, found.agreed, found.is_thorough) == ([], POINTS, True)


def test_a_box_of_a_quarter_of_a_hundredth_is_suspicious(look):
    box = "Max(0, x - 7)*Max(0, y - 7)*Max(0, 8 - x)*Max(0, 8 - y)"
    found = look("x + y", f"x + y + {box}", x="real", y="real")
    assert found.suspects
    assert found.is_thorough
    for suspect in found.suspects:
        assert all(7 < value < 8 for value in suspect.values.values())


def test_the_farthest_apart_come_first(look):
    found = look("x", "x + Max(0, x)**2", x="real")
    assert not found.is_thorough
    distances = [float(suspect.values["x"]) for suspect in found.suspects]
    assert distances == sorted(distances, reverse=True)
    assert distances[0] > 1000


def test_points_at_which_only_the_answer_is_missing_come_before_all_others(look):
    found = look("x", "x + sqrt(x + 10) - sqrt(10 + x) + Max(0, x)", x="real")
    assert all(suspect.values["x"] < -10 for suspect in found.suspects)


def test_points_where_the_reference_is_missing_count_for_nothing(look):
    found = look("sqrt(x)", "sqrt(x)*x/x", x="real")
    assert found.is_thorough
    assert POINTS / 4 < found.agreed < POINTS * 3 / 4


def test_integers_are_taken_in_turn(look):
    rows = [{"n": n} for n in range(1, 8)]
    found = look("x", "x + Max(0, n - 6)", rows=rows, x="real", n="natural")
    assert {suspect.integers["n"] for suspect in found.suspects} == {7}


def test_a_look_that_sees_little_is_not_thorough(look):
    assert not look("sqrt(-log(x) - 6)", "sqrt(-6 - log(x))", x="unit").is_thorough
    assert not look("1/exp(x**7)", "exp(-x**7)", x="real").is_thorough
    noisy = look("(x + 10**12)**2 - x**2 - 10**24", "2*10**12*x", x="unit")
    assert noisy.suspects
    assert not noisy.is_thorough


def test_a_readable_point_is_close_by_and_in_the_domain(look):
    found = look("x + y", "x + y + 1/10", x="unit", y="unit")
    readable = [suspect.readable() for suspect in found.suspects]
    for suspect, short in zip(found.suspects, readable, strict=True):
        if short is None:  # a value so close to 0 or 1 that no short decimal is
            assert any(min(v, 1 - v) < fmpq(1, 2000) for v in suspect.values.values())
        else:
            assert all(0 < v < 1 and 1000 % int(v.q) == 0 for v in short.values.values())
            assert all(
                abs(v - suspect.values[name]) < fmpq(1, 1000) for name, v in short.values.items()
            )


def test_only_scalars_are_looked_at_and_steps_are_counted(look):
    with pytest.raises(Unsupported):
        look("norm(v)", "norm(-v)", rows=({"n": 2},), v="vector[n]", n="natural")
    with pytest.raises(OverBudget):
        look("abs(x)", "abs(-x)", x="real", steps=10)


@pytest.fixture
def points(read):
    def points_of(text, **texts):
        symbols, root = read(texts, text)
        pair = Pair(root, root, ComparisonSetting(symbols, (), 0, Budget()))
        names = sorted(texts)
        return lattice(pair, names, Anchors.of(pair, names, ()), Random(0))

    return points_of


def test_one_name_takes_every_value(points):
    found = points("Min(n, 8)", n="natural")["n"]
    assert set(range(1, LARGEST + 1)) <= set(found)
    assert found.min() == 1
    signed = points("Min(n, 8)", n="integer")["n"]
    assert set(range(-LARGEST, LARGEST + 1)) <= set(signed)


def test_several_names_take_values_of_every_size(points):
    found = points("Mod(n*m, 8)", n="natural", m="natural")
    for name in "nm":
        values = found[name]
        assert all((values >= low).any() and (values < 2 * low).any() for low in (1, 30, 900, 8000))
        assert values.min() == 1


def test_anchors_of_several_names_come_together(points):
    found = points("Piecewise((0, n == 777 and m == 341), (n, True))", n="natural", m="natural")
    assert np.any((found["n"] == 777) & (found["m"] == 341))


@pytest.mark.parametrize(
    ("text", "is_on"),
    [
        ("Piecewise((0, 3*n + 5 == 2*m + 400), (n, True))", lambda n, m: 3 * n + 5 == 2 * m + 400),
        ("Min(n*m, 5040)", lambda n, m: n * m == 5040),
        ("Max(n**2 + m, 90000)", lambda n, m: n**2 + m == 90000),
    ],
)
def test_there_are_points_where_parts_meet(points, text, is_on):
    found = points(text, n="natural", m="natural")
    assert np.count_nonzero(is_on(found["n"], found["m"])) >= 2
