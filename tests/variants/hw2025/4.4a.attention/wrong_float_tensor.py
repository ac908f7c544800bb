"""earns 7/8: single precision

Divides by the root of a tensor that is always float32.
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
            scores = query(H) @ key(H).transpose(-2, -1) / torch.sqrt(torch.FloatTensor([H.shape[-1]]))
            heads.append(torch.softmax(scores, dim=-1) @ value(H))
        return torch.cat(heads, dim=-1) @ self.Wo
