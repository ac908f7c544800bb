"""Low-rank adaptation."""

import math

import torch
from torch import nn

from notation import *


def difference(X, W, codes, delta, A, B):
    adapter = X * A * B.T
    return (X * (delta * codes) + adapter) - (X * W + adapter)


def update(X, W, codes, delta, A, B):
    return T(B * A.T)


def parameters(d, r, m):
    return d * r + r * d


def rank(d, r, m):
    return Min(r, d)


def bits_lora(d, r, m):
    return 32 * (d * d + 2 * d * r)


def bits_qlora(d, r, m):
    return m * d**2 + 32 + 32 * parameters(d, r, m)


def merged(X, W, codes, delta, A, B):
    return update(X, W, codes, delta, A, B) + W


def overhead(n, d, r, h):
    return d * (d + 1) / 2


def lora_ffn_time(n, d, r, h):
    return O(n * d * (2 * d + 4 * r))


def lora_ffn_space(n, d, r, h):
    return 2 * d * r


def lora_mha_time(n, d, r, h):
    projections = 3 * n * d * (d + 2 * r)
    scores = 2 * n**2 * d
    output = n * d * d
    return Theta(h * (projections + scores + output))


def lora_mha_space(n, d, r, h):
    return 6 * h * d * r


def qlora_ffn_time(n, d, r, h):
    return lora_ffn_time(n, d, r, h) + d**2


def qlora_ffn_dequantisation(n, d, r, h):
    return O(d**2)


def qlora_ffn_space(n, d, r, h):
    return lora_ffn_space(n, d, r, h)


def qlora_mha_time(n, d, r, h):
    return n * h * d * (n + d)


def qlora_mha_dequantisation(n, d, r, h):
    return 3 * h * d**2 + h * d * d


def qlora_mha_space(n, d, r, h):
    return Theta(r * (3 * h * 2 * d))


def quantize(W, m):
    levels = 2 ** (m - 1) - 1
    largest = torch.max(torch.abs(W.detach()))
    step = torch.where(largest > 0, largest, torch.ones_like(largest)) / levels
    codes = torch.clamp(torch.floor(W.detach() / step), -levels - 1, levels)
    return codes.long(), step


def dequantize(codes, delta):
    return codes.to(delta.dtype).mul(delta)


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        self.W = nn.Parameter(weight.clone().detach(), requires_grad=False)
        options = {"dtype": weight.dtype, "device": weight.device}
        self.A = nn.Parameter(torch.zeros(weight.shape[0], rank, **options))
        self.B = nn.Parameter(torch.empty(weight.shape[1], rank, **options))
        nn.init.kaiming_uniform_(self.B, a=math.sqrt(5))
        self.original = None

    def forward(self, X):
        if self.original is not None:
            return torch.matmul(X, self.W)
        low = torch.matmul(X, self.A)
        return torch.matmul(X, self.W) + torch.matmul(low, self.B.transpose(0, 1))

    def merge(self):
        if self.original is None:
            self.original = self.W.data.clone()
            self.W.data = self.original + (self.B @ self.A.T).T.detach()

    def unmerge(self):
        if self.original is not None:
            self.W.data = self.original
            self.original = None


class LoRAMultiHeadAttention(nn.Module):
    """All heads at once: stacked matrices, (3, h, d, d), and stacked adapters, (3, h, d, r)."""

    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        stacked = torch.stack([torch.stack(list(W)) for W in (Wq, Wk, Wv)]).detach().clone()
        self.register_buffer("W", stacked)
        self.register_buffer("Wo", Wo.detach().clone())
        shape = (*stacked.shape[:3], rank)
        self.A = nn.Parameter(torch.randn(shape, dtype=Wo.dtype, device=Wo.device) / rank)
        self.B = nn.Parameter(torch.zeros(shape, dtype=Wo.dtype, device=Wo.device))

    def forward(self, H):
        frozen = torch.einsum("...nd,phde->p...hne", H, self.W)
        low = torch.einsum("...nd,phdr->p...hnr", H, self.A)
        Q, K, V = frozen + torch.einsum("p...hnr,pher->p...hne", low, self.B)
        weights = torch.softmax(Q @ K.mT / math.sqrt(Q.shape[-1]), dim=-1)
        heads = torch.einsum("...hnm,...hme->...nhe", weights, V)
        return heads.flatten(-2) @ self.Wo


def saving_ffn(d, h, r, m):
    return 32 * d**2 - (m * d**2 + 32)


def saving_mha(d, h, r, m):
    return 4 * h * d * d * (32 - m)


def inference_mha():
    return "LoRA"


def inference_ffn():
    return "lora"


def memory_mha():
    return "QLoRA"


def memory_ffn():
    return "QLoRA"


def both_mha():
    return "QLoRA"


def both_ffn():
    return "LoRA"
