"""Question 3."""

import torch

from notation import *


def head_time(n, d, h):
    return Theta(n * d * (n + d))


def head_space(n, d, h):
    return Theta(3 * n * d + 3 * d**2 + n**2)


def multihead_time(n, d, h):
    return O(h * n * d * (n + d) + 4 * h * n * d**2)


def multihead_space(n, d, h):
    return Theta(n * (n + h * d))


def bottleneck(n):
    return Theta(n**2)


def rows_sum_to_one(B, C, i, d, n):
    row, column = Symbol("row"), Symbol("column")
    total = Sum(C[row, column], (column, 1, n))
    return (
        Derivation(1)
        .equals(Sum(B[i, row], (row, 1, d)), by="rows of B sum to one")
        .equals(Sum(B[i, row] * total, (row, 1, d)), by="rows of C sum to one")
        .equals(Sum(Sum(B[i, row] * C[row, column], (row, 1, d)), (column, 1, n)))
    )


def nonnegative(B, C, i, j, d):
    r = Symbol("r")
    return Derivation(0).at_most(
        Sum(C[r, j] * B[i, r], (r, 1, d)), by=["entries of B and C are non-negative"]
    )


def separable_time(n, d):
    return Theta(2 * n * d**2 + 2 * n * d)


def separable_space(n, d):
    return Theta(n * d)


def separable_attention(Q, K, V):
    queries, keys = Q.softmax(dim=-1), K.softmax(dim=-2)
    context = torch.einsum("...nk,...nv->...kv", keys, V)
    return torch.einsum("...nk,...kv->...nv", queries, context)


def rank(n, d):
    return Min(n, d)


def normaliser(q, k, i, n, d):
    j, r = Symbol("j"), Symbol("r")
    return Sum(Product(exp(q[i][r] * k[j][r]), (r, 1, d)), (j, 1, n))


def verify(Q, K, V, A, D, i, c, n, d):
    j, m = Symbol("j"), Symbol("m")
    row = Sum(A[i, j] * V[j, c], (j, 1, n))
    return (
        Derivation((inv(D) * A * V)[i, c])
        .equals(row / Sum(A[i, m], (m, 1, n)), by="D is diagonal: definition of D")
        .equals(
            Sum((softmax_row(Q * K.T))[i, j] * V[j, c], (j, 1, n)),
            by=["definition of A", "definition of softmax"],
        )
    )


def standard_attention(Q, K, V):
    logits = torch.einsum("...id,...jd->...ij", Q, K)
    weights = (logits - logits.logsumexp(dim=-1, keepdim=True)).exp()
    return torch.einsum("...ij,...jd->...id", weights, V)


def approx_time(n, m, d):
    return Theta(2 * n * m * d + n * (m * d + m + d))


def approx_space(n, m, d):
    return Theta(n * (m + d))


def approx_attention(Q, K, V, f):
    # a column of ones beside V, so that the normaliser is a column of the result
    ones = torch.ones_like(V[..., :1])
    summary = f(K).transpose(-1, -2) @ torch.cat([V, ones], dim=-1)
    result = f(Q) @ summary
    return result[..., :-1] / result[..., -1:]


def derivation(q, k, x, d):
    # from the end: 1 is the mass of a normal density
    normal = lambda mean: (2 * pi) ** (-d / 2) * exp(-(norm(x - mean) ** 2) / 2)
    lengths = exp(-(norm(q) ** 2) / 2 - norm(k) ** 2 / 2)
    return (
        Derivation(exp(k.T * q))
        .equals(lengths * exp(norm(q + k) ** 2 / 2))
        .equals(
            lengths * exp(norm(q + k) ** 2 / 2) * integral(normal(q + k), x),
            by="the density integrates to one",
        )
        .equals(
            lengths * integral(exp(x.T * (q + k)) * (2 * pi) ** (-d / 2) * exp(-(norm(x) ** 2) / 2), x),
            by="completing the square",
        )
        .equals(lengths * E(exp(x.T * q) * exp(x.T * k), x), by="density of N(0, I)")
    )


def feature(u, w, r, m, d):
    return exp((norm(w[r]) ** 2 - norm(w[r] - u) ** 2) / 2) / sqrt(m)


def positive_random_features(u, w):
    m = w.shape[0]
    exponents = torch.einsum("...d,md->...m", u, w) - u.square().sum(dim=-1, keepdim=True) / 2
    return torch.exp(exponents) * m**-0.5


def variance(q, k, m):
    mean = exp(q.T * k)
    mean_of_square = exp(2 * q.T * k + norm(q + k) ** 2)
    return (mean_of_square - mean**2) / m


def halving(m):
    return (4 * m) / m


def samples(q, k, tau):
    s = q + k
    return exp(s.T * s) / tau**2 - 1 / tau**2


def crossover(n, d):
    return Theta(n)
