"""earns all

A subclass of torch's Linear.
"""

import torch
from torch import nn


class LoRALinear(nn.Linear):
    def __init__(self, weight, rank):
        super().__init__(weight.shape[0], weight.shape[1], bias=False)
        self.weight = nn.Parameter(weight.T.clone().contiguous(), requires_grad=False)
        self.register_parameter("A", nn.Parameter(torch.zeros(weight.shape[0], rank).to(weight)))
        self.register_parameter("B", nn.Parameter(torch.zeros(weight.shape[1], rank).to(weight)))
        nn.init.xavier_normal_(self.A)
        self.has_merged = False

    def forward(self, X):
        out = super().forward(X)
        return out if self.has_merged else out + X @ (self.A @ self.B.T)

    def merge(self):
        if not self.has_merged:
            self.has_merged = True
            self.weight.data = self.weight.data + self.B.data @ self.A.data.T

    def unmerge(self):
        if self.has_merged:
            self.has_merged = False
            self.weight.data = self.weight.data - self.B.data @ self.A.data.T
