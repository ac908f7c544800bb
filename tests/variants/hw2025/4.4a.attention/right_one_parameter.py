"""earns all

One parameter for everything, its first half zero, adapters transposed.
"""

import torch
from torch import nn


class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.W = [torch.stack(Ws).clone() for Ws in (Wq, Wk, Wv)]
        self.Wo = Wo.clone()
        start = torch.zeros(2, len(Wq), 3, rank, Wo.shape[1], dtype=Wo.dtype, device=Wo.device)
        start[1].normal_()
        self.adapters = nn.Parameter(start)

    def forward(self, H):
        outputs = []
        for head in range(len(self.W[0])):
            Q, K, V = (
                H @ self.W[i][head] + H @ self.adapters[0, head, i].T @ self.adapters[1, head, i]
                for i in range(3)
            )
            P = (Q @ K.mT / H.shape[-1] ** 0.5).softmax(-1)
            outputs.append(P @ V)
        return torch.cat(outputs, dim=-1) @ self.Wo
