"""The code of hw2022 Q3, each by another route: the library, sums by definition, quadrature."""

import itertools
import math

import numpy as np
import pytest
import torch
from torch.nn.functional import scaled_dot_product_attention

BATCHES = [(), (2,), (2, 3)]
SIZES = [(1, 1), (1, 3), (4, 1), (5, 3)]


@pytest.fixture(scope="module")
def q3(load):
    """The reference's module."""
    return load("hw2022/q3_attention.py")


@pytest.fixture(autouse=True)
def in_float64():
    """What has no dtype of its own is of float64, as in a worker."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


@pytest.fixture
def draw(rng):
    """Draw normal tensors."""
    generator = torch.Generator().manual_seed(rng.getrandbits(60))
    return lambda *shape: torch.randn(*shape, generator=generator)


def features(u):
    """Two positive functions of a vector."""
    return torch.stack([u.square().sum(-1) + 0.5, (2 * u.sum(-1)).sigmoid()], dim=-1)


def weighted(weights, V):
    """Return the average of the rows of V with unnormalised weights, one row after the other."""
    rows = []
    for i in range(weights.shape[0]):
        total = sum(weights[i, j].item() for j in range(weights.shape[1]))
        rows.append(sum(weights[i, j] / total * V[j] for j in range(weights.shape[1])))
    return torch.stack(rows)


@pytest.mark.parametrize("batch", BATCHES, ids=str)
@pytest.mark.parametrize(("n", "d"), SIZES)
def test_standard_attention_is_the_librarys_without_its_scale(q3, draw, batch, n, d):
    Q, K, V = (draw(*batch, n, d) for _ in range(3))
    expected = scaled_dot_product_attention(Q, K, V, scale=1.0)
    torch.testing.assert_close(q3.standard_attention(Q, K, V), expected, rtol=1e-12, atol=1e-14)


def test_standard_attention_survives_logits_in_the_thousands(q3, draw):
    Q, K, V = draw(4, 2) * 3000, draw(4, 2), draw(4, 2)
    expected = scaled_dot_product_attention(Q, K, V, scale=1.0)
    torch.testing.assert_close(q3.standard_attention(Q, K, V), expected, rtol=1e-9, atol=1e-12)


def test_with_its_scale_it_is_the_librarys(q3, draw):
    Q, K, V = (draw(3, 5) for _ in range(3))
    expected = scaled_dot_product_attention(Q, K, V)
    torch.testing.assert_close(q3.scaled_attention(Q, K, V), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("n", "d"), SIZES)
def test_separable_attention_multiplies_what_its_formula_says(q3, draw, n, d):
    """Weight (i, j) is Σ_k B_ik C_kj with rows of B and of C that sum to one."""
    Q, K, V = (draw(n, d) for _ in range(3))
    B = [[math.exp(Q[i, k]) for k in range(d)] for i in range(n)]
    C = [[math.exp(K[j, k]) for j in range(n)] for k in range(d)]
    B = [[b / sum(row) for b in row] for row in B]
    C = [[c / sum(row) for c in row] for row in C]
    weights = torch.tensor(
        [[sum(B[i][k] * C[k][j] for k in range(d)) for j in range(n)] for i in range(n)]
    )
    torch.testing.assert_close(weights.sum(1), torch.ones(n), rtol=1e-12, atol=0)
    expected = weighted(weights, V)
    torch.testing.assert_close(q3.separable_attention(Q, K, V), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("n", "d"), SIZES)
def test_approximate_attention_weighs_by_the_features(q3, draw, n, d):
    Q, K, V = (draw(n, d) for _ in range(3))
    weights = torch.tensor(
        [[float(features(Q[i]) @ features(K[j])) for j in range(n)] for i in range(n)]
    )
    expected = weighted(weights, V)
    out = q3.approx_attention(Q, K, V, features)
    torch.testing.assert_close(out, expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ["standard_attention", "separable_attention", "approx_attention"])
def test_every_example_of_a_batch_is_on_its_own(q3, draw, name):
    more = (features,) if name == "approx_attention" else ()
    Q, K, V = (draw(2, 3, 4, 5) for _ in range(3))
    whole = getattr(q3, name)(Q, K, V, *more)
    for i, j in itertools.product(range(2), range(3)):
        alone = getattr(q3, name)(Q[i, j], K[i, j], V[i, j], *more)
        torch.testing.assert_close(whole[i, j], alone, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ["standard_attention", "separable_attention", "approx_attention"])
def test_the_gradients_are_those_of_finite_differences(q3, draw, name):
    more = (features,) if name == "approx_attention" else ()
    arguments = [draw(2, 3, 2).requires_grad_() for _ in range(3)]
    assert torch.autograd.gradcheck(lambda *x: getattr(q3, name)(*x, *more), arguments)


def test_a_feature_is_the_formula_for_its_row_of_w(q3, draw):
    u, w = draw(2, 4, 3), draw(5, 3)
    out = q3.positive_random_features(u, w)
    for i, j, r in itertools.product(range(2), range(4), range(5)):
        x, row = u[i, j].tolist(), w[r].tolist()
        exponent = math.fsum(a * b - a * a / 2 for a, b in zip(x, row, strict=True))
        assert math.isclose(out[i, j, r], math.exp(exponent) / math.sqrt(5), rel_tol=1e-13)


def test_the_features_inner_product_is_the_kernel_on_average(q3, draw):
    """E over w ∼ N(0, I) by Gauss–Hermite quadrature: every row of w is one of its points."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    grid = torch.tensor(list(itertools.product(nodes, nodes)))
    mass = torch.tensor([a * b for a, b in itertools.product(weights, weights)]) / (2 * math.pi)
    q, k = draw(2) / 2, draw(2) / 2
    f_q, f_k = (q3.positive_random_features(u, grid) * math.sqrt(len(grid)) for u in (q, k))
    expected = q3.exponential_kernel(q, k)
    torch.testing.assert_close((mass * f_q * f_k).sum(), expected, rtol=1e-12, atol=0)


def test_the_features_stay_finite_where_the_two_factors_do_not(q3):
    u = torch.tensor([[600.0, 800.0], [30.0, 0.0]])
    out = q3.positive_random_features(u, torch.tensor([[1.0, 1.0], [2.0, 0.0]]))
    assert out[0].tolist() == [0.0, 0.0]
    assert math.isclose(out[1, 1], math.exp(-390) / math.sqrt(2), rel_tol=1e-12)


def test_the_features_gradients_are_those_of_finite_differences(q3, draw):
    arguments = (draw(2, 3).requires_grad_(), draw(4, 3).requires_grad_())
    assert torch.autograd.gradcheck(q3.positive_random_features, arguments)
