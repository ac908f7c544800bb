"""Points keep what they have drawn, and have neighbours in the same domains."""

import numpy as np
import pytest
from flint import fmpq

from autograder.expression.arithmetics.scalars import Undefined
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "x": "real", "u": "unit", "b": "nonnegative", "n": "size", "v": "vector[d]",
        "S": "symmetric[d]", "P": "posdef[d]", "g": "sequence[vector[d]]", "s": "function",
        "r": "positive_function", "one": "vector[1]", "k": "natural", "m": "matrix[d-1,d]",
        "t": "sequence[natural]", "j": "sequence[index[d]]",
    }.items()
}  # fmt: skip


@pytest.fixture
def point(rng):
    source = RealSource(rng, ["x", "u", "b", "n"])
    source.begin(50)
    return Point(_SYMBOLS, {"d": 3, "k": 5}, source)


def test_values_are_drawn_once(point):
    for name in ("x", "v", "S"):
        assert point.value(name) is point.value(name)
    assert point.item("g", 4) is point.item("g", 4)
    assert point.item("g", 4) is not point.item("g", 5)
    assert point.function("s") is point.function("s")


def test_integers_have_the_values_that_they_were_given(point):
    assert point.value("k") == 5
    assert point.value("d") == 3


def test_a_vector_of_one_entry_is_a_number(point):
    assert type(point.value("one")) is fmpq


def test_a_matrix_without_entries_does_not_exist(rng):
    point = Point(_SYMBOLS, {"d": 1}, RealSource(rng, []))
    with pytest.raises(Undefined):
        point.value("m")


def test_a_neighbour_is_close_different_and_in_the_same_domains(point, rng):
    names = ["x", "u", "b", "n", "v", "S", "P"]
    for name in names:
        point.value(name)
    point.item("g", 1)
    point.item("t", 1)
    for _ in range(20):
        near = point.neighbour(rng)
        for name in names:
            values = [
                np.array([float(e.p) / float(e.q) for e in getattr(v, "entries", (v,))])
                for v in (point.value(name), near.value(name))
            ]
            assert np.allclose(*values, rtol=1e-12, atol=1e-12)
            assert str(near.value(name)) != str(point.value(name))
        assert 0 < near.value("u") < 1
        assert near.value("b") >= 0
        assert near.value("n") >= 1
        for name in ("S", "P"):
            assert near.value(name).entries == near.value(name).transposed.entries
        assert near.item("t", 1) == point.item("t", 1)
        assert near.item("g", 1) is not point.item("g", 1)


def test_items_that_are_indices_lie_in_their_dimension(point):
    values = {int(point.item("j", k).p) for k in range(100)}
    assert values == {1, 2, 3}


def test_nodes_of_an_average_are_the_same_for_all_that_are_averaged_alike(point):
    gaussian = parse_domain("gaussian[d]")
    assert point.node("E", gaussian, 0) is point.node("E", parse_domain("gaussian[d]"), 0)
    assert point.node("E", gaussian, 0) is not point.node("integral", gaussian, 0)
