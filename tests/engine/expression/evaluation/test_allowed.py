"""Numbers that a question allows: whole ones in rows, and others at points."""

from random import Random

import pytest
from flint import fmpq

from autograder.expression.budget import OverBudget
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.allowed import Statement, is_allowed, range_of, settle
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource
from autograder.expression.text import parse


def _plan(rng, *conditions, text="n*m", **domains):
    symbols = {name: parse_domain(domain) for name, domain in domains.items()}
    conditions = [parse(condition, symbols) for condition in conditions]
    integers = IntegerNames.of([parse(text, symbols)], symbols, conditions=conditions)
    return integers, integers.plan(rng, large=True)


def test_all_rows_meet_the_conditions_and_many_are_left(rng):
    _, plan = _plan(rng, "n < m", n="natural", m="natural")
    assert all(row["n"] < row["m"] for row in plan)
    small = {(row["n"], row["m"]) for row in plan if row["m"] <= 7}
    assert small == {(n, m) for m in range(1, 8) for n in range(1, m)}
    assert max(row["n"] for row in plan) > 900


def test_rows_are_looked_for_where_conditions_leave_few(rng):
    _, plan = _plan(rng, "n == m*k", text="n*m*k", n="natural", m="natural", k="natural")
    assert all(row["n"] == row["m"] * row["k"] for row in plan)
    found = {(row["k"], row["m"], row["n"]) for row in plan}
    assert {(1, 1, 1), (7, 1, 7)} <= found
    assert len(found) > 10  # of the sixteen up to 7, and beyond


def test_conditions_that_contradict_each_other_leave_nothing(rng):
    with pytest.raises(OverBudget, match="no whole numbers"):
        _plan(rng, "n < m", "m < n", n="natural", m="natural")


def test_all_numbers_of_a_range_are_tried_and_no_others(rng):
    _, plan = _plan(rng, text="n", n="integers[-2,3]")
    assert {row["n"] for row in plan} == set(range(-2, 4))
    _, plan = _plan(rng, text="n + T", n="integers[0,T-1]", T="natural")
    assert all(0 <= row["n"] < row["T"] for row in plan)
    assert {(row["n"], row["T"]) for row in plan} >= {
        (n, T) for T in range(1, 8) for n in (0, T - 1)
    }


def test_the_ends_of_a_long_range_are_tried(rng):
    _, plan = _plan(rng, text="n", n="integers[0,1000]")
    assert {0, 1, 500, 999, 1000} <= {row["n"] for row in plan}


def test_the_numbers_of_a_witness_are_completed_to_an_allowed_row(rng):
    integers, _ = _plan(rng, "n < m", n="natural", m="natural")
    assert integers.first(known={"n": 5})["m"] > 5
    assert integers.first(known={"n": 5})["n"] == 5


def test_ranges_are_those_of_the_row():
    assert range_of(parse_domain("integers[1-n,2*n]"), {"n": 3}) == (-2, 6)
    assert range_of(parse_domain("index[d]"), {"d": 4}) == (1, 4)
    assert range_of(parse_domain("natural"), {}) is None
    assert Statement({"i": parse_domain("index[d]")}, ()).allows({"i": 2, "d": 2})
    assert not Statement({"i": parse_domain("index[d]")}, ()).allows({"i": 3, "d": 2})


@pytest.mark.parametrize(
    ("conditions", "domain"),
    [
        (["x < y", "y < z"], "real"),
        (["x + y + z <= 1"], "unit"),
        (["x + y + z <= 1", "x > y"], "probability"),
        (["x >= y or y >= z"], "size"),
    ],
)
def test_points_meet_conditions_on_real_numbers(conditions, domain):
    """Seeds 0 to 39; nearly all points can be made to."""
    symbols = {name: parse_domain(domain) for name in "xyz"}
    conditions = [parse(text, symbols) for text in conditions]
    settled = 0
    for turn in range(40):
        source = RealSource(Random(turn), ["x", "y", "z"])
        source.begin(turn)
        point = Point(symbols, {}, source)
        if settle(point, conditions, symbols):
            settled += 1
            assert is_allowed(point, conditions)
            x, y, z = (point.values[name] for name in "xyz")
            assert domain != "size" or min(x, y, z) >= 1
            assert domain != "unit" or 0 < min(x, y, z) <= x + y + z <= 1
            assert domain != "real" or x < y < z
    assert settled >= 30


def test_an_impossible_condition_is_not_met():
    symbols = {"x": parse_domain("positive")}
    point = Point(symbols, {}, RealSource(Random(1), ["x"]))
    assert not settle(point, [parse("x < 0")], symbols)
    assert point.value("x") > fmpq(0)
