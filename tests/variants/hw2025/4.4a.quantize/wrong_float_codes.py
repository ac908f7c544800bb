"""earns nothing: float codes

Rounds, and stays with floats.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    codes = torch.floor(W / delta)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
