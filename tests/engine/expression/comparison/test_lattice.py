"""Whole numbers at many points: all of one name, telling ones of several."""

from random import Random

import numpy as np
import pytest

from autograder.expression.budget import Budget
from autograder.expression.comparison.anchors import Anchors
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.lattice import LARGEST, lattice
from autograder.expression.evaluation.model import Setting


@pytest.fixture
def points(read):
    def points_of(text, **texts):
        symbols, root = read(texts, text)
        pair = Pair(root, root, Setting(symbols, (), 0, Budget()))
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
