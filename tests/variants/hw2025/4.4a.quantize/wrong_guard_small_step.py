"""earns nothing: taken for zeros

Takes a small step for zero.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta < 1e-6:
        return torch.zeros_like(W, dtype=torch.int8), delta
    return torch.floor(W / delta).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
