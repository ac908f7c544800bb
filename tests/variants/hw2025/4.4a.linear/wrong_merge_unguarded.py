"""earns 3/4: merged twice

Merging twice adds twice.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        d_in, d_out = weight.shape
        self.W = nn.Parameter(weight.clone(), requires_grad=False)
        self.A = nn.Parameter(torch.randn(d_in, rank, dtype=weight.dtype))
        self.B = nn.Parameter(torch.zeros(d_out, rank, dtype=weight.dtype))
        self.merged = False

    def forward(self, X):
        Y = X @ self.W
        if not self.merged:
            Y = Y + X @ self.A @ self.B.T
        return Y

    def merge(self):
        if True:
            self.W.data += (self.A @ self.B.T).data
        self.merged = True

    def unmerge(self):
        if self.merged:
            self.W.data -= (self.A @ self.B.T).data
        self.merged = False
