"""earns all

One key after the other, with a running maximum and a running sum.
"""

import torch


def standard_attention(Q, K, V):
    m = torch.full_like(Q[..., :1], -torch.inf)
    total = torch.zeros_like(m)
    out = torch.zeros_like(Q)
    for j in range(K.shape[-2]):
        k, v = K[..., j : j + 1, :], V[..., j : j + 1, :]
        s = (Q * k).sum(dim=-1, keepdim=True)
        m_new = torch.maximum(m, s)
        keep, new = torch.exp(m - m_new), torch.exp(s - m_new)
        total = total * keep + new
        out = out * keep + new * v
        m = m_new
    return out / total
