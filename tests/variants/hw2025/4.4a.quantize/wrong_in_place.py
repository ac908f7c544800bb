"""earns nothing: in place

Divides W itself.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta > 0:
        W.div_(delta)
    return torch.floor(W).to(torch.int8), delta
