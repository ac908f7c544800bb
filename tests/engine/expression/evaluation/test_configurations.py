"""Which integers are tried."""

from itertools import combinations
from random import Random

import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.text import parse


def _integers(text, *, defined=(), only_exact=False, **domains):
    symbols = {name: parse_domain(domain) for name, domain in domains.items()}
    root = parse(text, symbols)
    return IntegerNames.of([root], symbols, defined=defined, only_exact=only_exact)


def _plan(integers, *, large=False):
    return integers.plan(Random(0), large=large)


def test_all_values_from_1_to_7_of_one_name_are_tried():
    plan = _plan(_integers("x.T*x", x="vector[d]"))
    assert sorted(sizes["d"] for sizes in plan) == [1, 2, 3, 4, 5, 6, 7]
    assert plan[0] == {"d": 2}


@pytest.mark.parametrize("count", [2, 3, 5, 8])
def test_all_pairs_of_values_of_any_two_names_are_tried(count):
    names = [f"n{i}" for i in range(count)]
    text = "*".join(f"Sum(i, (i, 1, {name}))" for name in names)
    plan = _plan(_integers(text, **dict.fromkeys(names, "natural")))
    for one, other in combinations(names, 2):
        assert len({(sizes[one], sizes[other]) for sizes in plan}) == 49


def test_the_first_values_are_small_and_differ():
    plan = _plan(_integers("A*B*C", A="matrix[n,m]", B="matrix[m,k]", C="matrix[k,n]"))
    assert plan[0] == {"k": 2, "m": 3, "n": 4}


def test_more_than_eight_names_have_values_too():
    names = [f"n{i}" for i in range(12)]
    plan = _plan(_integers("+".join(f"2**{n}" for n in names), **dict.fromkeys(names, "natural")))
    assert all(set(sizes.values()) <= set(range(1, 8)) for sizes in plan)
    assert all({sizes[name] for sizes in plan} == set(range(1, 8)) for name in names)


def test_indices_stay_inside_their_dimension():
    plan = _plan(_integers("A[i,j]", A="matrix[n,m]", i="index[n]", j="index[m]"))
    assert all(1 <= sizes["i"] <= sizes["n"] and 1 <= sizes["j"] <= sizes["m"] for sizes in plan)


def test_integers_are_negative_and_zero_too():
    plan = _plan(_integers("2**k", k="integer"))
    assert {sizes["k"] for sizes in plan} >= {-2, -1, 0, 1, 2}


def test_integers_reach_7_either_way():
    values = {sizes["k"] for sizes in _plan(_integers("2**k", k="integer"), large=True)}
    assert values >= {-7, 7, 101}
    assert {5, 6, 7} <= {sizes["k"] for sizes in _plan(_integers("2**k*j", k="integer"))}


def test_large_integers_are_negative_too():
    """Far below −7, where a clamp such as int8's begins."""
    assert min(sizes["k"] for sizes in _plan(_integers("2**k", k="integer"), large=True)) < -128


def test_large_values_come_together_too():
    """Numbers above 64, limits above 8: the smaller of two is then large."""
    plan = _plan(_integers("n*m", n="natural", m="natural"), large=True)
    assert any(min(sizes["n"], sizes["m"]) > 64 for sizes in plan)
    limits = _integers("Sum(Sum(i*j, (i, 1, n)), (j, 1, m))", n="natural", m="natural")
    assert any(min(sizes["n"], sizes["m"]) > 8 for sizes in _plan(limits, large=True))


@pytest.mark.parametrize("block", [8, 16, 32, 64])
def test_large_values_are_multiples_of_blocks_and_one_less(block):
    values = {sizes["n"] for sizes in _plan(_integers("2**n", n="natural"), large=True)}
    assert {0, block - 1} <= {value % block for value in values}


def test_all_names_together_have_each_value_once():
    names = ["n", "m", "k", "r"]
    text = "*".join(f"Sum(i, (i, 1, {name}))" for name in names)
    plan = _plan(_integers(text, **dict.fromkeys(names, "natural")))
    for value in range(1, 8):
        assert dict.fromkeys(names, value) in plan


def test_an_index_into_a_defined_sequence_has_defined_neighbours():
    symbols = {"h": "sequence[real]", "t": "natural"}
    plan = _plan(_integers("h[t + 1]", defined=("h",), **symbols))
    assert {sizes["t"] for sizes in plan} == {2, 3, 4, 5, 6, 7}


def test_large_values_are_tried_where_they_are_cheap():
    plan = _plan(_integers("beta**t", beta="unit", t="natural"), large=True)
    assert max(sizes["t"] for sizes in plan) > 100
    plan = _plan(_integers("Sum(i, (i, 1, t))", t="natural"), large=True)
    assert 7 < max(sizes["t"] for sizes in plan) < 50
    plan = _plan(_integers("d*norm(q)", q="vector[d]", d="natural"), large=True)
    assert 7 < max(sizes["d"] for sizes in plan) < 50


def test_algebra_holds_only_those_symbols_to_integers_that_must_be_known():
    symbols = {"n": "natural", "m": "natural", "x": "real"}
    assert _integers("n*x**m", only_exact=True, **symbols).names == ("m",)
    assert _integers("n*x**m", **symbols).names == ("m", "n")


def test_a_size_is_a_real_number_unless_it_counts():
    symbols = {"n": "size", "m": "size"}
    assert _integers("exp(n) + Sum(i, (i, 1, m))", **symbols).names == ("m",)
    assert _integers("x**n", only_exact=True, x="real", **symbols).names == ("n",)


def test_dimensions_of_what_is_averaged_over_are_known():
    assert _integers("E(w.T*w, w)", w="gaussian[d]").names == ("d",)


def test_the_values_are_described():
    integers = _integers("x.T*x", x="vector[d]")
    assert integers.describe([{"d": 3}, {"d": 1}]) == " at d in {1, 3}"
    integers = _integers("A*A.T", A="matrix[n,k]")
    assert integers.describe([{"n": 3, "k": 2}]) == " at (k,n) in {(2,3)}"
    many = integers.describe([{"n": i, "k": i} for i in range(1, 30)])
    assert "…" in many
    assert "(29,29)" in many
    assert _integers("x", x="real").describe([{}]) == ""


def test_a_plan_that_was_asked_for_before_is_the_same_and_so_is_the_randomness_after_it():
    """What is remembered of a plan shows neither in its rows nor in what is drawn next."""
    integers = _integers("A[i,j]", A="matrix[n,m]", i="index[n]", j="index[m]")
    first, second = Random(5), Random(5)
    plan = integers.plan(first, large=True)
    expected = [dict(row) for row in plan]
    plan[0]["n"] = 1000
    plan.clear()
    assert integers.plan(second, large=True) == expected
    assert first.random() == second.random()
    assert integers.plan(Random(6), large=True) != expected
