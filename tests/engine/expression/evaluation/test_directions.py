"""Which way products run follows from what is stated, and from nothing else."""

import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.directions import Direction, Span, direction, open_products
from autograder.expression.text import parse

_UP, _DOWN, _OPEN = Direction.UP, Direction.DOWN, Direction.OPEN


def _direction(first, last, *, spans=(), conditions=(), **domains):
    return direction(
        parse(first),
        parse(last),
        spans=[Span(name, parse(lower), parse(upper)) for name, lower, upper in spans],
        symbols={name: parse_domain(text) for name, text in domains.items()},
        conditions=[parse(text) for text in conditions],
    )


@pytest.mark.parametrize(
    ("first", "last", "way"),
    [
        ("T", "1", _DOWN),
        ("T + 2", "1", _DOWN),
        ("1", "T", _UP),
        ("1", "T - 1", _UP),
        ("1", "T - 5", _UP),
        ("1", "n - m", _UP),
        ("2*T", "T", _DOWN),
        ("T - 2", "1", _DOWN),
        ("T + s", "s", _DOWN),
        ("5", "1", _DOWN),
        ("2", "1", _UP),
        ("1", "0", _UP),
        ("5", "n", _UP),
        ("n", "7", _OPEN),
        ("T", "t + 1", _OPEN),
        ("2*T", "s", _OPEN),
        ("T", "T + 1", _UP),
        ("1", "floor(n/2)", _UP),
        ("floor(n/2)", "1", _DOWN),
        ("a*b*c*d*e*f*g", "1", _DOWN),
        ("sin(T)", "1", _OPEN),
        ("a + b", "c + e", _OPEN),
        ("a + b + c + e", "c + 1", _DOWN),
        ("c", "a + b + c + e + f", _UP),
    ],
)
def test_limits_run_the_way_that_they_do_for_all_but_the_smallest_numbers(first, last, way):
    assert _direction(first, last) is way


@pytest.mark.parametrize(
    ("conditions", "way"),
    [
        (["t <= T"], _DOWN),
        (["t < T"], _DOWN),
        (["T >= t"], _DOWN),
        (["T - t >= 3"], _DOWN),
        (["t <= s", "s <= T"], _DOWN),
        (["t == 2*s", "T == 3*s"], _DOWN),
        (["T <= t"], _UP),
        (["t <= s"], _OPEN),
        (["t <= T + 100"], _OPEN),
    ],
)
def test_a_stated_order_tells_which_way(conditions, way):
    assert _direction("T", "t + 1", conditions=conditions) is way


@pytest.mark.parametrize(
    ("span", "first", "last", "way"),
    [
        (("j", "1", "t"), "t", "j + 1", _DOWN),
        (("j", "1", "t - 1"), "t - 1", "j", _DOWN),
        (("j", "1", "t"), "j + 1", "t", _UP),
        (("j", "t", "T"), "t", "j", _UP),
        (("j", "1", "s"), "t", "j + 1", _OPEN),
    ],
)
def test_the_bounds_of_bound_indices_count(span, first, last, way):
    assert _direction(first, last, spans=[span]) is way


def test_the_range_of_an_index_or_a_number_counts():
    assert _direction("T", "t + 1", t="integers[0,T]") is _DOWN
    assert _direction("d", "i", i="index[d]") is _DOWN
    assert _direction("i", "d", i="index[d]") is _UP
    assert _direction("T", "t + 1", t="integers[0,n]") is _OPEN


def test_numbers_below_zero_are_possible_for_integers():
    assert _direction("n", "1", n="integer") is _OPEN
    assert _direction("n", "1", n="natural") is _DOWN


def test_the_same_product_in_two_sums_is_looked_at_in_both():
    """One object stands in a sum in which the order is known and in one in which it is not."""
    symbols = {"A": parse_domain("sequence[matrix[d,d]]"), "x": parse_domain("sequence[real]")}
    tree = parse(
        "Sum(Product(A[k], (k, t, j)), (j, 1, t)) + Sum(Product(A[k], (k, t, j)), (j, 1, s))",
        symbols,
    )
    found = list(open_products(tree, symbols=symbols, conditions=()))
    assert [of_matrices for _, of_matrices in found] == [True]
    numbers = parse("Product(x[k], (k, n, 7))", symbols)
    assert [m for _, m in open_products(numbers, symbols=symbols, conditions=())] == [False]
