"""earns all

Other parameter names, and a helper.
"""

import torch


def row_softmax(x):
    e = torch.exp(x - torch.max(x, -1, keepdim=True)[0])
    return e / torch.sum(e, -1, keepdim=True)


def standard_attention(queries, keys, values):
    return row_softmax(queries @ torch.swapaxes(keys, -1, -2)) @ values
