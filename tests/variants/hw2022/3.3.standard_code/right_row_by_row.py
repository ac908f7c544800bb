"""earns all

A list of rows, stacked at the end.
"""

import torch
import torch.nn.functional as F


def standard_attention(Q, K, V):
    rows = []
    for i in range(Q.shape[-2]):
        q = Q[..., i, :].unsqueeze(-1)
        a = F.softmax((K @ q).squeeze(-1), dim=-1)
        rows.append((a.unsqueeze(-2) @ V).squeeze(-2))
    return torch.stack(rows, dim=-2)
