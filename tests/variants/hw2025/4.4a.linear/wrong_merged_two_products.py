"""earns 3/4: several products

Merged, it still multiplies with the weight and with the adapters' product.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        d_in, d_out = weight.shape
        self.register_buffer("W", weight.detach().clone())
        self.A = nn.Parameter(torch.randn(d_in, rank, dtype=weight.dtype))
        self.B = nn.Parameter(torch.zeros(d_out, rank, dtype=weight.dtype))
        self.added = None

    def forward(self, X):
        if self.added is not None:
            return X @ self.W + X @ self.added
        return X @ self.W + X @ self.A @ self.B.T

    def merge(self):
        if self.added is None:
            self.added = (self.A @ self.B.T).detach()

    def unmerge(self):
        self.added = None
