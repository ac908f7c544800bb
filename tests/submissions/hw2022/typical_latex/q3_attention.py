"""Q3 — attention and an efficient approximation.

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

from notation import *


# 3.2.code
def separable_attention(Q, K, V):
    """softmax_row(Q) softmax_col(K)ᵀ V, without ever forming an n×n tensor.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    softmax_row makes the entries of each row sum to one, softmax_col those of each column.
    Returns (..., n, d), of the same dtype; finite, for entries in the thousands too. Time and
    memory grow in proportion to n. Gradients with respect to Q, K and V are right. Q, K and V
    themselves are left as they are.
    """
    A = torch.softmax(Q, dim=-1) @ torch.softmax(K, dim=-2).transpose(-1, -2)
    return A @ V


# 3.3.standard_code
def standard_attention(Q, K, V):
    """softmax_row(Q Kᵀ) V, without the factor 1/√d.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    Returns (..., n, d), of the same dtype; finite, for entries of Q Kᵀ in the thousands too.
    Gradients with respect to Q, K and V are right. Q, K and V themselves are left as they are.
    """
    d = Q.shape[-1]
    scores = Q @ K.transpose(-2, -1) / d**0.5
    return torch.softmax(scores, dim=-1) @ V


# 3.3.code
def approx_attention(Q, K, V, f):
    """D⁻¹ A V for a_ij = f(q_i)ᵀ f(k_j) and D = diag(A 1), with the time and space of 3.3.

    Q, K, V: (..., n, d), n ≥ 1, tensors of one floating-point dtype, laid out in memory in any way.
    What stands for the dots (a batch, heads, both or nothing) is the same in all three.
    f: a function that takes (..., n, d) to (..., n, m); all it returns is positive.
    Returns (..., n, d), of the same dtype. No n×n tensor is formed: time and memory grow in
    proportion to n. Gradients with respect to Q, K and V are right. Q, K and V themselves are left
    as they are.
    """
    fq, fk = f(Q), f(K)
    numerator = fq @ (fk.transpose(-2, -1) @ V)
    denominator = fq @ fk.sum(dim=-2).unsqueeze(-1)
    return numerator / denominator


# 3.4.code
def positive_random_features(u, w):
    """f(u) of 3.4.feature, for given w_1, ..., w_m.

    u: (..., d); the dots may stand for several sides, or for none.  w: (m, d), m ≥ 1, the rows
    drawn from N(0, I). Tensors of one floating-point dtype, laid out in memory in any way.
    Returns (..., m), of the same dtype: positive wherever the dtype has numbers that are so small,
    else 0, never nan, and nowhere infinite, for ‖u‖ up to 1000. Gradients with respect to u and w
    are right. u and w themselves are left as they are.
    """
    m = w.shape[0]
    return torch.exp(u @ w.T) * torch.exp(-(u**2).sum(-1, keepdim=True) / 2) / math.sqrt(m)
