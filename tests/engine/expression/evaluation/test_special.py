"""Vectors and matrices with tied entries have, exactly, what their domains promise."""

from random import Random

import pytest
from flint import fmpq, fmpq_mat

from autograder.expression.arithmetics.field import Field, random_prime
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource, ResidueSource
from autograder.expression.evaluation.special import SPECIAL_KINDS, affine, near

_TURNS = 60
_MANY_TURNS = 300  # a distribution is even in one of a dozen turns


def _drawn(kind, size, rng, turns=_TURNS):
    source = RealSource(rng, [])
    domain = parse_domain(f"{kind}[n]")
    for turn in range(turns):
        source.begin(turn)
        yield Point({"x": domain}, {"n": size}, source).value("x")


def _has_what_is_promised(kind, value):
    entries, size = value.entries, value.rows
    if kind == "distribution":
        return value.columns == 1 and min(entries) > 0 and sum(entries) == 1
    if kind == "one_hot":
        return value.columns == 1 and sorted(entries) == [0] * (size - 1) + [1]
    square = fmpq_mat(size, size, list(entries))
    is_orthogonal = square * square.transpose() == fmpq_mat(
        size, size, [fmpq(i == j) for i in range(size) for j in range(size)]
    )
    return is_orthogonal and (kind == "orthogonal" or set(entries) <= {0, 1})


@pytest.mark.parametrize("kind", sorted(SPECIAL_KINDS))
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_values_and_their_neighbours_are_in_the_domain(kind, size, rng):
    for value in _drawn(kind, size, rng):
        assert _has_what_is_promised(kind, value)
        assert _has_what_is_promised(kind, near(value, kind, rng))


def test_all_one_hot_vectors_and_permutations_occur(rng):
    assert len({value.entries for value in _drawn("one_hot", 3, rng)}) == 3
    assert len({value.entries for value in _drawn("permutation", 3, rng)}) == 6


def test_orthogonal_matrices_turn_and_reflect(rng):
    determinants = {
        fmpq_mat(3, 3, list(value.entries)).det() for value in _drawn("orthogonal", 3, rng)
    }
    assert determinants == {1, -1}


def test_distributions_are_even_and_uneven(rng):
    values = list(_drawn("distribution", 3, rng, _MANY_TURNS))
    assert any(len(set(value.entries)) == 1 for value in values)
    assert any(max(value.entries) > fmpq(99, 100) for value in values)


def test_neighbours_differ_where_there_are_any(rng):
    for kind, moves in (("distribution", True), ("orthogonal", True), ("permutation", False)):
        value = next(_drawn(kind, 3, rng))
        close = near(value, kind, rng)
        assert (close != value) is moves
        assert all(
            abs(a - b) < fmpq(1, 2**40) for a, b in zip(value.entries, close.entries, strict=True)
        )


def test_residues_of_a_distribution_sum_to_one(rng):
    field = Field(random_prime(rng), rng)
    point = Point({"y": parse_domain("distribution[k]")}, {"k": 4}, ResidueSource(field))
    entries = point.value("y").entries
    assert field.equal(sum(entries[1:], entries[0]), fmpq(1))
    assert len({int(entry) for entry in entries}) == 4
    assert affine(1, field.random).entries == (1,)


def test_a_number_of_a_range_that_is_drawn_is_in_it():
    point = Point(
        {"n": parse_domain("sequence[integers[-1,k]]")}, {"k": 2}, RealSource(Random(0), [])
    )
    assert {int(point.item("n", i)) for i in range(60)} == {-1, 0, 1, 2}
