"""The arithmetic that fits is chosen, and another if it does not do."""

import pytest

from autograder.expression.budget import Budget, Meter
from autograder.expression.comparison.findings import Disagreement, Pair, Sameness, Undetermined
from autograder.expression.comparison.search import search
from autograder.expression.evaluation.model import ComparisonSetting


@pytest.fixture
def find(read):
    def find_in_texts(expected, submitted, steps=400_000, **texts):
        symbols, expected, submitted = read(texts, expected, submitted)
        setting = ComparisonSetting(symbols, (), 0, Budget())
        return search(Pair(expected, submitted, setting), Meter(steps))

    return find_in_texts


def test_rational_expressions_are_decided_modulo_a_prime(find):
    assert find("x*(x + 1)", "x**2 + x", x="real") == Sameness("2**-52")


def test_a_rational_difference_has_a_real_witness(find):
    finding = find("x**2", "x**3", x="unit")
    assert isinstance(finding, Disagreement)
    assert (str(finding.expected), str(finding.submitted)) == ("1/4", "1/8")


def test_a_rational_difference_at_one_integer_has_its_witness_there(find):
    finding = find("x", "x + binomial(n, 7)*x", x="real", n="natural")
    assert finding.sizes["n"] >= 7
    assert finding.point is not None


def test_the_imaginary_unit_is_followed(find):
    assert isinstance(find("cos(x)", "(exp(I*x) + exp(-I*x))/2", x="real"), Sameness)
    assert isinstance(find("-1", "exp(I*pi)"), Sameness)
    assert isinstance(find("sin(x)", "(exp(I*x) - exp(-I*x))/2", x="real"), Disagreement)
    assert isinstance(find("x", "sqrt(-x**2)/I", x="positive"), Sameness)


def test_without_it_values_stay_real(find):
    finding = find("pi*x", "pi*sqrt(x)**2", x="real")
    assert isinstance(finding, Disagreement)
    assert finding.undefined


def test_expectations_are_taken_in_closed_form_where_there_is_one(find):
    assert find("E(z**2, z)", "1", z="gaussian") == Sameness("2**-64")


def test_without_a_closed_form_linearity_may_do(find):
    finding = find("E(2*tanh(w.T*a), w)", "E(tanh(a.T*w), w)*2", w="gaussian[d]", a="vector[d]")
    assert isinstance(finding, Sameness)
    assert finding.bound.endswith("for every linear functional in place of the average")


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("E(Max(z, 0), z)", "E(z, z)"),
        ("E(abs(z), z)", "E(Max(z, 0), z)"),
        ("E(Max(-z, 0), z)", "0"),
        ("E(Max(z, 0)**2, z)", "E(z**2, z)"),
        ("E(abs(z), z)", "E(z**2/2, z)"),
        ("E(tanh(z)**2, z)", "tanh(2)*E(tanh(z), z)"),
        ("E(Max(w[1], -3), w)", "E(w[1], w)"),
        ("E(maxabs(w), w)", "E(Min(maxabs(w), 3), w)"),
        ("E(Max(z, 0)**n, z)", "E(Min(Max(z, 0), 4)**n, z)"),
    ],
)
def test_averages_of_nothing_but_their_variable_are_told_apart(find, expected, submitted):
    """Values at two or three points of what is averaged say nothing."""
    texts = {"z": "gaussian", "w": "gaussian[d]", "n": "natural"}
    assert isinstance(find(expected, submitted, **texts), Disagreement)


def test_small_averages_are_compared_as_closely_as_others(find):
    tail = find("E(a*Max(z - 9, 0), z)", "2*E(a*Max(z - 9, 0), z)", a="unit", z="gaussian")
    assert isinstance(tail, Disagreement)
    small = find("E(Max(z, 0)/10**20, z)", "E(2*Max(z, 0)/10**20, z)", z="gaussian")
    assert isinstance(small, Disagreement)
    none = find("E(Max(z, 0)/10**20, z)", "E(Max(-z, 0)/10**20, z)", z="gaussian")
    assert isinstance(none, Sameness)


def test_a_dimension_that_an_average_does_not_depend_on_has_a_size_all_the_same(find):
    finding = find("E(abs(w[1]), w)", "1", w="gaussian[d]")
    assert isinstance(finding, Disagreement)
    assert finding.sizes.keys() == finding.point.sizes.keys() == {"d"}


def test_where_a_closed_form_takes_too_long_linearity_is_tried(find):
    texts = {"A": "matrix[n,n]", "B": "matrix[n,n]", "w": "gaussian[n]", "s": "function"}
    finding = find("E(A*s(B*w), w)", "A*E(s(B*w), w)", **texts)
    assert isinstance(finding, Sameness)


def test_in_one_variable_quadrature_decides_the_rest(find):
    finding = find("E(z*tanh(z), z)", "E(1 - tanh(z)**2, z)", z="gaussian")
    assert isinstance(finding, Sameness)
    assert "by quadrature" in finding.bound
    assert isinstance(find("E(tanh(z)**2, z)", "1/2", z="gaussian"), Disagreement)


@pytest.mark.parametrize(
    ("expected", "right", "wrong"),
    [
        ("E(Piecewise((1, z > t), (0, True)), z)", "erfc(t/sqrt(2))/2",
         ["erfc(-t/sqrt(2))/2", "erfc(t)/2", "1/2", "E(Piecewise((1, z > t + 1), (0, True)), z)"]),
        ("E(Piecewise((z, z > t), (0, True)), z)", "exp(-t**2/2)/sqrt(2*pi)",
         ["exp(-t**2)/sqrt(2*pi)", "exp(-t**2/2)", "E(Piecewise((z, z < t), (0, True)), z)"]),
        ("E(Max(z - t, 0), z)", "exp(-t**2/2)/sqrt(2*pi) - t*erfc(t/sqrt(2))/2",
         ["exp(-t**2/2)/sqrt(2*pi)", "1/sqrt(2*pi) - t/2"]),
        ("E(Max(z, Max(2*z - 1, 0)), z)",
         "(1 + exp(-1/2))/sqrt(2*pi) - erfc(1/sqrt(2))/2", ["1/sqrt(2*pi)", "1/2"]),
        ("E(sign(z)*z, z)", "sqrt(2/pi)", ["0", "1"]),
        ("E(floor(z), z)", "-1/2", ["0", "1/2"]),
    ],
)  # fmt: skip
def test_steps_and_nested_maxima_are_decided(find, expected, right, wrong):
    """Also for t far out, where an average is smaller than anything that is looked at."""
    assert isinstance(find(expected, right, t="real", z="gaussian"), Sameness)
    for answer in wrong:
        assert isinstance(find(expected, answer, t="real", z="gaussian"), Disagreement), answer


def test_in_several_a_difference_on_a_line_decides(find):
    texts = {"w": "gaussian[d]", "a": "vector[d]", "b": "vector[d]"}
    finding = find("E(tanh(w.T*a)*tanh(w.T*b), w)", "a.T*b", **texts)
    assert isinstance(finding, Disagreement)
    assert finding.sizes["d"] == 1


def test_in_several_what_agrees_on_a_line_is_undetermined(find):
    texts = {"w": "gaussian[d]", "a": "vector[d]"}
    finding = find("E(Max(w.T*a, 0)*norm(w)**2, w)", "norm(a)*(d + 1)/sqrt(2*pi)", **texts)
    assert isinstance(finding, Undetermined)


def test_entries_that_a_sum_runs_over_are_different_variables(find):
    """E|w₁ + … + w_d| is √(2d/π): the sum is not d times one of them."""
    total = "E(abs(Sum(w[i], (i, 1, d))), w)"
    assert not isinstance(find(total, "d*sqrt(2/pi)", w="gaussian[d]"), Sameness)
    assert not isinstance(find(total, "sqrt(2*d/pi)", w="gaussian[d]"), Disagreement)


@pytest.mark.parametrize("feature", [
    "exp(-w.T*{u} - norm({u})**2/2)",
    "exp(-Sum(w[i]*{u}[i], (i, 1, d)) - Sum({u}[i]**2, (i, 1, d))/2)",
    "3**(d/4)*exp(sqrt(3)*w.T*{u} - norm(w)**2/2 - norm({u})**2/2)",
])  # fmt: skip
def test_exponentials_over_several_variables_are_compared_within_the_steps(find, feature):
    """Choromanski et al. 2021, lemma 1: unbiased features of the exponential kernel."""
    product = f"({feature.format(u='q')})*({feature.format(u='k')})/m"
    texts = {"w": "gaussian[d]", "q": "vector[d]", "k": "vector[d]", "m": "natural"}
    finding = find("exp(q.T*k)", f"m*E({product}, w)", d="natural", **texts)
    assert isinstance(finding, Sameness)


def test_in_one_direction_of_several_quadrature_decides(find):
    texts = {"w": "gaussian[d]", "a": "vector[d]"}
    finding = find("E(Max(w.T*a, 0), w)", "norm(a)/sqrt(2*pi)", **texts)
    assert isinstance(finding, Sameness)
    assert "d in {1, 2, 3, 4, 5, 6, 7}" in finding.bound
    finding = find("E(abs(w.T*a), w)", "norm(a)/sqrt(pi)", **texts)
    assert isinstance(finding, Disagreement)


def test_too_much_work_is_undetermined(find):
    finding = find("Sum(sin(i), (i, 1, 9000))", "0", steps=1000)
    assert finding == Undetermined("it takes too many steps to evaluate")


def test_infinite_sums_are_undetermined(find):
    finding = find("Sum(2**(-i), (i, 1, oo))", "1")
    assert isinstance(finding, Undetermined)
