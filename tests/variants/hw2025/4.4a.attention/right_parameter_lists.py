"""earns all

Six lists of parameters, and plain lists of frozen matrices.
"""

import math

import torch
from torch import nn


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.Wq = [W.clone() for W in Wq]
        self.Wk = [W.clone() for W in Wk]
        self.Wv = [W.clone() for W in Wv]
        self.Wo = Wo.clone()
        d, like = Wo.shape[1], {"dtype": Wo.dtype, "device": Wo.device}

        def random():
            return nn.ParameterList(nn.Parameter(torch.randn(d, rank, **like)) for _ in Wq)

        def zero():
            return nn.ParameterList(nn.Parameter(torch.zeros(d, rank, **like)) for _ in Wq)

        self.Aq, self.Ak, self.Av = random(), random(), random()
        self.Bq, self.Bk, self.Bv = zero(), zero(), zero()

    def forward(self, H):
        heads = []
        for i in range(len(self.Wq)):
            Q = H @ self.Wq[i] + H @ self.Aq[i] @ self.Bq[i].T
            K = H @ self.Wk[i] + H @ self.Ak[i] @ self.Bk[i].T
            V = H @ self.Wv[i] + H @ self.Av[i] @ self.Bv[i].T
            weights = torch.softmax(Q @ K.transpose(-2, -1) / math.sqrt(Q.size(-1)), dim=-1)
            heads.append(weights @ V)
        return torch.cat(heads, dim=-1) @ self.Wo
