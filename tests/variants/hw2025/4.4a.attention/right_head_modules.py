"""earns all

A module for each head, and torch's own attention.
"""

import torch
import torch.nn.functional as F
from torch import nn


class Head(nn.Module):
    def __init__(self, q, k, v, rank):
        super().__init__()
        self.register_buffer("q", q.detach().clone())
        self.register_buffer("k", k.detach().clone())
        self.register_buffer("v", v.detach().clone())
        d = q.shape[0]
        for name in "qkv":
            self.register_parameter("A" + name, nn.Parameter(q.new_ones(d, rank)))
            self.register_parameter("B" + name, nn.Parameter(q.new_zeros(d, rank)))

    def project(self, H, name):
        A, B = getattr(self, "A" + name), getattr(self, "B" + name)
        return H @ getattr(self, name) + (H @ A) @ B.T

    def forward(self, H):
        Q, K, V = (self.project(H, name) for name in "qkv")
        return F.scaled_dot_product_attention(Q, K, V)


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.heads = nn.ModuleList([Head(q, k, v, rank) for q, k, v in zip(Wq, Wk, Wv)])
        self.out = nn.Parameter(Wo.clone(), requires_grad=False)

    def forward(self, H):
        return torch.cat([head(H) for head in self.heads], -1) @ self.out
