"""Q3 — attention and an efficient approximation (34 points).

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

import torch
from notation import *


# 3.1.head_time
def head_time(n, d, h):
    """The time that one head takes, as an order.

    Whether its projections are counted with it is up to you.
    n: positions.  d: dimensions.  h: heads.
    """
    raise NotImplementedError


# 3.1.head_space
def head_space(n, d, h):
    """The space that one head takes, as an order.

    Whether its projections are counted with it is up to you.
    n: positions.  d: dimensions.  h: heads.
    """
    raise NotImplementedError


# 3.1.multihead_time
def multihead_time(n, d, h):
    """The time that multi-head attention takes, with all its projections, as an order.

    n: positions.  d: dimensions.  h: heads, computed one after the other.
    """
    raise NotImplementedError


# 3.1.multihead_space
def multihead_space(n, d, h):
    """The space that multi-head attention takes, with all its projections, as an order.

    Whether the weights of the projections are counted is up to you.
    n: positions.  d: dimensions.  h: heads, computed one after the other.
    """
    raise NotImplementedError


# 3.1.bottleneck
def bottleneck(n):
    """What dominates the cost for very long sequences, as a monomial in n alone.

    n: positions; d and h stay as they are.
    """
    raise NotImplementedError


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


# 3.2.time
def separable_time(n, d):
    """The time that separable attention takes, as an order, where d ≤ n.

    n: positions.  d: dimensions.
    """
    raise NotImplementedError


# 3.2.space
def separable_space(n, d):
    """The space that separable attention takes, as an order, where d ≤ n.

    n: positions.  d: dimensions.
    """
    raise NotImplementedError


# 3.2.rank
def rank(n, d):
    """The largest rank that softmax_row(Q) softmax_col(K)ᵀ can have, where d ≤ n.

    n: positions.  d: dimensions.  The rank itself, not an order.
    """
    raise NotImplementedError


# 3.3.normaliser
def normaliser(q, k, i, n, d):
    """The entry D_ii as a sum over the positions j, from the queries and keys.

    q, k: sequences of d×1 columns, as in q[1], ..., q[n].  i: from 1 to n.
    """
    raise NotImplementedError


# 3.3.verify
def verify(Q, K, V, A, D, i, c, n, d):
    """Attention in another form: from softmax_row(Q Kᵀ) V to D⁻¹ A V.

    Q, K, V: n×d.  A, D: n×n, inv(D) is D⁻¹.  i: a row, from 1 to n.  c: a column, from 1 to d.
    In matrices, with ones(n) for the column 1, or for the entries (i, c) of both, such as
    (softmax_row(Q*K.T)*V)[i, c].  Facts, of which a step cites one or two: "definition of softmax"
    (each row of exp(S) divided by its sum), "definition of A" (A = exp(Q Kᵀ)), "definition of D"
    (D = diag(A 1)).
    """
    raise NotImplementedError


# 3.3.time
def approx_time(n, m, d):
    """The time in which D⁻¹ A V can be computed from f, as an order, where n ≫ m and n ≫ d.

    n: positions.  m: coordinates of f.  d: dimensions.  One value of f takes Θ(md) time and space.
    """
    raise NotImplementedError


# 3.3.space
def approx_space(n, m, d):
    """The space that this takes, as an order, where n ≫ m and n ≫ d.

    Whether the values of f at all positions are held at once is up to you.
    n: positions.  m: coordinates of f.  d: dimensions.  One value of f takes Θ(md) time and space.
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


# 3.4.feature
def feature(u, w, r, m, d):
    """Coordinate r of the f(u) that 3.4.derivation suggests: E[f(q)ᵀ f(k)] = exp(qᵀk), f > 0.

    u: d×1.  w: the sequence w[1], ..., w[m] of d×1 columns, independent draws from N(0, I).
    r: from 1 to m.
    """
    raise NotImplementedError


# 3.5.variance
def variance(q, k, m):
    """The variance of f(q)ᵀ f(k), for the f of 3.4.feature and fixed q and k.

    q, k: d×1.  m: the number of draws w[1], ..., w[m] from N(0, I).
    """
    raise NotImplementedError


# 3.5.halving
def halving(m):
    """The factor by which m must grow to halve the standard error of f(q)ᵀ f(k).

    m: the number of draws before.
    """
    raise NotImplementedError


# 3.5.samples
def samples(q, k, tau):
    """The m at which the standard error of f(q)ᵀ f(k), relative to exp(qᵀk), is τ.

    q, k: d×1.  tau: positive.
    """
    raise NotImplementedError


# 3.5.crossover
def crossover(n, d):
    """The order of m at which the approximation stops being cheaper than exact attention.

    n: positions.  d: dimensions, with n ≫ d.
    """
    raise NotImplementedError


# 3.2.code
def separable_attention(Q, K, V):
    """softmax_row(Q) softmax_col(K)ᵀ V, without ever forming an n×n tensor.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    softmax_row makes the entries of each row sum to one, softmax_col those of each column.
    Returns (..., n, d), of the same dtype and as exact as it allows; finite, for entries in the
    thousands too. Time and memory grow in proportion to n. Gradients with respect to Q, K and V are
    right. Q, K and V themselves are left as they are.

    Values are worth 0.25, gradients 0.125, entries in the thousands
    0.125, arguments of any dtype and layout, left alone, 0.125, time
    and memory 0.375.
    """
    raise NotImplementedError


# 3.3.standard_code
def standard_attention(Q, K, V):
    """softmax_row(Q Kᵀ) V, without the factor 1/√d.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    Returns (..., n, d), of the same dtype and as exact as it allows; finite, for entries of Q Kᵀ in
    the thousands too. Gradients with respect to Q, K and V are right. Q, K and V themselves are
    left as they are.

    Values are worth 0.25, gradients 0.125, large entries
    0.0625, arguments of any dtype and layout, left alone, 0.0625.
    """
    raise NotImplementedError


# 3.3.code
def approx_attention(Q, K, V, f):
    """D⁻¹ A V for a_ij = f(q_i)ᵀ f(k_j) and D = diag(A 1), with the time and space of 3.3.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    f: a function that takes (..., n, d) to (..., n, m); all it returns is positive, however small.
    Returns (..., n, d), of the same dtype and as exact as it allows. No n×n tensor is formed: time
    and memory grow in proportion to n. Gradients with respect to Q, K and V are right. Q, K and V
    themselves are left as they are.

    Values are worth 0.5, gradients 0.25, features down to 1e-13
    0.25, arguments of any dtype and layout, left alone, 0.25, time
    and memory 0.75.
    """
    raise NotImplementedError


# 3.4.code
def positive_random_features(u, w):
    """f(u) of 3.4.feature, for given w_1, ..., w_m.

    u: (..., d); the dots may stand for several sides, or for none.  w: (m, d), m ≥ 1, the rows
    drawn from N(0, I). Tensors of one floating-point dtype, laid out in memory in any way.
    Returns (..., m), of the same dtype and as exact as it allows: positive wherever the dtype has
    numbers that are so small, else 0, never nan, and nowhere infinite, for ‖u‖ up to 1000.
    Gradients with respect to u and w are right. u and w themselves are left as they are.

    Values are worth 1.5, gradients 0.75, long u 0.375,
    arguments of any dtype and layout, left alone, 0.375.
    """
    raise NotImplementedError
