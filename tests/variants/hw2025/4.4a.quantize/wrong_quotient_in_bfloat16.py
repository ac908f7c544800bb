"""earns nothing: codes

Divides in bfloat16.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    ratio = W.bfloat16() / delta.bfloat16()
    return torch.floor(ratio).clamp(-(2 ** (m - 1)), 2 ** (m - 1) - 1).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
