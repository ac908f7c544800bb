"""Decisions modulo a prime."""

import pytest

from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.comparison.algebra import search_in_field
from autograder.expression.comparison.findings import Disagreement, Pair, Sameness, Undetermined
from autograder.expression.evaluation.model import ComparisonSetting


@pytest.fixture
def search(read):
    def search_texts(expected, submitted, steps=10**6, seed=0, **texts):
        symbols, expected, submitted = read(texts, expected, submitted)
        setting = ComparisonSetting(symbols, (), seed, Budget())
        return search_in_field(Pair(expected, submitted, setting), Meter(steps))

    return search_texts


def test_equal_polynomials_agree_with_a_bound(search):
    finding = search("(x + y)**3", "x**3 + 3*x**2*y + 3*x*y**2 + y**3", x="real", y="unit")
    assert finding == Sameness("2**-52")


def test_the_bound_weakens_with_the_degree(search):
    bounds = [search(f"x**{k}*(x - x**2)", f"x**{k + 1} - x**{k + 2}", x="real").bound
              for k in (1, 1000, 10**6)]  # fmt: skip
    bits = [int(bound.removeprefix("2**-")) for bound in bounds]
    assert bits[0] > bits[1] > bits[2] > 30


def test_a_degree_that_leaves_no_certainty_is_left_to_others(search):
    with pytest.raises(Unsupported, match="degree"):
        search("x**(10**18)*x", "x*x**(10**18)", x="real")


@pytest.mark.parametrize("seed", range(5))
def test_a_difference_at_one_size_is_found_there(search, seed):
    # The product vanishes unless n is 5.
    finding = search(
        "x", "x + (n-1)*(n-2)*(n-3)*(n-4)*(n-6)*(n-7)*x*trace(eye(n))", x="real", n="natural",
        seed=seed,
    )  # fmt: skip
    assert isinstance(finding, Disagreement)
    assert finding.sizes["n"] not in (1, 2, 3, 4, 6, 7)


def test_an_arbitrary_function_has_no_properties(search):
    assert isinstance(search("s(x + 1)", "s(1 + x)", x="real", s="function"), Sameness)
    assert isinstance(search("s(2*x)", "2*s(x)", x="real", s="function"), Disagreement)
    assert isinstance(search("s(x)", "s(-x)", x="real", s="function"), Disagreement)


def test_isolated_points_and_integers_do_not_count(search):
    assert isinstance(search("1", "x/x", x="real"), Sameness)
    assert isinstance(search("n", "n*(n - 3)/(n - 3)", n="natural"), Sameness)
    assert isinstance(search("x**n", "x**n*(n - 3)/(n - 3)", n="natural", x="real"), Sameness)


def test_an_answer_that_is_defined_nowhere_differs(search):
    finding = search("x", "x/(y - y)", x="real", y="real")
    assert isinstance(finding, Disagreement)
    assert finding.undefined == "a division by zero"


def test_a_reference_that_is_defined_nowhere_decides_nothing(search):
    finding = search("x/(y - y)", "x", x="real", y="real")
    assert isinstance(finding, Undetermined)


def test_a_singular_matrix_has_no_inverse(search):
    finding = search("x.T*x", "x.T*x*trace(inv(x*x.T))", x="vector[d]")
    assert isinstance(finding, Disagreement)


@pytest.mark.parametrize("text", ["exp(x)", "abs(x)", "x**(1/2)", "Max(x, 0)", "sqrt(2)*x"])
def test_what_is_not_rational_is_left_to_others(search, text):
    with pytest.raises(Unsupported):
        search("x", text, x="real")


def test_work_is_bounded(search):
    with pytest.raises(OverBudget):
        search("trace(A*A*A)", "trace(A*A*A)*1", A="matrix[n,n]", steps=500)


def test_the_same_seed_gives_the_same_finding(search):
    texts = {"x": "real", "A": "matrix[n,k]"}
    findings = [search("trace(A*A.T)", "trace(A.T*A)", seed=7, **texts) for _ in range(2)]
    assert findings[0] == findings[1]
