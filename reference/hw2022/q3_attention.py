"""Q3 — attention and an efficient approximation ({points} points).

    Attention_std(Q, K, V) = softmax_row(QKᵀ/√d) V

Q, K and V are n×d: a row for each of n positions. A product of a p×q with a q×r matrix takes
Θ(pqr) time and Θ(pq + qr + pr) space, which counts its factors and its result. What is no longer
needed is freed, and its space used again.

Multi-head attention has h heads. Head i is Attention_std(Q̄W_i^Q, K̄W_i^K, V̄W_i^V), with matrices
W_i^Q, W_i^K, W_i^V of size d×d: every head works in all d dimensions. The heads are computed one
after the other; their outputs, side by side (n×hd), are multiplied by W^O (hd×d).

3.2 to 3.5 leave the factor 1/√d out. In 3.2, d ≤ n, and

    Attention_separable(Q, K, V) = softmax_row(Q) softmax_col(K)ᵀ V.

In 3.3 to 3.5, Attention_std(Q, K, V) = D⁻¹ A V with A = exp(QKᵀ), entry by entry, and
D = diag(A 1), where 1 is a column of ones. If a_ij = f(q_i)ᵀ f(k_j) for a function
f: R^d → R_+^m, attention can do without the n×n matrix A. Row i of Q is q_iᵀ, row j of K is k_jᵀ.

Orders of growth are expressions such as h*n**3, or Theta(h*n**3): constant factors and terms that
others outgrow do not matter.
"""

import math

import torch

from notation import (
    Derivation,
    E,
    Sum,
    Symbol,
    diag,
    dimension,
    exp,
    gaussian_vector,
    index,
    integral,
    inv,
    matrix,
    natural,
    norm,
    ones,
    pi,
    positive,
    question,
    sequence,
    size,
    softmax_row,
    sqrt,
    vector,
)

d, n, m = dimension("d"), dimension("n"), dimension("m")

# The statement gives every head all d dimensions.
sides_tex = {"d": ["d", "d_k", "d_v"]}
weights_tex = {
    "B": ["B", "b", r"\mathrm{softmax}_{row}(Q)"],
    "C": ["C", "c", r"\mathrm{softmax}_{col}(K)^\top"],
}
pair_tex = {"q": ["q", "q_i"], "k": ["k", "k_j"]}


@question("3.1.head_time", n=size, d=size, h=size, tex=sides_tex, name="T(n,d)")
def head_time(n, d, h):
    """The time that one head takes, as an order.

    Whether its projections are counted with it is up to you.
    n: positions.  d: dimensions.  h: heads.
    """
    return n**2 * d


@question("3.1.head_space", n=size, d=size, h=size, tex=sides_tex, name="S(n,d)")
def head_space(n, d, h):
    """The space that one head takes, as an order.

    Whether its projections are counted with it is up to you.
    n: positions.  d: dimensions.  h: heads.
    """
    return n**2 + n * d


@question("3.1.multihead_time", n=size, d=size, h=size, tex=sides_tex, name="T(n,d,h)")
def multihead_time(n, d, h):
    """The time that multi-head attention takes, with all its projections, as an order.

    n: positions.  d: dimensions.  h: heads, computed one after the other.
    """
    return h * (n**2 * d + n * d**2)


@question("3.1.multihead_space", n=size, d=size, h=size, tex=sides_tex, name="S(n,d,h)")
def multihead_space(n, d, h):
    """The space that multi-head attention takes, with all its projections, as an order.

    Whether the weights of the projections are counted is up to you.
    n: positions.  d: dimensions.  h: heads, computed one after the other.
    """
    return n**2 + h * n * d + h * d**2


@question("3.1.bottleneck", n=size)
def bottleneck(n):
    """What dominates the cost for very long sequences, as a monomial in n alone.

    n: positions; d and h stay as they are.
    """
    return n**2


@question(
    "3.2.rows_sum_to_one",
    B=matrix(n, d), C=matrix(d, n), i=index(n), d=natural, n=natural,
    tex=weights_tex, name=[r"\sum_j A_{ij}", r"\sum_{j=1}^n A_{ij}"],
    range={"j": (1, "n"), "k": (1, "d")},
)  # fmt: skip
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


@question(
    "3.2.nonnegative",
    B=matrix(n, d), C=matrix(d, n), i=index(n), j=index(n), d=natural,
    tex=weights_tex, name="A_{ij}", range={"k": (1, "d")},
)  # fmt: skip
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


@question("3.2.time", n=size, d=size, tex=sides_tex, name="T(n,d)")
def separable_time(n, d):
    """The time that separable attention takes, as an order, where d ≤ n.

    n: positions.  d: dimensions.
    """
    return n * d**2


@question("3.2.space", n=size, d=size, tex=sides_tex, name="S(n,d)")
def separable_space(n, d):
    """The space that separable attention takes, as an order, where d ≤ n.

    n: positions.  d: dimensions.
    """
    return n * d + d**2


def long_enough(n, d):
    """Separable attention is for sequences of at least d positions."""
    return d <= n


@question("3.2.rank", where=long_enough, n=natural, d=natural)
def rank(n, d):
    """The largest rank that softmax_row(Q) softmax_col(K)ᵀ can have, where d ≤ n.

    n: positions.  d: dimensions.  The rank itself, not an order.
    """
    return d


@question(
    "3.3.normaliser",
    q=sequence(vector(d)),
    k=sequence(vector(d)),
    i=index(n),
    n=natural,
    d=natural,
    name="D_{ii}",
    range={"j": (1, "n")},
)
def normaliser(q, k, i, n, d):
    """The entry D_ii as a sum over the positions j, from the queries and keys.

    q, k: sequences of d×1 columns, as in q[1], ..., q[n].  i: from 1 to n.
    """
    j = Symbol("j")
    return Sum(exp(q[i].T * k[j]), (j, 1, n))


@question(
    "3.3.verify",
    Q=matrix(n, d),
    K=matrix(n, d),
    V=matrix(n, d),
    A=matrix(n, n),
    D=matrix(n, n),
    i=index(n),
    c=index(d),
    n=natural,
    d=natural,
)
def verify(Q, K, V, A, D, i, c, n, d):
    """Attention in another form: from softmax_row(Q Kᵀ) V to D⁻¹ A V.

    Q, K, V: n×d.  A, D: n×n, inv(D) is D⁻¹.  i: a row, from 1 to n.  c: a column, from 1 to d.
    In matrices, with ones(n) for the column 1, or for the entries (i, c) of both, such as
    (softmax_row(Q*K.T)*V)[i, c].  Facts, of which a step cites one or two: "definition of softmax"
    (each row of exp(S) divided by its sum), "definition of A" (A = exp(Q Kᵀ)), "definition of D"
    (D = diag(A 1)).
    """
    scores = Q * K.T
    return (
        Derivation(softmax_row(scores) * V)
        .equals(inv(diag(exp(scores) * ones(n))) * exp(scores) * V, by="definition of softmax")
        .equals(inv(diag(A * ones(n))) * A * V, by="definition of A")
        .equals(inv(D) * A * V, by="definition of D")
    )


@question("3.3.time", n=size, m=size, d=size, tex=sides_tex, name="T(n,d,m)")
def approx_time(n, m, d):
    """The time in which D⁻¹ A V can be computed from f, as an order, where n ≫ m and n ≫ d.

    n: positions.  m: coordinates of f.  d: dimensions.  One value of f takes Θ(md) time and space.
    """
    return n * m * d


@question("3.3.space", n=size, m=size, d=size, tex=sides_tex, name="S(n,d,m)")
def approx_space(n, m, d):
    """The space that this takes, as an order, where n ≫ m and n ≫ d.

    Whether the values of f at all positions are held at once is up to you.
    n: positions.  m: coordinates of f.  d: dimensions.  One value of f takes Θ(md) time and space.
    """
    return n * m + n * d + m * d


@question("3.4.derivation", q=vector(d), k=vector(d), x=gaussian_vector(d), d=natural, tex=pair_tex)
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


@question(
    "3.4.feature",
    u=vector(d), w=sequence(vector(d)), r=index(m), m=natural, d=natural,
    tex={"w": ["w_{r}", r"\omega_{r}"]}, name=["f(u)_r", "f_r(u)"],
)  # fmt: skip
def feature(u, w, r, m, d):
    """Coordinate r of the f(u) that 3.4.derivation suggests: E[f(q)ᵀ f(k)] = exp(qᵀk), f > 0.

    u: d×1.  w: the sequence w[1], ..., w[m] of d×1 columns, independent draws from N(0, I).
    r: from 1 to m.
    """
    return exp(w[r].T * u - norm(u) ** 2 / 2) / sqrt(m)


@question(
    "3.5.variance",
    q=vector(d), k=vector(d), m=natural,
    tex=pair_tex, name=[r"\mathrm{Var}[f(q)^\top f(k)]", r"\mathrm{Var}(f(q)^\top f(k))"],
)  # fmt: skip
def variance(q, k, m):
    """The variance of f(q)ᵀ f(k), for the f of 3.4.feature and fixed q and k.

    q, k: d×1.  m: the number of draws w[1], ..., w[m] from N(0, I).
    """
    return exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1) / m


@question("3.5.halving", m=natural)
def halving(m):
    """The factor by which m must grow to halve the standard error of f(q)ᵀ f(k).

    m: the number of draws before.
    """
    return 4


@question("3.5.samples", q=vector(d), k=vector(d), tau=positive, tex=pair_tex, name="m")
def samples(q, k, tau):
    """The m at which the standard error of f(q)ᵀ f(k), relative to exp(qᵀk), is τ.

    q, k: d×1.  tau: positive.
    """
    return (exp(norm(q + k) ** 2) - 1) / tau**2


@question("3.5.crossover", n=size, d=size, name="m")
def crossover(n, d):
    """The order of m at which the approximation stops being cheaper than exact attention.

    n: positions.  d: dimensions, with n ≫ d.
    """
    return n


# ------------------------------------------------------------------------------------- code


@question("3.2.code")
def separable_attention(Q, K, V):
    """softmax_row(Q) softmax_col(K)ᵀ V, without ever forming an n×n tensor.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    softmax_row makes the entries of each row sum to one, softmax_col those of each column.
    Returns (..., n, d), of the same dtype and as exact as it allows; finite, for entries in the
    thousands too. Time and memory grow in proportion to n. Gradients with respect to Q, K and V are
    right. Q, K and V themselves are left as they are.

    Values are worth {points:values}, gradients {points:gradient}, entries in the thousands
    {points:large entries}, arguments of any dtype and layout, left alone, {points:arguments}, time
    and memory {points:cost}.
    """
    return Q.softmax(dim=-1) @ (K.softmax(dim=-2).mT @ V)


def separable_of_rows(Q, K, V):
    return Q.softmax(dim=-1) @ (K.softmax(dim=-1).mT @ V)


def separable_of_columns(Q, K, V):
    return Q.softmax(dim=-2) @ (K.softmax(dim=-2).mT @ V)


def separable_swapped(Q, K, V):
    return Q.softmax(dim=-2) @ (K.softmax(dim=-1).mT @ V)


def separable_with_root(Q, K, V):
    return separable_attention(Q, K, V) / math.sqrt(Q.shape[-1])


def separable_of_scaled_queries(Q, K, V):
    return separable_attention(Q / math.sqrt(Q.shape[-1]), K, V)


def separable_of_scaled_entries(Q, K, V):
    root = Q.shape[-1] ** 0.25
    return separable_attention(Q / root, K / root, V)


def guarded_softmax(X, dim, constant, *, detached=False):
    largest = X.gather(dim, X.argmax(dim, keepdim=True))
    weights = torch.exp(X - (largest.detach() if detached else largest))
    return weights / (weights.sum(dim, keepdim=True) + constant)


def separable_guarded(Q, K, V, constant, *, detached=False):
    rows = guarded_softmax(Q, -1, constant, detached=detached)
    return rows @ (guarded_softmax(K, -2, constant, detached=detached).mT @ V)


def separable_guarded_detached(Q, K, V, constant):
    return separable_guarded(Q, K, V, constant, detached=True)


def separable_rows_guarded(Q, K, V, constant):
    return guarded_softmax(Q, -1, constant) @ (K.softmax(dim=-2).mT @ V)


def separable_columns_guarded(Q, K, V, constant):
    return Q.softmax(dim=-1) @ (guarded_softmax(K, -2, constant).mT @ V)


@question("3.3.standard_code")
def standard_attention(Q, K, V):
    """softmax_row(Q Kᵀ) V, without the factor 1/√d.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    Returns (..., n, d), of the same dtype and as exact as it allows; finite, for entries of Q Kᵀ in
    the thousands too. Gradients with respect to Q, K and V are right. Q, K and V themselves are
    left as they are.

    Values are worth {points:values}, gradients {points:gradient}, large entries
    {points:large entries}, arguments of any dtype and layout, left alone, {points:arguments}.
    """
    return (Q @ K.mT).softmax(dim=-1) @ V


def scaled_attention(Q, K, V):
    return standard_attention(Q / math.sqrt(Q.shape[-1]), K, V)


def attention_over_queries(Q, K, V):
    return (Q @ K.mT).softmax(dim=-2) @ V


def attention_of_keys(Q, K, V):
    return standard_attention(K, Q, V)


def attention_to_earlier(Q, K, V):
    later = torch.ones(Q.shape[-2], Q.shape[-2], dtype=torch.bool).triu(1)
    return (Q @ K.mT).masked_fill(later, -math.inf).softmax(dim=-1) @ V


def attention_guarded(Q, K, V, constant):
    return guarded_softmax(Q @ K.mT, -1, constant) @ V


def attention_guarded_detached(Q, K, V, constant):
    return guarded_softmax(Q @ K.mT, -1, constant, detached=True) @ V


@question("3.3.code")
def approx_attention(Q, K, V, f):
    """D⁻¹ A V for a_ij = f(q_i)ᵀ f(k_j) and D = diag(A 1), with the time and space of 3.3.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    f: a function that takes (..., n, d) to (..., n, m); all it returns is positive, however small.
    Returns (..., n, d), of the same dtype and as exact as it allows. No n×n tensor is formed: time
    and memory grow in proportion to n. Gradients with respect to Q, K and V are right. Q, K and V
    themselves are left as they are.

    Values are worth {points:values}, gradients {points:gradient}, features down to 1e-13
    {points:small features}, arguments of any dtype and layout, left alone, {points:arguments}, time
    and memory {points:cost}.
    """
    features_q, features_k = f(Q), f(K)
    weighted = features_q @ (features_k.mT @ V)
    return weighted / (features_q @ features_k.sum(dim=-2)[..., None])


def unnormalised_attention(Q, K, V, f):
    return f(Q) @ (f(K).mT @ V)


def averaged_attention(Q, K, V, f):
    return unnormalised_attention(Q, K, V, f) / Q.shape[-2]


def attention_without_features(Q, K, V, f):
    return standard_attention(Q, K, V)


def approx_attention_to_earlier(Q, K, V, f):
    weights = (f(Q) @ f(K).mT).tril()
    return weights @ V / weights.sum(dim=-1, keepdim=True)


def approx_attention_with_root(Q, K, V, f):
    return approx_attention(Q, K, V, f) / math.sqrt(Q.shape[-1])


def approx_attention_of_scaled_queries(Q, K, V, f):
    return approx_attention(Q / math.sqrt(Q.shape[-1]), K, V, f)


def approx_attention_of_scaled_entries(Q, K, V, f):
    root = Q.shape[-1] ** 0.25
    return approx_attention(Q / root, K / root, V, f)


def approx_attention_guarded(Q, K, V, f, constant):
    features_q, features_k = f(Q), f(K)
    normaliser = features_q @ features_k.sum(dim=-2)[..., None]
    return features_q @ (features_k.mT @ V) / (normaliser + constant)


@question("3.4.code")
def positive_random_features(u, w):
    """f(u) of 3.4.feature, for given w_1, ..., w_m.

    u: (..., d); the dots may stand for several sides, or for none.  w: (m, d), m ≥ 1, the rows
    drawn from N(0, I). Tensors of one floating-point dtype, laid out in memory in any way.
    Returns (..., m), of the same dtype and as exact as it allows: positive wherever the dtype has
    numbers that are so small, else 0, never nan, and nowhere infinite, for ‖u‖ up to 1000.
    Gradients with respect to u and w are right. u and w themselves are left as they are.

    Values are worth {points:values}, gradients {points:gradient}, long u {points:large entries},
    arguments of any dtype and layout, left alone, {points:arguments}.
    """
    # Choromanski et al. 2021, "Rethinking attention with performers", lemma 1.
    return torch.exp(u @ w.mT - (u**2).sum(dim=-1, keepdim=True) / 2) / math.sqrt(w.shape[0])


def features_without_m(u, w):
    return positive_random_features(u, w) * math.sqrt(w.shape[0])


def features_reflected_without_m(u, w):
    return positive_random_features(u, -w) * math.sqrt(w.shape[0])


def features_over_m(u, w):
    return positive_random_features(u, w) / math.sqrt(w.shape[0])


def features_whole_norm(u, w):
    return torch.exp(u @ w.mT - (u**2).sum(dim=-1, keepdim=True)) / math.sqrt(w.shape[0])


def features_norm_not_squared(u, w):
    return torch.exp(u @ w.mT - u.norm(dim=-1, keepdim=True) / 2) / math.sqrt(w.shape[0])


def features_growing(u, w):
    return torch.exp(u @ w.mT + (u**2).sum(dim=-1, keepdim=True) / 2) / math.sqrt(w.shape[0])


def features_without_norm(u, w):
    return torch.exp(u @ w.mT) / math.sqrt(w.shape[0])


def exponential_kernel(q, k):
    return torch.exp((q * k).sum(dim=-1))
