"""Q4 — low-rank adaptation (18 points).

LoRA on a linear layer: LFFN(X) = X W + X A Bᵀ, with W frozen (d × d) and adapters A, B (d × r),
r ≪ d; X is n × d. QLoRA keeps the frozen matrix in m bits,

    codes = ⌊W / Δ⌋,   Δ = max|W| / (2^{m−1} − 1),

and dequantises Δ · codes before it is used.
"""

import torch
from notation import *


# 4.1.difference
def difference(X, W, codes, delta, A, B):
    """Output of the adapted layer under QLoRA minus that under LoRA, with the same adapters: n×d.

    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    q = X * (delta * codes) + X * A * B.T
    l = X * W + X * A * B.T)
    return q - l


# 4.1.update
def update(X, W, codes, delta, A, B):
    """The change of the effective weight that training can make, in LoRA or QLoRA: d×d.

    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    return A * B.T
