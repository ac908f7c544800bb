"""earns 3/4: exception

Merges in place without no_grad, which torch refuses for a parameter.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        self.W = nn.Parameter(weight.clone(), requires_grad=False)
        self.A = nn.Parameter(torch.randn(weight.shape[0], rank).to(weight))
        self.B = nn.Parameter(torch.zeros(weight.shape[1], rank).to(weight))
        self.merged = False

    def forward(self, X):
        delta = 0 if self.merged else X @ self.A @ self.B.T
        return X @ self.W + delta

    def merge(self):
        if not self.merged:
            self.W += self.A @ self.B.T
        self.merged = True

    def unmerge(self):
        if self.merged:
            self.W -= self.A @ self.B.T
        self.merged = False
