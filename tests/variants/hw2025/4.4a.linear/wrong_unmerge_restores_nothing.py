"""earns 3/4: exception

Restores a weight that only a merge has kept.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        d_in, d_out = weight.shape
        self.W = weight.clone()
        self.A = nn.Parameter(torch.randn(d_in, rank, dtype=weight.dtype))
        self.B = nn.Parameter(torch.zeros(d_out, rank, dtype=weight.dtype))
        self.merged = False
        self.kept = None

    def forward(self, X):
        Y = X @ self.W
        if not self.merged:
            Y = Y + X @ self.A @ self.B.T
        return Y

    def merge(self):
        if not self.merged:
            self.kept = self.W
            self.W = (self.W + self.A @ self.B.T).detach()
        self.merged = True

    def unmerge(self):
        self.W = self.kept
        self.merged = False
