"""earns nothing: heads for positions

Lets the heads of one position attend to each other.
"""

import torch
from torch import nn


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.Q, self.K, self.V = (
            nn.ModuleList(LoRALinear(W, rank) for W in Ws) for Ws in (Wq, Wk, Wv)
        )
        self.register_buffer("Wo", Wo.clone())

    def forward(self, H):
        q, k, v = (
            torch.stack([layer(H) for layer in layers], dim=-2)  # (…, n, h, d)
            for layers in (self.Q, self.K, self.V)
        )
        weights = torch.softmax(q @ k.transpose(-2, -1) / H.shape[-1] ** 0.5, dim=-1)
        return (weights @ v).flatten(-2) @ self.Wo
