"""earns all

Adapters in a dictionary of parameters, A of Q and B of the others zero.
"""

import torch
from torch import nn


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.frozen = {"q": [W.clone() for W in Wq], "k": [W.clone() for W in Wk],
                       "v": [W.clone() for W in Wv]}
        self.Wo = Wo.clone()
        self.adapters = nn.ParameterDict()
        for name, Ws in self.frozen.items():
            for i, W in enumerate(Ws):
                zero, random = W.new_zeros(W.shape[0], rank), W.new_empty(W.shape[0], rank).uniform_()
                A, B = (zero, random) if name == "q" else (random, zero)
                self.adapters[f"{name}{i}_A"] = nn.Parameter(A)
                self.adapters[f"{name}{i}_B"] = nn.Parameter(B)

    def adapted(self, H, name, i):
        A, B = self.adapters[f"{name}{i}_A"], self.adapters[f"{name}{i}_B"]
        return torch.matmul(H, self.frozen[name][i]) + torch.matmul(torch.matmul(H, A), B.t())

    def forward(self, H):
        result = 0
        d = H.shape[-1]
        for i in range(len(self.frozen["q"])):
            Q, K, V = (self.adapted(H, name, i) for name in "qkv")
            scores = torch.matmul(Q, K.transpose(-1, -2)) * d ** -0.5
            head = torch.matmul(scores.softmax(dim=-1), V)
            result = result + torch.matmul(head, self.Wo[i * d : (i + 1) * d])
        return result
