"""Q3 — attention and an efficient approximation."""

from notation import (
    Derivation,
    E,
    Sum,
    Symbol,
    dimension,
    exp,
    gaussian_vector,
    index,
    integral,
    matrix,
    natural,
    norm,
    pi,
    question,
    vector,
)

d, n = dimension("d"), dimension("n")


@question("3.2.rows_sum_to_one", B=matrix(n, d), C=matrix(d, n), i=index(n), d=natural, n=natural)
def rows_sum_to_one(B, C, i, d, n):
    """The weights of query i sum to one: from Σ_j Σ_k B_ik C_kj to 1.

    B: softmax_row(Q), n×d.  C: softmax_col(K)ᵀ, d×n.  i: a row, from 1 to n.
    Facts: "rows of C sum to one", "rows of B sum to one",
    "entries of B and C are non-negative".
    """
    j, k = Symbol("j"), Symbol("k")
    return (
        Derivation(Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n)))
        .equals(Sum(B[i, k] * Sum(C[k, j], (j, 1, n)), (k, 1, d)), by="swapping the sums")
        .equals(Sum(B[i, k], (k, 1, d)), by="rows of C sum to one")
        .equals(1, by="rows of B sum to one")
    )


@question("3.2.nonnegative", B=matrix(n, d), C=matrix(d, n), i=index(n), j=index(n), d=natural)
def nonnegative(B, C, i, j, d):
    """No weight is negative: from 0 to Σ_k B_ik C_kj, by ≤.

    B: softmax_row(Q), n×d.  C: softmax_col(K)ᵀ, d×n.  i, j: from 1 to n.
    Facts: "rows of C sum to one", "rows of B sum to one",
    "entries of B and C are non-negative".
    """
    k = Symbol("k")
    return Derivation(0).at_most(
        Sum(B[i, k] * C[k, j], (k, 1, d)), by="entries of B and C are non-negative"
    )


@question("3.4.derivation", q=vector(d), k=vector(d), x=gaussian_vector(d), d=natural)
def derivation(q, k, x, d):
    """From exp(−‖q‖²/2) E[exp(xᵀq) exp(xᵀk)] exp(−‖k‖²/2) to exp(qᵀk), or the other way round.

    q, k: d×1.  x: d×1, drawn from N(0, I): E(..., x) is the expectation over it, and
    integral(..., x) the integral over all of R^d.  Facts: "density of N(0, I)"
    (E f = ∫ f(x) (2π)^{−d/2} exp(−‖x‖²/2) dx), "the density integrates to one"
    (∫ (2π)^{−d/2} exp(−‖x−μ‖²/2) dx = 1 for every μ).
    """
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    shifted = constant * exp(-(norm(x - q - k) ** 2) / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    return (
        Derivation(before * E(exp(x.T * q) * exp(x.T * k), x) * after)
        .equals(
            before * integral(exp(x.T * q) * exp(x.T * k) * density, x) * after,
            by="density of N(0, I)",
        )
        .equals(
            before * exp(norm(q + k) ** 2 / 2) * integral(shifted, x) * after,
            by="completing the square",
        )
        .equals(before * exp(norm(q + k) ** 2 / 2) * after, by="the density integrates to one")
        .equals(exp(q.T * k))
    )
