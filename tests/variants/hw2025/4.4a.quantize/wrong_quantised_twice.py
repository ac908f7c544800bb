"""earns nothing: delta

Quantises the codes once more, and returns their step.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    codes = torch.floor(W / delta)
    step = codes.abs().max() / (2 ** (m - 1) - 1)
    return torch.floor(codes / step).to(torch.int8), step
