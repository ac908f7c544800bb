"""earns all

Merges in inference mode, and goes back to the weight that was kept.
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
        if self.kept is None:
            with torch.inference_mode():
                self.kept, self.W = self.W, self.W + self.A @ self.B.T
        self.merged = True

    def unmerge(self):
        if self.kept is not None:
            self.W, self.kept = self.kept, None
        self.merged = False
