"""Low-rank adaptation."""

import math

import torch
from torch import nn

from notation import *


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
