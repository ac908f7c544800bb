"""The one spelling is one for all ways to write the same."""

import pytest

from autograder.checking.spelling import spelled


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the product W diag(σ′(h_{t−1}))", "wdiag(sigma'(ht-1))"),
        ("W @ diag(D(sigma)(h[t - 1]))", "wdiag(sigma'(ht-1))"),
        (r"$W \mathrm{diag}(\sigma'(h_{t-1}))$", "wdiag(sigma'(ht-1))"),
        ("v_t / (1 − βᵗ)", "vt/(1-beta^t)"),
        ("v_t/(1 - beta**t)", "vt/(1-beta^t)"),
        ("sympy.exp(n·d²)", "exp(nd^2)"),
        ("X A Bᵀ", "xab.t"),
        ("A * T(B)", "ab.t"),
    ],
)
def test_the_one_spelling_is_one(text, found):
    assert found in spelled(text)
