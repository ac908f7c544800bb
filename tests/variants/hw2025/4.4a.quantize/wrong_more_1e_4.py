"""earns nothing: codes

Adds a little before the floor.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    return torch.floor(W / delta + 1e-4).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
