"""earns half: truncated

The cast truncates toward zero.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    codes = (W / delta).to(torch.int8)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
