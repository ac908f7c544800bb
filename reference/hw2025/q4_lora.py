"""Q4 — low-rank adaptation ({points} points).

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

from notation import T, Theta, dimension, floor, matrix, natural, positive, question, size

d, n, r = dimension("d"), dimension("n"), dimension("r")

layer = {
    "X": matrix(n, d),
    "W": matrix(d, d),
    "codes": matrix(d, d),
    "delta": positive,
    "A": matrix(d, r),
    "B": matrix(d, r),
}
layer_tex = {
    "W": ["W", "W^{F,l}"],
    "codes": [r"\tilde W", r"\tilde W^{F,l}", r"\lfloor W/\Delta\rfloor"],
    "delta": r"\Delta",
    "A": ["A", "A^{F,l}"],
    "B": ["B", "B^{F,l}"],
}


def quantised(W, codes, delta):
    """The codes by their definition; adapters are narrower than the matrix."""
    return [{codes: floor(W / delta)}, r <= d]


@question("4.1.difference", where=quantised, **layer, tex=layer_tex)
def difference(X, W, codes, delta, A, B):
    """Output of the adapted layer under QLoRA minus that under LoRA, with the same adapters: n×d.

    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    return X * (delta * codes - W)


@question("4.1.update", where=quantised, **layer, tex=layer_tex, name=r"\Delta W")
def update(X, W, codes, delta, A, B):
    """What training can add to the effective weight, in LoRA as in QLoRA: d×d.

    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    return A * T(B)


adapted = {"d": natural, "r": natural, "m": natural}


def narrow(d, r):
    """Adapters are narrower than the matrix."""
    return r <= d


@question("4.2.parameters", where=narrow, **adapted)
def parameters(d, r, m):
    """How many numbers are trained for one adapted d×d matrix.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    return 2 * d * r


@question("4.2.rank", where=narrow, **adapted)
def rank(d, r, m):
    """The largest rank that what training adds to the weight can have.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    return r


@question("4.2.bits_lora", where=narrow, **adapted)
def bits_lora(d, r, m):
    """How many bits LoRA holds for one adapted d×d matrix, frozen and adapters: 32 a number.

    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    return 32 * d**2 + 64 * d * r


@question("4.2.bits_qlora", where=narrow, **adapted)
def bits_qlora(d, r, m):
    """How many bits QLoRA holds for one adapted d×d matrix, codes and adapters.

    A number of an adapter has 32 bits. Δ has 32 as well, and may be counted or left out.
    d, r: the adapters are d×r, r ≤ d.  m: the bits of a code.
    """
    return m * d**2 + 64 * d * r


@question("4.3.merged", where=quantised, **layer, tex=layer_tex, name="W'")
def merged(X, W, codes, delta, A, B):
    """The matrix that LoRA's layer can be merged into for inference, where adapters are free: d×d.

    Its product with X is the output of the adapted layer.
    X: n×d.  W: d×d, frozen.  codes: d×d, the quantised W.  delta: Δ.  A, B: d×r.
    """
    return W + A * T(B)


# Of a module: rows of its input, sides of a weight, rank, heads.
module = {"n": size, "d": size, "r": size, "h": size}


@question("4.3.overhead", **module)
def overhead(n, d, r, h):
    """QLoRA's extra work at inference for one frozen d×d matrix being kept in codes, as an order.

    In one forward pass; the bits of a code are a constant.
    n: the number of rows of the input.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return Theta(d**2)


@question("4.4a.lora_ffn_time", **module)
def lora_ffn_time(n, d, r, h):
    """Time of a forward pass of LFFN under LoRA, as an order.

    Nothing is merged; products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return Theta(n * d**2 + n * d * r)


@question("4.4a.lora_ffn_space", **module)
def lora_ffn_space(n, d, r, h):
    """How many numbers LFFN trains under LoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return Theta(d * r)


@question("4.4a.lora_mha_time", **module)
def lora_mha_time(n, d, r, h):
    """Time of a forward pass of MHA under LoRA, as an order.

    Nothing is merged; products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return Theta(h * (n * d**2 + n * d * r + n**2 * d))


@question("4.4a.lora_mha_space", **module)
def lora_mha_space(n, d, r, h):
    """How many numbers MHA trains under LoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return Theta(h * d * r)


@question("4.4a.qlora_ffn_time", **module)
def qlora_ffn_time(n, d, r, h):
    """Time of a forward pass of LFFN under QLoRA, dequantisation included, as an order.

    Products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return Theta(n * d**2 + n * d * r + d**2)


@question("4.4a.qlora_ffn_dequantisation", **module)
def qlora_ffn_dequantisation(n, d, r, h):
    """Time of dequantisation alone in a forward pass of LFFN under QLoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return Theta(d**2)


@question("4.4a.qlora_ffn_space", **module)
def qlora_ffn_space(n, d, r, h):
    """How many numbers LFFN trains under QLoRA, as an order.

    n: the number of rows of X.  d, r: the adapters are d×r, r ≤ d.  h: the heads of MHA.
    Returns an expression, or Theta(expression).
    """
    return Theta(d * r)


@question("4.4a.qlora_mha_time", **module)
def qlora_mha_time(n, d, r, h):
    """Time of a forward pass of MHA under QLoRA, dequantisation included, as an order.

    Products are taken from the left, X A Bᵀ as (X A) Bᵀ.
    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return Theta(h * (n * d**2 + n * d * r + n**2 * d + d**2))


@question("4.4a.qlora_mha_dequantisation", **module)
def qlora_mha_dequantisation(n, d, r, h):
    """Time of dequantisation alone in a forward pass of MHA under QLoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return Theta(h * d**2)


@question("4.4a.qlora_mha_space", **module)
def qlora_mha_space(n, d, r, h):
    """How many numbers MHA trains under QLoRA, as an order.

    n: the number of rows of H.  d, r: the adapters are d×r, r ≤ d.  h: the number of heads.
    Returns an expression, or Theta(expression).
    """
    return Theta(h * d * r)


@question("4.4a.quantize")
def quantize(W, m):
    """The m-bit codes of a matrix, by the definition at the top of this file.

    W: (d_in, d_out), floating point, laid out in memory in any way; it stays as it is.  m: bits, an
    int, 2 ≤ m ≤ 8.
    Returns the codes, of W's shape and an integer dtype, each from -2^{m−1} to 2^{m−1} - 1; and Δ,
    a tensor of shape () and W's dtype. A matrix of zeros has codes 0 and any finite Δ ≥ 0, such
    that it is dequantised to zeros; nothing that is not a number may become a code. A matrix with
    some zeros, or of small numbers, is quantised as any other.
    """
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    return torch.floor(W / delta).to(torch.int8), delta


@question("4.4a.dequantize")
def dequantize(codes, delta):
    """The matrix that codes stand for, of their shape and Δ's dtype.

    codes, delta: as `quantize` returns them. It is graded with 4.4a.quantize.
    """
    return delta * codes


@question("4.4a.linear")
class LoRALinear(nn.Module):
    """A linear layer with an adapter: X ↦ X W + X A Bᵀ, without scale, bias or dropout.

    The output is worth {points:output}, the start and training {points:training}, merging
    {points:merging}, copies and what is passed in {points:arguments}.

    Its trained parameters are A, (d_in, r), and B, (d_out, r), under these names, of the weight's
    dtype and on its device; nothing else is trained. At the start the adapter changes nothing, and
    yet it can be trained: one of A and B is zero, and the other is not.
    """

    def __init__(self, weight, rank):
        """weight: W, (d_in, d_out), of which a copy is kept, frozen.  rank: r ≥ 1, of any size."""
        super().__init__()
        d_in, d_out = weight.shape
        self.register_buffer("weight", weight.detach().clone())
        self.A = nn.Parameter(weight.new_empty(d_in, rank).normal_(std=d_in**-0.5))
        self.B = nn.Parameter(weight.new_zeros(d_out, rank))
        self._merged = False

    def forward(self, X):
        """X: (…, d_in), any sides in front, laid out in memory in any way.  Returns (…, d_out)."""
        output = X @ self.weight
        return output if self._merged else output + X @ self.A @ self.B.T

    @torch.no_grad()
    def merge(self):
        """Make the layer one product of X with one matrix, which A and B do not enter any more.

        The output stays what it was, up to rounding. What is merged already stays as it is.
        """
        if not self._merged:
            self.weight += self.A @ self.B.T
        self._merged = True

    @torch.no_grad()
    def unmerge(self):
        """Undo `merge`: W is what it was, up to rounding, and A and B enter again.

        What is not merged stays as it is.
        """
        if self._merged:
            self.weight -= self.A @ self.B.T
        self._merged = False


@question("4.4a.attention")
class LoRAMultiHeadAttention(nn.Module):
    """Multi-head attention with adapters, as at the top of this file; without bias or dropout.

    The output is worth {points:output}, gradients and training {points:training}, copies and what
    is passed in {points:arguments}. It is as exact as the matrices' dtype allows.

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
        adapted = [nn.ModuleList(LoRALinear(W, rank) for W in Ws) for Ws in (Wq, Wk, Wv)]
        self.Q, self.K, self.V = adapted
        self.register_buffer("Wo", Wo.detach().clone())

    def forward(self, H):
        """H: (…, n, d), any sides in front, laid out in memory in any way.  Returns (…, n, d)."""
        heads = []
        for query, key, value in zip(self.Q, self.K, self.V, strict=True):
            scores = query(H) @ key(H).transpose(-1, -2) / H.shape[-1] ** 0.5
            heads.append(scores.softmax(dim=-1) @ value(H))
        return torch.cat(heads, dim=-1) @ self.Wo


saved = {"d": natural, "h": natural, "r": natural, "m": natural}


@question("4.4b.saving_ffn", where=narrow, **saved)
def saving_ffn(d, h, r, m):
    """How many bits fewer LFFN holds when its frozen matrix is kept in m bits a number, not 32.

    d: W is d×d.  h: the heads of MHA.  r: the adapters are d×r.  m: the bits of a code. The 32
    bits of Δ may be counted or left out.
    """
    return (32 - m) * d**2


@question("4.4b.saving_mha", where=narrow, **saved)
def saving_mha(d, h, r, m):
    """How many bits fewer MHA holds when its frozen matrices are kept in m bits a number, not 32.

    d: the side of a weight of a head.  h: the number of heads.  r: the adapters are d×r.  m: the
    bits of a code. The 32 bits of each matrix's Δ may be counted or left out.
    """
    return (32 - m) * 4 * h * d**2


@question("4.4b.inference_mha", asks="choice", tex={"LoRA": "LoRA", "QLoRA": "QLoRA"})
def inference_mha():
    """LoRA or QLoRA for MHA, where all that counts is fast inference and memory is no matter.

    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    return "LoRA"


@question("4.4b.inference_ffn", asks="choice", tex={"LoRA": "LoRA", "QLoRA": "QLoRA"})
def inference_ffn():
    """LoRA or QLoRA for LFFN, where all that counts is fast inference and memory is no matter.

    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    return "LoRA"


@question("4.4b.memory_mha", asks="choice", tex={"LoRA": "LoRA", "QLoRA": "QLoRA"})
def memory_mha():
    """LoRA or QLoRA for MHA, where all that counts is a limit on memory.

    MHA and LFFN do not both fit at 32 bits; they do when the frozen matrices of that one of them
    are quantised in which this saves more.
    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    return "QLoRA"


@question("4.4b.memory_ffn", asks="choice", tex={"LoRA": "LoRA", "QLoRA": "QLoRA"})
def memory_ffn():
    """LoRA or QLoRA for LFFN, where all that counts is the limit on memory of 4.4b.memory_mha.

    Returns "LoRA" or "QLoRA".
    """
    return "LoRA"


@question("4.4b.both_mha", asks="choice", tex={"LoRA": "LoRA", "QLoRA": "QLoRA"})
def both_mha():
    """LoRA or QLoRA for MHA, where the limit of 4.4b.memory_mha holds and inference is to be fast.

    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    return "QLoRA"


@question("4.4b.both_ffn", asks="choice", tex={"LoRA": "LoRA", "QLoRA": "QLoRA"})
def both_ffn():
    """LoRA or QLoRA for LFFN, where the limit of 4.4b.memory_mha holds and inference is to be fast.

    Returns "LoRA" or "QLoRA". Each choice of 4.4b that is not right, wrong or left out, takes away
    half of what a right one earns.
    """
    return "LoRA"
