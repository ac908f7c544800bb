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


# 4.1.difference
def difference(X, W, codes, delta, A, B):
    """Output of the adapted layer under QLoRA minus that under LoRA, with the same adapters: n×d.

    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    q = X * (delta * codes) + X * A * B.T
    l = X * W + X * A * B.T
    return q - l


# 4.1.update
def update(X, W, codes, delta, A, B):
    """What training can add to the effective weight, in LoRA as in QLoRA: d×d.

    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    return A * B.T


# 4.2.parameters
def parameters(d, r, m):
    """How many numbers are trained for one adapted d×d matrix.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    return 2 * d * r


# 4.2.rank
def rank(d, r, m):
    """The largest rank that what training adds to the weight can have.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    return d


# 4.2.bits_lora
def bits_lora(d, r, m):
    """How many bits LoRA holds for one adapted d×d matrix, frozen and adapters: 32 a number.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    return 32 * d**2 + 32 * 2 * d * r


# 4.2.bits_qlora
def bits_qlora(d, r, m):
    """How many bits QLoRA holds for one adapted d×d matrix, codes and adapters.

    A number of an adapter has 32 bits. Δ has 32 as well, and may be counted or left out.
    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    # everything is in m bits
    return m * (d**2 + 2 * d * r)


# 4.3.merged
def merged(X, W, codes, delta, A, B):
    """The matrix that LoRA's layer can be merged into for inference, where adapters are free: d×d.

    Its product with X is the output of the adapted layer.
    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    return W + A * B


# 4.3.overhead
def overhead(n, d, r, h):
    """QLoRA's extra work at inference for one frozen d×d matrix being kept in codes, as an order.

    In one forward pass; the bits of a code are a constant.
    n: the number of rows of the input.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    # one more pass over the inputs
    return O(n * d**2)


# 4.4a.lora_ffn_time
def lora_ffn_time(n, d, r, h):
    """Time of a forward pass of LFFN under LoRA, as an order.

    Nothing is merged; products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    # X W + X (A B^T)
    return Theta(n * d**2 + d**2 * r)


# 4.4a.lora_ffn_space
def lora_ffn_space(n, d, r, h):
    """How many numbers LFFN trains under LoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return Theta(2 * d * r)


# 4.4a.lora_mha_time
def lora_mha_time(n, d, r, h):
    """Time of a forward pass of MHA under LoRA, as an order.

    Nothing is merged; products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return h * (n * d**2 + n * d * r)


# 4.4a.lora_mha_space
def lora_mha_space(n, d, r, h):
    """How many numbers MHA trains under LoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return h * d * r


# 4.4a.qlora_ffn_time
def qlora_ffn_time(n, d, r, h):
    """Time of a forward pass of LFFN under QLoRA, dequantisation included, as an order.

    Products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return n * d**2 + n * d * r + d**2


# 4.4a.qlora_ffn_dequantisation
def qlora_ffn_dequantisation(n, d, r, h):
    """Time of dequantisation alone in a forward pass of LFFN under QLoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return d**2


# 4.4a.qlora_ffn_space
def qlora_ffn_space(n, d, r, h):
    """How many numbers LFFN trains under QLoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return d * r


# 4.4a.qlora_mha_time
def qlora_mha_time(n, d, r, h):
    """Time of a forward pass of MHA under QLoRA, dequantisation included, as an order.

    Products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return h * (n * d**2 + n * d * r)


# 4.4a.qlora_mha_dequantisation
def qlora_mha_dequantisation(n, d, r, h):
    """Time of dequantisation alone in a forward pass of MHA under QLoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return d**2


# 4.4a.qlora_mha_space
def qlora_mha_space(n, d, r, h):
    """How many numbers MHA trains under QLoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4b.saving_ffn
def saving_ffn(d, h, r, m):
    """How many bits fewer LFFN holds when its frozen matrix is kept in m bits a number, not 32.

    d: W is d×d.  h: the heads of MHA.  r: the adapters are d×r.  m: the bits of a code. The 32
    bits of Δ may be counted or left out.
    """
    return 32 * d**2 - m * d**2


# 4.4b.saving_mha
def savings_mha(d, h, r, m):
    """How many bits fewer MHA holds when its frozen matrices are kept in m bits a number, not 32.

    d: the side of a weight of a head.  h: the number of heads.  r: the adapters are d×r.  m: the
    bits of a code. The 32 bits of each matrix's Δ may be counted or left out.
    """
    # q k v o
    return 4 * h * (32 - m) * d**2


# 4.4b.inference_mha
def inference_mha():
    """LoRA or QLoRA for MHA, where all that counts is fast inference and memory is no matter.

    Returns "LoRA" or "QLoRA". Wrong choices of 4.4b take away what right ones earn.
    """
    return "LoRA"


# 4.4b.inference_ffn
def inference_ffn():
    """LoRA or QLoRA for LFFN, where all that counts is fast inference and memory is no matter.

    Returns "LoRA" or "QLoRA". Wrong choices of 4.4b take away what right ones earn.
    """
    return "LoRA"


# 4.4b.memory_mha
def memory_mha():
    """LoRA or QLoRA for MHA, where all that counts is a limit on memory.

    MHA and LFFN do not both fit at 32 bits; they do when the frozen matrices of that one of them
    are quantised in which this saves more.
    Returns "LoRA" or "QLoRA". Wrong choices of 4.4b take away what right ones earn.
    """
    return "QLoRA"


# 4.4b.memory_ffn
def memory_ffn():
    """LoRA or QLoRA for LFFN, where all that counts is the limit on memory of 4.4b.memory_mha.

    Returns "LoRA" or "QLoRA". Wrong choices of 4.4b take away what right ones earn.
    """
    return "QLoRA"


# 4.4b.both_mha
def both_mha():
    """LoRA or QLoRA for MHA, where the limit of 4.4b.memory_mha holds and inference is to be fast.

    Returns "LoRA" or "QLoRA". Wrong choices of 4.4b take away what right ones earn.
    """
    return "QLoRA"


# 4.4b.both_ffn
def both_ffn():
    """LoRA or QLoRA for LFFN, where the limit of 4.4b.memory_mha holds and inference is to be fast.

    Returns "LoRA" or "QLoRA". Wrong choices of 4.4b take away what right ones earn.
    """
    return "QLoRA"
