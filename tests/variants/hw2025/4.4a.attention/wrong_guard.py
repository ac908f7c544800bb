"""earns half: guard 1e-08

Adds 1e-8 to the sums of the weights.
"""

import torch
from torch import nn


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.projections = nn.ModuleList(
            nn.ModuleList(LoRALinear(W, rank) for W in Ws) for Ws in zip(Wq, Wk, Wv)
        )
        self.register_buffer("Wo", Wo.clone())

    def forward(self, H):
        heads = []
        for query, key, value in self.projections:
            scores = query(H) @ key(H).transpose(-2, -1) / H.shape[-1] ** 0.5
            weights = torch.exp(scores - scores.amax(dim=-1, keepdim=True))
            weights = weights / (weights.sum(dim=-1, keepdim=True) + 1e-8)
            heads.append(weights @ value(H))
        return torch.cat(heads, dim=-1) @ self.Wo
