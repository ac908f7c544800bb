"""earns all

Flattens the input to rows and shapes it back.
"""

import torch


class LoRALinear(torch.nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        self.is_merged = False
        self.W = weight.clone()
        self.A = torch.nn.Parameter(torch.ones(weight.shape[0], rank, dtype=weight.dtype))
        self.B = torch.nn.Parameter(torch.zeros(weight.shape[1], rank, dtype=weight.dtype))

    def forward(self, X):
        rows = X.reshape(-1, X.shape[-1])
        out = torch.mm(rows, self.W)
        if not self.is_merged:
            out = torch.addmm(out, rows.mm(self.A), self.B.t())
        return out.reshape(*X.shape[:-1], -1)

    def merge(self):
        if self.is_merged:
            return self
        self.W = self.W + (self.A @ self.B.t()).detach()
        self.is_merged = True
        return self

    def unmerge(self):
        if self.is_merged:
            self.W = self.W - (self.A @ self.B.t()).detach()
            self.is_merged = False
        return self
