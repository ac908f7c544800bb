"""A function of one product of a Gaussian vector, times what is linear in the vector."""

import numpy as np
import pytest

from autograder.expression.budget import Budget, Meter
from autograder.expression.comparison.findings import Disagreement, Pair, Sameness, Undetermined
from autograder.expression.comparison.projection import ScalarProducts
from autograder.expression.comparison.reduction import reduced
from autograder.expression.comparison.search import search
from autograder.expression.evaluation.model import ComparisonSetting
from autograder.expression.render import plain
from autograder.expression.shape import infer_all
from autograder.expression.tree import Node, postorder

_TEXTS = {
    "w": "gaussian[d]", "a": "vector[d]", "b": "vector[d]", "M": "matrix[n,d]", "c": "real",
    "s": "function",
}  # fmt: skip


@pytest.fixture
def find(read):
    def find(expected, submitted):
        symbols, expected, submitted = read(_TEXTS, expected, submitted)
        return search(
            Pair(expected, submitted, ComparisonSetting(symbols, (), 0, Budget())), Meter(400_000)
        )

    return find


@pytest.fixture
def on_a_line(read):
    def on_a_line(text):
        symbols, tree = read(_TEXTS, text)
        pair = reduced(
            Pair(tree, Node("rational", "0"), ComparisonSetting(symbols, (), 0, Budget()))
        )
        return pair.setting.symbols, tree, pair.expected

    return on_a_line


def _averages(root):
    return [node.name for node in postorder(root) if node.operation == "E"]


@pytest.mark.parametrize(
    "text",
    [
        "E(Max(a.T*w, 0)*w, w)",
        "E(w*tanh(w.T*a), w)",
        "E(tanh(a.T*w)*(b.T*w), w)",
        "E(tanh(a.T*w + c)*(w - b), w)",
        "E(hadamard(tanh(a.T*w)*w, b), w)",
        "E((w[1] + 2)*tanh(a.T*w)*(a.T*w), w)",
        "E(Max(a.T*w, 0)*w/c - b.T*w*ones(d), w)",
        "E(M*w*tanh(a.T*w), w)",
        "E(tanh(a.T*w)*(w*b.T), w)",
        "E(tanh(a.T*w)*w, w) + E(Max(b.T*w, 0)*w, w)",
    ],
)
def test_what_is_linear_besides_needs_one_variable(on_a_line, make_oracle, text):
    """The value is that of Gauss–Hermite quadrature in the plane."""
    symbols, tree, result = on_a_line(text)
    assert set(_averages(result)) == {"′z"}
    oracle = make_oracle(symbols, {"d": 2, "n": 3}, 0)
    expected, found = oracle.value(tree), oracle.value(result)
    assert np.allclose(found, expected, rtol=2e-2, atol=2e-2)


def test_a_direction_of_no_length_has_a_value_too(on_a_line, make_oracle):
    symbols, tree, result = on_a_line("E((1 + tanh(a.T*w))*(w + b), w)")
    oracle = make_oracle(symbols, {"d": 2}, 0)
    oracle.values["a"] = np.zeros((2, 1))
    assert np.allclose(oracle.value(result), oracle.value(tree), atol=1e-9)


def test_what_is_fixed_is_outside_of_the_average(on_a_line):
    result = on_a_line("E(Max(a.T*w, 0)*w, w)")[2]
    assert plain(result).startswith("E(Max(norm(a)*?z, 0)*?z, ?z)*a")


@pytest.mark.parametrize(
    "text",
    [
        "E(tanh(a.T*w)*w*w.T, w)",
        "E(tanh(a.T*w)*norm(w), w)",
        "E(tanh(a.T*w)*tanh(b.T*w)*w, w)",
        "E(tanh(a.T*w)*exp(b.T*w), w)",
        "E(tanh(a.T*w)/(1 + norm(w)**2), w)",
        "E(tanh(a.T*w)*Sum(w[i], (i, 1, d)), w)",
        "E(w*norm(w), w)",
        "E(tanh(w), w)",
    ],
)
def test_what_depends_on_more_is_left_as_it_is(on_a_line, text):
    _, tree, result = on_a_line(text)
    assert result is tree


@pytest.mark.parametrize(
    ("expected", "right", "wrong"),
    [
        ("E(Max(a.T*w, 0)*w, w)", "a/2", ["a", "a/sqrt(2*pi)", "a/norm(a)/2"]),
        ("E(sign(a.T*w)*w, w)", "sqrt(2/pi)*a/norm(a)", ["sqrt(2/pi)*a", "a/norm(a)"]),
        ("E(tanh(a.T*w)*w, w)", "a*E(1 - tanh(a.T*w)**2, w)", ["a*E(tanh(a.T*w)**2, w)"]),
        ("E(Max(a.T*w, 0)*(b.T*w), w)", "a.T*b/2", ["norm(a)*norm(b)/2", "0"]),
        ("E(M*w*Max(a.T*w, 0), w)", "M*a/2", ["M*a"]),
        ("E(Max(a.T*w + c, 0)*w, w)", "a*erfc(-c/(norm(a)*sqrt(2)))/2",
         ["a/2", "a*erfc(-c/norm(a))/2"]),
        ("E(Piecewise((w, a.T*w > c), (zeros(d), True)), w)",
         "a/norm(a)*exp(-c**2/(2*norm(a)**2))/sqrt(2*pi)", ["a*exp(-c**2/2)/sqrt(2*pi)"]),
        ("E(Max(a.T*w, 0) + Max(b.T*w, 0), w)", "(norm(a) + norm(b))/sqrt(2*pi)",
         ["norm(a + b)/sqrt(2*pi)"]),
    ],
)  # fmt: skip
def test_gaussian_integration_by_parts_is_decided(find, expected, right, wrong):
    """E[f(aᵀw) w] = a E[f′(aᵀw)], by Stein."""
    assert isinstance(find(expected, right), Sameness)
    for answer in wrong:
        assert isinstance(find(expected, answer), Disagreement), answer


def test_what_is_beyond_it_says_what_it_is(find):
    """E[sign(aᵀw) sign(bᵀw)] = 2/π asin(cos ∠(a, b)), over the plane of a and b."""
    finding = find("E(sign(a.T*w)*sign(b.T*w), w)", "2/pi*asin(a.T*b/(norm(a)*norm(b)))")
    assert isinstance(finding, Undetermined)
    assert "a vector that is not one over a single variable" in finding.reason


_SQUARES = {"w": "gaussian[d]", "a": "vector[d]", "b": "vector[d]", "M": "matrix[d,d]", "c": "real"}


@pytest.mark.parametrize(
    ("text", "groups", "directions"),
    [
        ("c*a.T*w", ["c", "a.T w"], ["a"]),
        ("w.T*a*c", ["w.T a", "c"], ["a"]),
        ("a.T*M*w*b.T*w", ["a.T M w", "b.T w"], ["(a.T*M).T", "b"]),
        ("(M*w).T*a*c", ["(M*w).T a", "c"], []),
        ("w.T*w*c", ["w.T w", "c"], []),
        ("a.T*b*c", ["a.T b", "c"], []),
        ("c*w*a.T*w", ["c", "w a.T w"], []),
        ("a.T*w*w", ["a.T w", "w"], ["a"]),
    ],
)
def test_factors_are_grouped_to_numbers(read, text, groups, directions):
    symbols, tree = read(_SQUARES, text)
    found = ScalarProducts("w", infer_all(tree, symbols)).factors(tree)
    assert [" ".join(map(plain, factors.nodes)) for factors in found] == groups
    assert [plain(f.direction) for f in found if f.direction is not None] == directions
