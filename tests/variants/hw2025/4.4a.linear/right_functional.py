"""earns all

By torch.nn.functional, with the weight the other way round inside.
"""

import torch
import torch.nn.functional as F
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        options = {"dtype": weight.dtype, "device": weight.device}
        self.base = nn.Linear(*weight.shape, bias=False, **options)
        self.base.weight.data.copy_(weight.T)
        self.base.weight.requires_grad_(False)
        self.A = nn.Parameter(torch.randn(weight.shape[0], rank, **options) * 0.02)
        self.B = nn.Parameter(torch.zeros(weight.shape[1], rank, **options))
        self.saved = None

    def forward(self, X):
        out = self.base(X)
        if self.saved is None:
            out = out + F.linear(F.linear(X, self.A.T), self.B)
        return out

    def merge(self):
        if self.saved is None:
            self.saved = self.base.weight.detach().clone()
            with torch.no_grad():
                self.base.weight += self.B @ self.A.T

    def unmerge(self):
        if self.saved is not None:
            self.base.weight.data.copy_(self.saved)
            self.saved = None
