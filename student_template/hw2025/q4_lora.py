"""Q4 — low-rank adaptation (18 points).

LoRA on a linear layer: LFFN(X) = X W + X A Bᵀ, with W frozen (d × d) and adapters A, B (d × r),
r ≪ d; X is n × d. QLoRA keeps the frozen matrix in m bits,

    codes = ⌊W / Δ⌋,   Δ = max|W| / (2^{m−1} − 1),

and dequantises Δ · codes before it is used. Multi-head attention (MHA) has h heads, d × d matrices
W for the queries, keys and values of each, with adapters of their own, and W^O, hd × d, with none:

    Q = H W^Q + H A^Q B^Qᵀ, likewise K and V,   head = softmax(Q Kᵀ / √d) V,

heads side by side, times W^O; H is n × d.
"""

import torch
from torch import nn
from notation import *


# 4.1.difference
def difference(X, W, codes, delta, A, B):
    """Output of the adapted layer under QLoRA minus that under LoRA, with the same adapters: n×d.

    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    raise NotImplementedError


# 4.1.update
def update(X, W, codes, delta, A, B):
    """What training can add to the effective weight, in LoRA as in QLoRA: d×d.

    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    raise NotImplementedError


# 4.2.parameters
def parameters(d, r, m):
    """How many numbers are trained for one adapted d×d matrix.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    raise NotImplementedError


# 4.2.rank
def rank(d, r, m):
    """The largest rank that what training adds to the weight can have.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    raise NotImplementedError


# 4.2.bits_lora
def bits_lora(d, r, m):
    """How many bits LoRA holds for one adapted d×d matrix, frozen and adapters: 32 a number.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    raise NotImplementedError


# 4.2.bits_qlora
def bits_qlora(d, r, m):
    """How many bits QLoRA holds for one adapted d×d matrix, codes and adapters.

    A number of an adapter has 32 bits. Δ has 32 as well, and may be counted or left out.
    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    raise NotImplementedError


# 4.3.merged
def merged(X, W, codes, delta, A, B):
    """The matrix that LoRA's layer can be merged into for inference, where adapters are free: d×d.

    Its product with X is the output of the adapted layer.
    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    raise NotImplementedError


# 4.3.overhead
def overhead(n, d, r, h):
    """QLoRA's extra work at inference for one frozen d×d matrix being kept in codes, as an order.

    In one forward pass; the bits of a code are a constant.
    n: the number of rows of the input.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.lora_ffn_time
def lora_ffn_time(n, d, r, h):
    """Time of a forward pass of LFFN under LoRA, as an order.

    Nothing is merged; products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.lora_ffn_space
def lora_ffn_space(n, d, r, h):
    """How many numbers LFFN trains under LoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.lora_mha_time
def lora_mha_time(n, d, r, h):
    """Time of a forward pass of MHA under LoRA, as an order.

    Nothing is merged; products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.lora_mha_space
def lora_mha_space(n, d, r, h):
    """How many numbers MHA trains under LoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.qlora_ffn_time
def qlora_ffn_time(n, d, r, h):
    """Time of a forward pass of LFFN under QLoRA, dequantisation included, as an order.

    Products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.qlora_ffn_dequantisation
def qlora_ffn_dequantisation(n, d, r, h):
    """Time of dequantisation alone in a forward pass of LFFN under QLoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.qlora_ffn_space
def qlora_ffn_space(n, d, r, h):
    """How many numbers LFFN trains under QLoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.qlora_mha_time
def qlora_mha_time(n, d, r, h):
    """Time of a forward pass of MHA under QLoRA, dequantisation included, as an order.

    Products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.qlora_mha_dequantisation
def qlora_mha_dequantisation(n, d, r, h):
    """Time of dequantisation alone in a forward pass of MHA under QLoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.qlora_mha_space
def qlora_mha_space(n, d, r, h):
    """How many numbers MHA trains under QLoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    raise NotImplementedError


# 4.4a.quantize
def quantize(W, m):
    """The m-bit codes of a matrix, by the definition at the top of this file.

    W: (d_in, d_out), floating point, laid out in memory in any way; it stays as it is.  m: bits, an
    int, 2 ≤ m ≤ 8.
    Returns the codes, of W's shape and an integer dtype, each from -2^{m−1} to 2^{m−1} - 1; and Δ,
    a tensor of shape () and W's dtype. A matrix of zeros has codes 0 and any finite Δ ≥ 0, such
    that it is dequantised to zeros; nothing that is not a number may become a code. A matrix with
    some zeros, or of small numbers, is quantised as any other.
    """
    raise NotImplementedError


# 4.4a.dequantize
def dequantize(codes, delta):
    """The matrix that codes stand for, of their shape and Δ's dtype.

    codes, delta: as `quantize` returns them. It is graded with 4.4a.quantize.
    """
    raise NotImplementedError


# 4.4a.linear
class LoRALinear(nn.Module):
    """A linear layer with an adapter: X ↦ X W + X A Bᵀ, without scale, bias or dropout.

    The output is worth 0.375, the start and training 0.25, merging
    0.25, copies and what is passed in 0.125.

    Its trained parameters are A, (d_in, r), and B, (d_out, r), under these names, of the weight's
    dtype and on its device; nothing else is trained. At the start the adapter changes nothing, and
    yet it can be trained: one of A and B is zero, and the other is not.
    """

    def __init__(self, weight, rank):
        """weight: W, (d_in, d_out), of which a copy is kept, frozen.  rank: r ≥ 1, of any size."""
        raise NotImplementedError

    def forward(self, X):
        """X: (…, d_in), any sides in front, laid out in memory in any way.  Returns (…, d_out)."""
        raise NotImplementedError

    def merge(self):
        """Make the layer one product of X with one matrix, which A and B do not enter any more.

        The output stays what it was, up to rounding. What is merged already stays as it is.
        """
        raise NotImplementedError

    def unmerge(self):
        """Undo `merge`: W is what it was, up to rounding, and A and B enter again.

        What is not merged stays as it is.
        """
        raise NotImplementedError


# 4.4a.attention
class LoRAMultiHeadAttention(nn.Module):
    """Multi-head attention with adapters, as at the top of this file; without bias or dropout.

    The output is worth 0.625, gradients and training 0.25, copies and what
    is passed in 0.125. It is as exact as the matrices' dtype allows.

    Its trained parameters are an A and a B, (d, r), for each head and each of Q, K and V, under any
    names: each a parameter of its own, or stacked in parameters with sides in front, such as
    (h, d, r). They have the matrices' dtype and device; nothing else is trained. At the start they
    change nothing, and yet can be trained: one of each pair is zero, and the other is not.
    """

    def __init__(self, Wq, Wk, Wv, Wo, rank):
        """Wq, Wk, Wv: lists of h matrices (d, d).  Wo: (hd, d).  rank: r ≥ 1, of any size.

        Copies of the matrices are kept, frozen.
        """
        raise NotImplementedError

    def forward(self, H):
        """H: (…, n, d), any sides in front, laid out in memory in any way.  Returns (…, n, d)."""
        raise NotImplementedError


# 4.4b.saving_ffn
def saving_ffn(d, h, r, m):
    """How many bits fewer LFFN holds when its frozen matrix is kept in m bits a number, not 32.

    d: W is d×d.  h: the heads of MHA.  r: the adapters are d×r.  m: the bits of a code. The 32
    bits of Δ may be counted or left out.
    """
    raise NotImplementedError


# 4.4b.saving_mha
def saving_mha(d, h, r, m):
    """How many bits fewer MHA holds when its frozen matrices are kept in m bits a number, not 32.

    d: the side of a weight of a head.  h: the number of heads.  r: the adapters are d×r.  m: the
    bits of a code. The 32 bits of each matrix's Δ may be counted or left out.
    """
    raise NotImplementedError


# 4.4b.inference_mha
def inference_mha():
    """LoRA or QLoRA for MHA, where all that counts is fast inference and memory is no matter.

    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    raise NotImplementedError


# 4.4b.inference_ffn
def inference_ffn():
    """LoRA or QLoRA for LFFN, where all that counts is fast inference and memory is no matter.

    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    raise NotImplementedError


# 4.4b.memory_mha
def memory_mha():
    """LoRA or QLoRA for MHA, where all that counts is a limit on memory.

    MHA and LFFN do not both fit at 32 bits; they do when the frozen matrices of that one of them
    are quantised in which this saves more.
    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    raise NotImplementedError


# 4.4b.memory_ffn
def memory_ffn():
    """LoRA or QLoRA for LFFN, where all that counts is the limit on memory of 4.4b.memory_mha.

    Returns "LoRA" or "QLoRA".
    """
    raise NotImplementedError


# 4.4b.both_mha
def both_mha():
    """LoRA or QLoRA for MHA, where the limit of 4.4b.memory_mha holds and inference is to be fast.

    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    raise NotImplementedError


# 4.4b.both_ffn
def both_ffn():
    """LoRA or QLoRA for LFFN, where the limit of 4.4b.memory_mha holds and inference is to be fast.

    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    raise NotImplementedError
