"""What sums, products, integrals and expectations bind, and how far they go."""

import pytest
from latex_readings import readings, refusal, understood

SYMBOLS = {
    "x": "real", "y": "real", "n": "natural", "t": "natural", "g": ("sequence[real]", "g_{i}"),
    "b": ("unit", r"\beta"), "z": "gaussian", "A": "matrix[m,k]", "m": "size", "k": "size",
}  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        # To the next + or − at its level, over products.
        (r"\sum_{i=1}^t \beta^i g_i + x", "Sum(b**i*g[i], (i, 1, t)) + x"),
        (r"\sum_{i=1}^t x g_i y", "Sum(x*g[i]*y, (i, 1, t))"),
        (r"x\sum_{i=1}^t g_i y", "x*Sum(g[i]*y, (i, 1, t))"),
        (r"\sum_{i=1}^t \left(g_i + x\right)", "Sum(g[i] + x, (i, 1, t))"),
        # Unless the rest has the index.
        (r"\sum_{i=1}^t x + g_i", "Sum(x + g[i], (i, 1, t))"),
        (r"\sum_{i=1}^t x - i + y", "Sum(x - i, (i, 1, t)) + y"),
        (r"\prod_{i=1}^t g_i + x", "Product(g[i], (i, 1, t)) + x"),
        # Limits as they are written.
        (r"\sum_{1\le i\le t} g_i", "Sum(g[i], (i, 1, t))"),
        (r"\sum\limits_{i=0}^{t-1} g_i", "Sum(g[i], (i, 0, t - 1))"),
        (r"\sum_{i=1}^{t} \sum_{j=1}^{n} ij", "Sum(Sum(i*j, (j, 1, n)), (i, 1, t))"),
        # Expectations end at +.
        (r"\mathbb E[z^2] + x", "E(z**2, z) + x"),
        (r"\mathbb E z^2 + x", "E(z**2, z) + x"),
        (r"\operatorname{E}(z)", "E(z, z)"),
        (r"\mathbb E_z[x z]", "E(x*z, z)"),
    ],
)
def test_what_belongs_to_a_sum_a_product_or_an_expectation(tex, meaning):
    assert readings(tex, SYMBOLS) == [meaning]


def test_an_expectation_may_be_over_a_sequence_as_a_whole():
    assert readings(r"\mathbb E_g[g_t]", SYMBOLS) == readings(r"\mathbb E[g_t]", SYMBOLS)


def test_an_inner_index_of_the_same_name_is_another():
    symbols = {"g": ("sequence[real]", "g_{i}"), "n": "natural", "t": "natural"}
    (reading,) = understood(r"\sum_{i=1}^n g_i \sum_{i=1}^t i", symbols).readings
    product = reading.value.children[0]
    outer, inner = product.children
    assert outer.children[1].name == reading.value.name
    assert inner.children[0].name == inner.name


def test_limits_that_are_left_out_are_those_of_the_question():
    assert readings(r"\sum_i g_i", SYMBOLS, ranges=[("i", "1", "t")]) == ["Sum(g[i], (i, 1, t))"]


def test_an_index_of_an_entry_runs_over_its_side():
    assert readings(r"\sum_j A_{1j}", SYMBOLS) == ["Sum(A[1, j], (j, 1, k))"]
    assert readings(r"\sum_{i,j} A_{ij}", SYMBOLS) == ["Sum(Sum(A[i, j], (j, 1, k)), (i, 1, m))"]


def test_limits_that_follow_from_nothing_are_asked_for():
    assert "from where to where" in refusal(r"\sum_i x^i", SYMBOLS)


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        (r"\sum x", "without an index"),
        (r"\sum_{i=1}^t", "missing at the end"),
        (r"\int x", "dx"),
        (r"\int_0^1 x\,dx", "between limits"),
    ],
)
def test_what_is_incomplete_is_refused(tex, says):
    assert says in refusal(tex, SYMBOLS)


def test_an_index_is_bound_inside_alone():
    assert "i" in refusal(r"\left(\sum_{i=1}^t g_i\right) + \left(i\right)", SYMBOLS)


def test_a_differential_is_one_inside_an_integral_alone():
    symbols = {"d": "real", "r": "real", "x": "real"}
    assert readings("dr", symbols) == ["d*r"]
    assert readings(r"\frac{dx}{2}", symbols) == ["d*x/2"]
