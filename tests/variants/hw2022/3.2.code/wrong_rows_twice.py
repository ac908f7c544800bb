"""earns nothing: rows twice

Both softmaxes along rows.
"""

import torch.nn.functional as F


def separable_attention(Q, K, V):
    return F.softmax(Q, dim=-1) @ (F.softmax(K, dim=-1).mT @ V)
