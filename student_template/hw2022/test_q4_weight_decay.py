"""Q4: can the answers be read, and do steps of Adam have the values they must have?"""

import numpy as np
import pytest
import torch

import q4_weight_decay as q4
from notation import evaluate, natural, nonnegative, positive, real, vector

WEIGHT = {
    "theta": real,
    "s_hat": real,
    "r_hat": nonnegative,
    **dict.fromkeys(("gamma", "lam", "eps", "delta"), positive),
}
SETS = {
    "theta_small": real,
    "theta_large": real,
    "r_small": nonnegative,
    "r_large": nonnegative,
    **dict.fromkeys(("gamma", "lam", "eps", "delta"), positive),
}
LINES = {
    "sample", "gradient", "time", "first moment", "second moment", "correct first",
    "correct second", "update", "apply",
}  # fmt: skip
HYPER = {"eps": 0.5, "rho1": 0.75, "rho2": 0.5, "delta": 0.25}


def test_lambda_is_a_scalar(ask, assert_expression):
    symbols = {"theta": vector("d"), "grad": vector("d"), "eta": positive, "gamma": positive}
    lam = ask(q4.matching_decay, **symbols)
    assert_expression(lam, shape="scalar", symbols=("eta", "gamma"))


def test_without_a_penalty_there_is_no_decay(ask):
    lam = ask(q4.matching_decay, theta=vector("d"), grad=vector("d"), eta=positive, gamma=positive)
    assert evaluate(lam, eta=0.5, gamma=0) == 0


def test_the_equivalence_is_a_derivation(ask, assert_derivation):
    weights = {name: vector("d") for name in ("theta", "grad", "grad_reg")}
    assert_derivation(
        ask(q4.derivation, **weights, eta=positive, gamma=positive, lam=real),
        facts=("gradient of the penalty", "choice of λ"),
        start=lambda theta, eta, grad_reg: theta - eta * grad_reg,
        end=lambda theta, eta, grad, lam: theta - eta * grad - lam * theta,
    )


def test_the_changed_line_is_one_of_the_lines(ask):
    line = ask(q4.changed_line)
    assert isinstance(line, str)
    assert line.strip().lower() in LINES


def test_the_changed_line_computes_a_vector(ask, assert_expression):
    symbols = {
        "theta": vector("d"),
        "g": vector("d"),
        "gamma": positive,
        "eps": positive,
        "m": natural,
    }
    assert_expression(ask(q4.new_line, **symbols), shape=("d", 1), symbols=symbols)


def test_without_a_penalty_no_line_changes(ask):
    symbols = {"theta": vector("d"), "g": vector("d")}
    line = ask(q4.new_line, **symbols, gamma=positive, eps=positive, m=natural)
    g = np.array([1.0, -2.0])
    value = evaluate(line, theta=np.array([3.0, 4.0]), g=g, gamma=0, eps=0.5, m=8, d=2)
    assert np.allclose(np.ravel(value), g)


@pytest.mark.parametrize("function", ["l2_stronger", "decay_stronger"])
def test_the_set_that_is_shrunk_more_is_one_of_the_words(ask, function):
    answer = ask(getattr(q4, function))
    assert isinstance(answer, str)
    assert answer.strip().lower() in {"small", "large", "equal"}


@pytest.mark.parametrize("function", ["l2_rate", "decay_rate"])
def test_a_rate_is_a_scalar(ask, assert_expression, function):
    rate = ask(getattr(q4, function), **WEIGHT)
    assert_expression(rate, shape="scalar", symbols=set(WEIGHT))


@pytest.mark.parametrize("function", ["l2_ratio", "decay_ratio"])
def test_a_ratio_is_a_scalar(ask, assert_expression, function):
    ratio = ask(getattr(q4, function), **SETS)
    assert_expression(ratio, shape="scalar", symbols=set(SETS))


@pytest.mark.parametrize("function", ["l2_ratio", "decay_ratio"])
def test_a_ratio_is_one_where_the_sets_do_not_differ(ask, function):
    ratio = ask(getattr(q4, function), **SETS)
    same = {"theta_small": 3, "theta_large": 3, "r_small": 2, "r_large": 2}
    value = evaluate(ratio, **same, gamma=0.5, lam=0.25, eps=0.5, delta=0.25)
    assert np.allclose(float(value), 1)


def test_claims_are_truth_values_by_number_or_in_a_row(ask):
    claims = ask(q4.claims)
    if isinstance(claims, dict):
        assert set(map(str, claims)) <= set("123456"), "the statements are numbered 1 to 6"
        claims = claims.values()
    else:
        assert len(claims) == 6, "one truth value for each statement, or a dict"
    words = {"t", "f", "true", "false", "none"}
    claims = [claim.item() if isinstance(claim, torch.Tensor) else claim for claim in claims]
    assert all(str(claim).lower() in words for claim in claims), "True, False or None"


def first_step(ask, function, theta, grad, **regularisation):
    zeros = torch.zeros_like(theta)
    return ask(getattr(q4, function), theta, grad, zeros, zeros, 1, **HYPER, **regularisation)


def test_without_a_penalty_the_first_step_is_adams(ask):
    """Both corrected moments are the gradient's: 1 − 0.5 · 2/(2 + 0.25) and −1 + 0.5 · 4/4.25."""
    theta, grad = torch.tensor([1.0, -1.0]).double(), torch.tensor([2.0, -4.0]).double()
    theta, s, r = first_step(ask, "adam_l2_step", theta, grad, gamma=0.0)
    assert torch.allclose(theta, torch.tensor([1 - 1 / 2.25, -1 + 2 / 4.25]).double())
    assert torch.allclose(s, torch.tensor([0.5, -1.0]).double())
    assert torch.allclose(r, torch.tensor([2.0, 8.0]).double())


def test_without_decay_the_first_step_is_the_printed_one(ask):
    """The root is of 4 + 0.25, and of 16 + 0.25."""
    theta, grad = torch.tensor([1.0, -1.0]).double(), torch.tensor([2.0, -4.0]).double()
    theta, s, r = first_step(ask, "adamw_step", theta, grad, lam=0.0)
    right = torch.tensor([1 - 1 / 4.25**0.5, -1 + 2 / 16.25**0.5]).double()
    other = torch.tensor([1 - 1 / 2.25, -1 + 2 / 4.25]).double()
    assert torch.allclose(theta, right) or torch.allclose(theta, other)
    assert torch.allclose(s, torch.tensor([0.5, -1.0]).double())
    assert torch.allclose(r, torch.tensor([2.0, 8.0]).double())


@pytest.mark.parametrize("function", ["adam_l2_step", "adamw_step"])
def test_where_everything_is_zero_nothing_moves(ask, function):
    """Neither the weights nor the moments, and nothing is divided by zero."""
    nothing = torch.zeros(1, 3).double()
    results = ask(
        getattr(q4, function), nothing, nothing, nothing, nothing, 2, *HYPER.values(), 0.5
    )
    assert all(torch.equal(result, nothing) for result in results)


@pytest.mark.parametrize("function", ["adam_l2_step", "adamw_step"])
def test_a_weight_may_be_a_tensor_without_sides(ask, function):
    """As one entry of a vector."""
    numbers = [torch.tensor(float(number)).double() for number in (1, 2, 3, 4)]
    vectors = [number.reshape(1) for number in numbers]
    results = ask(getattr(q4, function), *numbers, 3, *HYPER.values(), 0.125)
    others = ask(getattr(q4, function), *vectors, 3, *HYPER.values(), 0.125)
    assert all(result.shape == () for result in results)
    assert all(torch.allclose(*pair) for pair in zip(results, [o[0] for o in others], strict=True))


@pytest.mark.parametrize("function", ["adam_l2_step", "adamw_step"])
def test_a_small_gradient_makes_a_step_as_large_as_any(ask, function):
    """It is divided by its own size, where the stabiliser is much smaller."""
    grad = torch.tensor([1e-4, -1e-5]).double()
    zeros = torch.zeros_like(grad)
    given = (zeros, grad, zeros, zeros, 1, 0.5, 0.75, 0.5, 1e-16, 0.125)
    theta, _, _ = ask(getattr(q4, function), *given)
    assert torch.allclose(theta, torch.tensor([-0.5, 0.5]).double())


@pytest.mark.parametrize("function", ["adam_l2_step", "adamw_step"])
def test_a_step_is_as_exact_as_float64(ask, function):
    """Without a gradient the moments decay; a float32 on the way keeps seven digits of them."""
    third = torch.tensor([1 / 3]).double()
    nothing = torch.zeros_like(third)
    given = (nothing, nothing, third, third, 3, *HYPER.values(), 0.0)
    _, s, r = ask(getattr(q4, function), *given)
    assert torch.allclose(s, HYPER["rho1"] * third, rtol=1e-13, atol=0)
    assert torch.allclose(r, HYPER["rho2"] * third, rtol=1e-13, atol=0)


@pytest.mark.parametrize("function", ["adam_l2_step", "adamw_step"])
def test_a_step_leaves_what_it_is_given_unchanged(ask, function):
    given = [torch.full((2, 3), float(number)).double() for number in (1, 2, 3, 4)]
    before = [tensor.clone() for tensor in given]
    results = ask(getattr(q4, function), *given, 5, 0.5, 0.75, 0.5, 0.25, 0.125)
    assert len(results) == 3
    assert all(result.shape == (2, 3) for result in results)
    assert all(torch.equal(*pair) for pair in zip(given, before, strict=True))


@pytest.mark.parametrize("function", ["adam_l2_step", "adamw_step"])
def test_a_step_keeps_the_dtype_and_takes_any_layout(ask, function):
    """Transposed tensors of float32, as plain ones of the same numbers."""
    torch.set_default_dtype(torch.float32)
    transposed = [(torch.arange(6.0).reshape(3, 2) + number).float().T for number in range(4)]
    plain = [tensor.contiguous() for tensor in transposed]
    results = ask(getattr(q4, function), *transposed, 3, *HYPER.values(), 0.125)
    others = ask(getattr(q4, function), *plain, 3, *HYPER.values(), 0.125)
    assert all(result.dtype == torch.float32 for result in results)
    assert all(torch.allclose(*pair) for pair in zip(results, others, strict=True))
