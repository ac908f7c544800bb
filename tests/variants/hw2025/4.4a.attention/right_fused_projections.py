"""earns all

One wide product for all heads, heads on a dimension of their own.
"""

import torch
from torch import nn


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.h, self.d = len(Wq), Wo.shape[1]
        for name, Ws in zip("qkv", (Wq, Wk, Wv)):
            self.register_buffer(f"W{name}", torch.cat(list(Ws), dim=1).clone())
            B = nn.Parameter(torch.randn(self.h, rank, self.d).to(Wo))
            setattr(self, f"A{name}", nn.Parameter(torch.zeros(self.h, self.d, rank).to(Wo)))
            setattr(self, f"B{name}", B)
        self.register_buffer("Wo", Wo.clone())

    def split(self, name, H):
        wide = (H @ getattr(self, f"W{name}")).unflatten(-1, (self.h, self.d)).transpose(-2, -3)
        return wide + H.unsqueeze(-3) @ getattr(self, f"A{name}") @ getattr(self, f"B{name}")

    def forward(self, H):
        Q, K, V = (self.split(name, H) for name in "qkv")
        weights = (Q @ K.transpose(-1, -2)).div(self.d**0.5).softmax(dim=-1)
        return (weights @ V).transpose(-2, -3).flatten(-2) @ self.Wo
