"""earns 3/4: merged in the graph

Merges without no_grad, by a new tensor: gradients of the output still reach A and B.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        n, m = weight.shape
        self.W = torch.clone(weight).detach()
        self.A = nn.Parameter(torch.empty((n, rank), dtype=weight.dtype, device=weight.device))
        self.B = nn.Parameter(torch.zeros((m, rank), dtype=weight.dtype, device=weight.device))
        torch.nn.init.normal_(self.A, std=0.01)
        self.merged = False

    def forward(self, X):
        if self.merged:
            return X @ self.W
        else:
            return X @ self.W + X @ self.A @ self.B.T

    def merge(self):
        if self.merged == False:
            self.W = self.W + self.A @ self.B.T
            self.merged = True

    def unmerge(self):
        if self.merged == True:
            self.W = self.W - self.A @ self.B.T
            self.merged = False
