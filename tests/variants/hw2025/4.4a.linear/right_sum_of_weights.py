"""earns all

Adds the update to the weight in every call; while it is merged the adapters are set aside.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        self.register_buffer("weight", weight.clone().detach())
        self.A = nn.Parameter(torch.rand(weight.size(0), rank).type_as(weight))
        self.B = nn.Parameter(torch.zeros(weight.size(1), rank).type_as(weight))
        self.aside = None

    def forward(self, X):
        return X @ (self.weight + self.A @ self.B.transpose(0, 1))

    @torch.no_grad()
    def merge(self):
        if self.aside is None:
            self.aside = self.A.clone(), self.weight.clone()
            self.weight += self.A @ self.B.T
            self.A.zero_()

    @torch.no_grad()
    def unmerge(self):
        if self.aside is not None:
            self.A.copy_(self.aside[0])
            self.weight.copy_(self.aside[1])
            self.aside = None
