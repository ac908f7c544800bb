"""earns all

All three are parameters, W without gradient; the branch under a flag.
"""

import math

import torch
import torch.nn as nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        self.W = nn.Parameter(weight.clone(), requires_grad=False)
        self.A = nn.Parameter(torch.zeros(weight.shape[0], rank, dtype=weight.dtype))
        self.B = nn.Parameter(torch.empty(weight.shape[1], rank, dtype=weight.dtype))
        nn.init.kaiming_uniform_(self.B, a=math.sqrt(5))
        self.merged = False

    def forward(self, X):
        if self.merged:
            return X @ self.W
        return X @ self.W + (X @ self.A) @ self.B.T

    def merge(self):
        if not self.merged:
            self.W.data += self.A.data @ self.B.data.T
            self.merged = True

    def unmerge(self):
        if self.merged:
            self.W.data -= self.A.data @ self.B.data.T
            self.merged = False
