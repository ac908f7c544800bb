"""Q3 — attention and an efficient approximation."""

from notation import *


# 3.2.rows_sum_to_one
def rows_sum_to_one(B, C, i, d, n):
    """The weights of query i sum to one: from Σ_j Σ_k B_ik C_kj to 1.

    B: softmax_row(Q), n×d.  C: softmax_col(K)ᵀ, d×n.  i: a row, from 1 to n.
    Facts: "rows of C sum to one", "rows of B sum to one",
    "entries of B and C are non-negative".
    """
    raise NotImplementedError


# 3.2.nonnegative
def nonnegative(B, C, i, j, d):
    """No weight is negative: from 0 to Σ_k B_ik C_kj, by ≤.

    B: softmax_row(Q), n×d.  C: softmax_col(K)ᵀ, d×n.  i, j: from 1 to n.
    Facts: "rows of C sum to one", "rows of B sum to one",
    "entries of B and C are non-negative".
    """
    raise NotImplementedError


# 3.4.derivation
def derivation(q, k, x, d):
    """From exp(−‖q‖²/2) E[exp(xᵀq) exp(xᵀk)] exp(−‖k‖²/2) to exp(qᵀk), or the other way round.

    q, k: d×1.  x: d×1, drawn from N(0, I): E(..., x) is the expectation over it, and
    integral(..., x) the integral over all of R^d.  Facts: "density of N(0, I)"
    (E f = ∫ f(x) (2π)^{−d/2} exp(−‖x‖²/2) dx), "the density integrates to one"
    (∫ (2π)^{−d/2} exp(−‖x−μ‖²/2) dx = 1 for every μ).
    """
    raise NotImplementedError
