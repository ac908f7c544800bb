"""Q3: can the answers be read, and do they have the special cases that the statement gives away?"""

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

import q3_attention as q3
from notation import (
    E,
    Sum,
    Symbol,
    evaluate,
    exp,
    gaussian_vector,
    index,
    matrix,
    natural,
    norm,
    positive,
    sequence,
    size,
    vector,
)

HEADS = {"n": size, "d": size, "h": size}
SIZES = {"n": size, "d": size}
FEATURES = {"n": size, "m": size, "d": size}

WEIGHTS = {"B": matrix("n", "d"), "C": matrix("d", "n"), "i": index("n"), "d": natural}
ROWS = {"q": sequence(vector("d")), "k": sequence(vector("d")), "i": index("n")}
DRAWS = {"u": vector("d"), "w": sequence(vector("d")), "r": index("m")}
ATTENTION = {name: matrix("n", "d") for name in ("Q", "K", "V")}
SQUARES = {"A": matrix("n", "n"), "D": matrix("n", "n"), "i": index("n"), "c": index("d")}
PAIR = {"q": vector("d"), "k": vector("d")}


# -------------------------------------------------------------------------- orders of growth


@pytest.mark.parametrize(
    ("function", "sizes"),
    [
        ("head_time", HEADS),
        ("head_space", HEADS),
        ("multihead_time", HEADS),
        ("multihead_space", HEADS),
        ("bottleneck", {"n": size}),
        ("separable_time", SIZES),
        ("separable_space", SIZES),
        ("approx_time", FEATURES),
        ("approx_space", FEATURES),
        ("crossover", SIZES),
    ],
)
def test_an_order_is_an_expression_in_sizes(ask, assert_expression, function, sizes):
    order = ask(getattr(q3, function), **sizes)
    assert_expression(order, shape="scalar", symbols=tuple(sizes))


# ------------------------------------------------------------------------------- derivations


WEIGHT_FACTS = (
    "rows of C sum to one",
    "rows of B sum to one",
    "entries of B and C are non-negative",
)


def weight(B, C, i, j, d):
    """Return the weight of key j for query i."""
    k = Symbol("k")
    return Sum(B[i, k] * C[k, j], (k, 1, d))


def test_the_sum_of_weights_is_a_derivation(ask, assert_derivation):
    j = Symbol("j")
    assert_derivation(
        ask(q3.rows_sum_to_one, **WEIGHTS, n=natural),
        facts=WEIGHT_FACTS,
        start=lambda B, C, i, d, n: Sum(weight(B, C, i, j, d), (j, 1, n)),
        end=lambda: 1,
    )


def test_the_sign_of_weights_is_a_derivation(ask, assert_derivation):
    proof = ask(q3.nonnegative, **WEIGHTS, j=index("n"))
    assert_derivation(proof, facts=WEIGHT_FACTS, start=lambda: 0, end=weight)


def test_the_other_form_is_a_derivation(ask, assert_derivation):
    proof = ask(q3.verify, **ATTENTION, **SQUARES, n=natural, d=natural)
    facts = ("definition of softmax", "definition of A", "definition of D")
    assert_derivation(proof, facts=facts, most_facts=2)


def test_the_expectation_is_a_derivation(ask, assert_derivation):
    proof = ask(q3.derivation, **PAIR, x=gaussian_vector("d"), d=natural)
    assert_derivation(
        proof,
        facts=("density of N(0, I)", "the density integrates to one"),
        start=lambda q, k, x: (
            exp(-(norm(q) ** 2) / 2) * E(exp(x.T * q) * exp(x.T * k), x) * exp(-(norm(k) ** 2) / 2)
        ),
        end=lambda q, k: exp(q.T * k),
    )


# ------------------------------------------------------------------------------- expressions


def test_the_rank_is_an_expression_in_n_and_d(ask, assert_expression):
    assert_expression(ask(q3.rank, **SIZES), shape="scalar", symbols=tuple(SIZES))


def test_a_matrix_of_one_positive_entry_has_rank_one(ask):
    assert evaluate(ask(q3.rank, **SIZES), n=1, d=1) == 1


def test_the_normaliser_is_a_scalar(ask, assert_expression):
    value = ask(q3.normaliser, **ROWS, n=natural, d=natural)
    assert_expression(value, shape="scalar", symbols=(*ROWS, "n", "d"))


def test_where_all_scores_are_zero_every_key_counts_one(ask):
    value = ask(q3.normaliser, **ROWS, n=natural, d=natural)
    zeros = {j: np.zeros((2, 1)) for j in range(1, 4)}
    assert np.isclose(evaluate(value, q=zeros, k=zeros, i=2, n=3, d=2), 3)


def test_a_feature_is_a_positive_number(ask, assert_expression):
    value = ask(q3.feature, **DRAWS, m=natural, d=natural)
    assert_expression(value, shape="scalar", symbols=(*DRAWS, "m", "d"))
    generator = np.random.default_rng(0)
    for _ in range(20):
        u, w = generator.normal(size=(2, 1)), {r: generator.normal(size=(2, 1)) for r in (1, 2, 3)}
        at = evaluate(value, u=u, w=w, r=3, m=3, d=2)
        assert at > 0, f"f maps to positive numbers, but f(u) is {at} at u = {u}, w[3] = {w[3]}"


def test_a_variance_is_not_negative(ask, assert_expression):
    value = ask(q3.variance, **PAIR, m=natural)
    assert_expression(value, shape="scalar", symbols=(*PAIR, "m", "d"))
    generator = np.random.default_rng(1)
    for _ in range(20):
        q, k = generator.normal(size=(2, 2, 1))
        assert evaluate(value, q=q, k=k, m=5, d=2) >= 0, f"at q = {q}, k = {k}"


def test_the_factor_of_halving_makes_m_larger(ask, assert_expression):
    value = ask(q3.halving, m=natural)
    assert_expression(value, shape="scalar", symbols=("m",))
    assert evaluate(value, m=10) > 1


def test_the_number_of_draws_is_a_positive_number(ask, assert_expression):
    value = ask(q3.samples, **PAIR, tau=positive)
    assert_expression(value, shape="scalar", symbols=(*PAIR, "tau", "d"))
    q = k = np.array([[0.5], [-0.25]])
    assert evaluate(value, q=q, k=k, tau=0.1, d=2) > 0


# ------------------------------------------------------------------------------------- code


def f(u):
    """Three positive features of vectors of two numbers."""
    return 1 + torch.stack([u[..., 0] ** 2, u[..., 1] ** 2, (u[..., 0] - u[..., 1]) ** 2], dim=-1)


ATTENTIONS = {
    "separable": (q3.separable_attention, ()),
    "standard": (q3.standard_attention, ()),
    "approximate": (q3.approx_attention, (f,)),
}
BATCHES = [(), (3,), (3, 2)]


@pytest.fixture(params=ATTENTIONS)
def attention(request, ask):
    """Each of the three functions."""
    function, more = ATTENTIONS[request.param]
    return lambda Q, K, V: ask(function, Q, K, V, *more)


def draw(*shape):
    torch.manual_seed(0)
    return torch.randn(3, *shape).unbind()


@pytest.mark.parametrize("batch", BATCHES, ids=str)
def test_attention_returns_a_row_for_every_query(attention, batch):
    Q, K, V = draw(*batch, 5, 2)
    out = attention(Q, K, V)
    assert out.shape == (*batch, 5, 2)
    assert out.dtype == torch.float64


@pytest.mark.parametrize("batch", BATCHES, ids=str)
def test_with_one_position_attention_returns_its_value(attention, batch):
    Q, K, V = draw(*batch, 1, 2)
    torch.testing.assert_close(attention(Q, K, V), V)


def test_where_all_values_are_alike_attention_returns_them(attention):
    """To all digits of float64: a float32 on the way loses half of them, a guarded sum some."""
    Q, K, _ = draw(4, 5, 2)
    V = torch.tensor([0.5, -3.0]).expand(4, 5, 2)
    torch.testing.assert_close(attention(Q, K, V), V, rtol=1e-13, atol=0)


def test_the_order_of_the_keys_does_not_matter(attention):
    Q, K, V = draw(2, 3, 5, 2)
    order = torch.tensor([3, 0, 4, 2, 1])
    out = attention(Q, K[..., order, :], V[..., order, :])
    torch.testing.assert_close(out, attention(Q, K, V))


def test_no_example_of_a_batch_sees_another(attention):
    Q, K, V = draw(2, 3, 5, 2)
    alone = attention(Q[1, 2], K[1, 2], V[1, 2])
    torch.testing.assert_close(attention(Q, K, V)[1, 2], alone)


def test_attention_keeps_the_dtype(attention):
    Q, K, V = (tensor.float() for tensor in draw(5, 2))
    torch.set_default_dtype(torch.float32)
    assert attention(Q, K, V).dtype == torch.float32


def test_attention_takes_tensors_of_any_layout(attention):
    Q, K, V = (tensor.mT for tensor in draw(3, 2, 5))
    same = (tensor.contiguous() for tensor in (Q, K, V))
    torch.testing.assert_close(attention(Q, K, V), attention(*same))


def test_attention_leaves_its_arguments_alone(attention):
    arguments = draw(5, 2)
    before = [tensor.clone() for tensor in arguments]
    attention(*arguments)
    assert all(map(torch.equal, arguments, before))


def test_gradients_reach_queries_keys_and_values(attention):
    arguments = [tensor.requires_grad_() for tensor in draw(3, 2)]
    assert torch.autograd.gradcheck(attention, arguments)


def test_standard_attention_picks_the_key_with_a_much_larger_score(ask):
    Q = torch.tensor([[3000.0, 0.0], [0.0, 3000.0]])
    K = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
    V = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    out = ask(q3.standard_attention, Q, K, V)
    torch.testing.assert_close(out, torch.tensor([[3.0, 4.0], [1.0, 2.0]]))


def test_standard_attention_averages_where_all_scores_are_alike(ask):
    Q, K, V = draw(5, 2)
    out = ask(q3.standard_attention, 0 * Q, K, V)
    torch.testing.assert_close(out, V.mean(0).expand(5, 2))


def test_separable_attention_takes_entries_in_the_thousands(ask):
    Q, K, V = draw(5, 2)
    assert ask(q3.separable_attention, 3000 * Q, 3000 * K, V).isfinite().all()


def test_approximate_attention_averages_where_all_features_are_alike(ask):
    Q, K, V = draw(5, 2)
    out = ask(q3.approx_attention, Q, K, V, lambda u: torch.ones_like(u))
    torch.testing.assert_close(out, V.mean(0).expand(5, 2))


class Largest(TorchDispatchMode):
    """Sees every tensor that is made, and keeps the size of the largest."""

    def __init__(self):
        super().__init__()
        self.elements = 0

    @classmethod
    def _should_skip_dynamo(cls):
        """Save torch a second: it would import its compiler."""
        return False

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        result = operation(*args, **(kwargs or {}))
        for made in result if isinstance(result, (tuple, list)) else (result,):
            if isinstance(made, torch.Tensor):
                self.elements = max(self.elements, made.numel())
        return result


@pytest.mark.parametrize("name", ["separable", "approximate"])
def test_no_tensor_is_as_large_as_n_times_n(ask, name):
    function, more = ATTENTIONS[name]
    n = 200
    Q, K, V = draw(n, 2)
    with Largest() as seen:
        ask(function, Q, K, V, *more)
    assert seen.elements < n * n


@pytest.mark.parametrize("batch", BATCHES, ids=str)
@pytest.mark.parametrize("m", [1, 7])
def test_there_are_m_positive_features_for_every_vector(ask, batch, m):
    u, w = torch.randn(*batch, 2), torch.randn(m, 2)
    out = ask(q3.positive_random_features, u, w)
    assert out.shape == (*batch, m)
    assert out.dtype == torch.float64
    assert (out > 0).all()


def test_features_of_long_vectors_are_numbers(ask):
    u, w = torch.tensor([[600.0, 800.0], [-600.0, -800.0]]), torch.randn(9, 2)
    out = ask(q3.positive_random_features, u, w)
    assert out.isfinite().all()
    assert (out >= 0).all()


def test_gradients_reach_vectors_and_weights(ask):
    """To more digits than a float32 on the way keeps."""
    u, w = torch.randn(3, 2, requires_grad=True), torch.randn(4, 2, requires_grad=True)
    assert torch.autograd.gradcheck(lambda *x: ask(q3.positive_random_features, *x), (u, w))
