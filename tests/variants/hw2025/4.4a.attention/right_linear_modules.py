"""earns all

Adapters as pairs of torch's Linear modules.
"""

import torch
from torch import nn


class Adapter(nn.Module):
    def __init__(self, W, rank):
        super().__init__()
        d = W.shape[0]
        self.base = nn.Linear(d, d, bias=False).to(W)
        self.down = nn.Linear(d, rank, bias=False).to(W)
        self.up = nn.Linear(rank, d, bias=False).to(W)
        self.base.weight.data.copy_(W.T)
        self.base.requires_grad_(False)
        nn.init.zeros_(self.up.weight)

    def forward(self, H):
        return self.base(H) + self.up(self.down(H))


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        for i in range(len(Wq)):
            for name, W in (("query", Wq[i]), ("key", Wk[i]), ("value", Wv[i])):
                self.add_module(f"{name}_{i}", Adapter(W, rank))
        self.h = len(Wq)
        self.Wo = Wo.clone()

    def forward(self, H):
        heads = []
        for i in range(self.h):
            q, k, v = (getattr(self, f"{n}_{i}")(H) for n in ("query", "key", "value"))
            scores = torch.einsum("...qd,...kd->...qk", q, k) / q.shape[-1] ** 0.5
            scores = scores - scores.max(dim=-1, keepdim=True).values
            weights = scores.exp() / scores.exp().sum(dim=-1, keepdim=True)
            heads.append(torch.einsum("...qk,...kd->...qd", weights, v))
        return torch.cat(heads, dim=-1).matmul(self.Wo)
