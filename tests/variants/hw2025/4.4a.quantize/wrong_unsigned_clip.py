"""earns nothing: unsigned

Clips at zero.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    codes = torch.floor(W / delta).clamp(0, 2 ** m - 1).to(torch.int16)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
