"""earns all

All heads at once, adapters in two tensors.
"""

import torch
from torch import nn


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        W = torch.stack([torch.stack(list(Ws)) for Ws in (Wq, Wk, Wv)])
        self.register_buffer("W", W)
        self.register_buffer("Wo", Wo.clone())
        shape = (*W.shape[:3], rank)
        self.down = nn.Parameter(torch.zeros(shape, dtype=W.dtype, device=W.device))
        self.up = nn.Parameter(torch.randn(shape, dtype=W.dtype, device=W.device) / 10)

    def forward(self, H):
        weights = self.W + torch.einsum("phir,phor->phio", self.down, self.up)
        Q, K, V = torch.einsum("...ni,phio->ph...no", H, weights)
        scores = torch.einsum("h...nd,h...md->h...nm", Q, K) / H.shape[-1] ** 0.5
        heads = scores.softmax(-1) @ V
        return torch.cat(heads.unbind(0), dim=-1) @ self.Wo
