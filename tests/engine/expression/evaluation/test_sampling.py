"""Points lie in their domains, begin readable, and cover what they should."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from flint import fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.field import Field, random_prime
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.sampling import (
    READABLE_POINTS,
    RealSource,
    ResidueSource,
    below,
    many_points,
)

_INSIDE = {
    "real": lambda _: True,
    "positive": lambda x: x > 0,
    "nonnegative": lambda x: x >= 0,
    "unit": lambda x: 0 < x < 1,
    "size": lambda x: x >= 1,
    "natural": lambda x: x >= 1 and x.q == 1,
    "integer": lambda x: x.q == 1,
}


def _draw(source, kind, count, name="x"):
    values = []
    for turn in range(count):
        source.begin(turn)
        values.append(source.scalar(parse_domain(kind), name))
    return values


@pytest.mark.parametrize("kind", _INSIDE)
def test_values_lie_in_their_domain(kind, rng):
    assert all(map(_INSIDE[kind], _draw(RealSource(rng, ["x"]), kind, 500)))


def test_values_have_all_sizes_and_signs(rng):
    values = _draw(RealSource(rng, ["x"]), "real", 1600)
    assert max(values) > 1000
    assert min(values) < -1000
    assert 0 < min(abs(x) for x in values if x) < fmpq(1, 1000)
    assert 0 in values


def test_a_boundary_that_belongs_to_the_domain_is_tried(rng):
    assert 0 in _draw(RealSource(rng, ["x"]), "nonnegative", READABLE_POINTS)


def test_the_first_values_are_small_fractions(rng):
    values = _draw(RealSource(rng, ["x"]), "unit", READABLE_POINTS)
    assert all(x.q <= 10 for x in values)
    assert values[0] == fmpq(1, 2)


def test_symbols_differ_at_the_first_point(rng):
    source = RealSource(rng, ["x", "y", "z"])
    source.begin(0)
    domain = parse_domain("real")
    assert len({str(source.scalar(domain, name)) for name in "xyz"}) == 3


@pytest.mark.parametrize("kind", ["unit", "real"])
def test_no_hundredth_of_the_interval_is_left_out(kind, rng):
    values = np.array([float(x.p) / float(x.q) for x in _draw(RealSource(rng, ["x"]), kind, 320)])
    low, high = (0, 1) if kind == "unit" else (-10, 10)
    inside = np.sort(values[(values >= low) & (values <= high)])
    assert np.diff(np.concatenate([[low], inside, [high]])).max() < (high - low) / 100


def test_boxes_of_one_per_cent_of_a_square_are_met(rng):
    source, domain, points = RealSource(rng, ["x", "y"]), parse_domain("unit"), []
    for turn in range(480):
        source.begin(turn)
        points.append([source.scalar(domain, name) for name in "xy"])
    points = np.array([[float(x.p) / float(x.q) for x in point] for point in points])
    for _ in range(300):
        corner = np.array([rng.uniform(0, 0.9), rng.uniform(0, 0.9)])
        assert ((points > corner) & (points < corner + 0.1)).all(axis=1).any(), corner


def test_matrices_are_of_their_kind(rng):
    source = RealSource(rng, [])
    for turn in range(40):
        source.begin(turn)
        arrays = {}
        for kind in ("matrix", "symmetric", "posdef"):
            matrix = source.matrix(kind, 3, 3)
            entries = [float(x.p) / float(x.q) for x in matrix.entries]
            arrays[kind] = np.reshape(entries, (3, 3))
        assert (arrays["symmetric"] == arrays["symmetric"].T).all()
        assert (arrays["posdef"] == arrays["posdef"].T).all()
        assert np.linalg.eigvalsh(arrays["posdef"])[0] > 0


def test_some_vectors_are_positive_throughout_and_some_are_not(rng):
    source = RealSource(rng, [])
    signs = set()
    for turn in range(100):
        source.begin(turn)
        signs.add(all(entry > 0 for entry in source.matrix("matrix", 5, 1).entries))
    assert signs == {True, False}


def test_positive_definite_matrices_are_of_all_scales(rng):
    source, values = RealSource(rng, []), []
    for turn in range(60):
        source.begin(turn)
        values.append(source.matrix("posdef", 1, 1).entries[0])
    assert min(values) < fmpq(1, 4)
    assert max(values) > 2


def test_positive_functions_are_of_all_scales(rng):
    source, values = RealSource(rng, []), []
    for turn in range(60):
        source.begin(turn)
        values.append(Balls().less(source.function(True)(0, fmpq(1, 3), Balls()), fmpq(1, 2)))
    assert set(values) == {True, False}


def test_entries_of_a_matrix_differ_in_size_and_some_are_zero(rng):
    source, ratios, zeros = RealSource(rng, []), [], 0
    for turn in range(200):
        source.begin(turn)
        sizes = sorted(abs(entry) for entry in source.matrix("matrix", 3, 1).entries)
        zeros += sizes[0] == 0
        ratios += [sizes[-1] / sizes[0]] if sizes[0] else []
    assert zeros
    assert max(ratios) > 10_000


def test_functions_begin_readable_and_become_general(rng):
    source = RealSource(rng, [])
    source.begin(0)
    assert str(source.function(False)) == "x**2 + x"
    source.begin(100)
    assert "sin" in str(source.function(False))


def test_residues_of_a_function_depend_on_argument_and_order_alone(rng):
    field = Field(random_prime(rng), rng)
    source = ResidueSource(field)
    function, x = source.function(False), field.random()
    shifted = field.add(field.add(x, fmpq(1, 3)), fmpq(-1, 3))
    assert function(0, x, field) == function(0, shifted, field)
    assert function(1, x, field) != function(0, x, field)
    assert function(0, fmpq(1, 2), Balls()) == function(0, field.inexact(fmpq(1, 2)), field)


def test_symmetric_matrices_of_residues_are_symmetric(rng):
    source = ResidueSource(Field(random_prime(rng), rng))
    for kind in ("symmetric", "posdef"):
        matrix = source.matrix(kind, 4, 4)
        assert matrix.entries == matrix.transposed.entries
    assert source.matrix("matrix", 4, 4).entries != source.matrix("matrix", 4, 4).entries


def test_sines_that_vanish_at_short_decimals_do_not_vanish_at_all_points(rng):
    """As sin(12000*pi*x) does, for all short decimals and small fractions."""
    values = _draw(RealSource(rng, ["x"]), "real", 32)
    assert any((12_000 * x).q != 1 and abs(x) < 10 for x in values)
    source = RealSource(rng, [])
    source.begin(READABLE_POINTS)
    assert any((32 * x).q != 1 for x in source.matrix("matrix", 3, 3).entries)


@pytest.mark.parametrize("kind", ["real", "positive", "nonnegative", "unit", "size"])
def test_many_points_lie_in_the_domain_and_cover_it(kind, rng):
    values = np.sort(many_points({"x": parse_domain(kind)}, 2048, rng, anchors={})["x"])
    assert all(_INSIDE[kind](fmpq(*float(x).as_integer_ratio())) for x in values)
    low, high = {"real": (-10, 10), "unit": (0, 1), "size": (1, 10)}.get(kind, (0, 10))
    inside = values[(values >= low) & (values <= high)]
    assert np.diff(np.concatenate([[low], inside, [high]])).max() < (high - low) / 500
    if kind != "unit":
        assert values[-1] > 1e6
    assert values[0] - low < 1e-6 or kind == "real"


def test_many_points_meet_a_thousandth_of_a_square(rng):
    points = many_points({name: parse_domain("unit") for name in "xy"}, 2048, rng, anchors={})
    side = 0.05
    for _ in range(300):
        x, y = rng.uniform(0, 1 - side), rng.uniform(0, 1 - side)
        inside = (points["x"] > x) & (points["x"] < x + side)
        assert (inside & (points["y"] > y) & (points["y"] < y + side)).any(), (x, y)


def test_entries_and_items_have_the_scale_that_is_asked_for(rng):
    source = RealSource(rng, ["x"])
    scale = fmpq(1, 10**9)
    source.begin(50, scale=scale)
    values = [*source.matrix("matrix", 4, 4).entries, *source.matrix("posdef", 3, 3).entries]
    values += [source.scalar(parse_domain("real"), "") for _ in range(20)]
    assert all(abs(value) <= 30 * scale for value in values)
    named = [source.scalar(parse_domain("positive"), "x") for _ in range(40)]
    assert any(value > 1000 * scale for value in named)
    entries = []
    for turn in range(51, 91):
        source.begin(turn)
        entries += source.matrix("matrix", 4, 4).entries
    assert any(abs(entry) > 1000 * scale for entry in entries)


def test_anchors_are_among_many_points(rng):
    anchors = {"x": [Fraction(1, 10**12), Fraction(12345)]}
    values = many_points({"x": parse_domain("positive")}, 2048, rng, anchors=anchors)["x"]
    assert {1e-12, 12345.0} <= set(values)


def test_a_number_below_a_limit_is_the_one_that_randrange_draws():
    limits = [1, 2, 3, 5, 64, 65, 2001, 2**40]
    ours, theirs = Random(7), Random(7)
    for limit in limits * 50:
        assert below(ours, limit) == theirs.randrange(limit)
