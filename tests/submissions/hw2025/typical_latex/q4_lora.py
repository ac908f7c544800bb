"""Q4 — low-rank adaptation (18 points).

LoRA on a linear layer: LFFN(X) = X W + X A Bᵀ, with W frozen (d × d) and adapters A, B (d × r),
r ≪ d; X is n × d. QLoRA keeps the frozen matrix in m bits,

    codes = ⌊W / Δ⌋,   Δ = max|W| / (2^{m−1} − 1),

and dequantises Δ · codes before it is used. Multi-head attention (MHA) has h heads, d × d matrices
W for the queries, keys and values of each, with adapters of their own, and W^O, hd × d, with none:

    Q = H W^Q + H A^Q B^Qᵀ, likewise K and V,   head = softmax(Q Kᵀ / √d) V,

heads side by side, times W^O; H is n × d.
"""

import math
import torch
import torch.nn as nn
import torch.nn.functional as F
from notation import *


# 4.4a.quantize
def quantize(W, m):
    """The m-bit codes of a matrix, by the definition at the top of this file.

    W: (d_in, d_out), floating point; it stays as it is.  m: bits, an int, 2 ≤ m ≤ 8.
    Returns the codes, of W's shape and an integer dtype, each from -2^{m−1} to 2^{m−1} - 1; and Δ,
    a tensor of shape () and W's dtype. A matrix of zeros has codes 0 and any finite Δ ≥ 0, such
    that it is dequantised to zeros; nothing that is not a number may become a code.
    """
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros(W.shape, dtype=torch.int8), delta
    codes = torch.round(W / delta)
    return codes.to(torch.int8), delta


# 4.4a.dequantize
def dequantize(codes, delta):
    """The matrix that codes stand for, of their shape and Δ's dtype.

    codes, delta: as `quantize` returns them. It is graded with 4.4a.quantize.
    """
    return codes * delta


# 4.4a.linear
class LoRALinear(nn.Module):
    """A linear layer with an adapter: X ↦ X W + X A Bᵀ, without scale, bias or dropout.

    Its trained parameters are A, (d_in, r), and B, (d_out, r), under these names, of the weight's
    dtype and on its device; nothing else is trained. At the start the adapter changes nothing, and
    yet it can be trained: one of A and B is zero, and the other is not.
    """

    def __init__(self, weight, rank):
        """weight: W, (d_in, d_out), of which a copy is kept, frozen.  rank: r ≥ 1, of any size."""
        super().__init__()
        d_in, d_out = weight.shape
        self.weight = nn.Parameter(weight.clone(), requires_grad=False)
        self.A = nn.Parameter(torch.randn(d_in, rank) * 0.01)
        self.B = nn.Parameter(torch.zeros(d_out, rank))

    def forward(self, X):
        """X: (…, d_in), with any number of sides in front.  Returns (…, d_out)."""
        return X @ self.weight + X @ self.A @ self.B.T

    def merge(self):
        """Make the layer one product of X with one matrix, which A and B do not enter any more.

        The output stays what it was, up to rounding. What is merged already stays as it is.
        """
        self.weight.data += self.A @ self.B.T

    def unmerge(self):
        """Undo `merge`: W is what it was, up to rounding, and A and B enter again."""
        self.weight.data -= self.A @ self.B.T


# 4.4a.attention
class LoRAMultiHeadAttention(nn.Module):
    """Multi-head attention with adapters, as at the top of this file; without bias or dropout.

    Its trained parameters are an A and a B, (d, r), for each head and each of Q, K and V, under any
    names: each a parameter of its own, or stacked in parameters with sides in front, such as
    (h, d, r). They have the matrices' dtype and device; nothing else is trained. At the start they
    change nothing, and yet can be trained: one of each pair is zero, and the other is not.
    """

    def __init__(self, Wq, Wk, Wv, Wo, rank):
        """Wq, Wk, Wv: lists of h matrices (d, d).  Wo: (hd, d).  rank: r ≥ 1, of any size.

        Copies of the matrices are kept, frozen.
        """
        super().__init__()
        self.h = len(Wq)
        self.q = nn.ModuleList([LoRALinear(w, rank) for w in Wq])
        self.k = nn.ModuleList([LoRALinear(w, rank) for w in Wk])
        self.v = nn.ModuleList([LoRALinear(w, rank) for w in Wv])
        self.Wo = nn.Parameter(Wo.clone(), requires_grad=False)

    def forward(self, H):
        """H: (…, n, d), with any number of sides in front.  Returns (…, n, d)."""
        outs = []
        for i in range(self.h):
            q, k, v = self.q[i](H), self.k[i](H), self.v[i](H)
            att = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.Wo.shape[0]), dim=-1)
            outs.append(att @ v)
        return torch.cat(outs, dim=-1) @ self.Wo
