"""earns all

Keeps the frozen weight as it is, and the merged one beside it.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        nn.Module.__init__(self)
        self.frozen = weight.detach().clone()
        rows, columns = self.frozen.shape
        self.A = nn.Parameter(torch.normal(0.0, 1.0 / rank, (rows, rank)).to(weight))
        self.B = nn.Parameter(torch.zeros(columns, rank).to(weight))
        self.together = None

    def forward(self, X):
        if self.together is not None:
            return torch.matmul(X, self.together)
        return torch.matmul(X, self.frozen) + torch.einsum("...i,ir,or->...o", X, self.A, self.B)

    def merge(self):
        self.together = (self.frozen + self.A @ self.B.T).detach()

    def unmerge(self):
        self.together = None
