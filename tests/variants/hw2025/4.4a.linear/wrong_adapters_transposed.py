"""earns nothing: shape

A and B the other way round.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        d_in, d_out = weight.shape
        self.W = nn.Parameter(weight.clone(), requires_grad=False)
        self.A = nn.Parameter(torch.randn(rank, d_in, dtype=weight.dtype))
        self.B = nn.Parameter(torch.zeros(rank, d_out, dtype=weight.dtype))
        self.merged = False

    def forward(self, X):
        Y = X @ self.W
        if not self.merged:
            Y = Y + X @ self.A.T @ self.B
        return Y

    def merge(self):
        if not self.merged:
            self.W.data += (self.A.T @ self.B).data
        self.merged = True

    def unmerge(self):
        if self.merged:
            self.W.data -= (self.A.T @ self.B).data
        self.merged = False
