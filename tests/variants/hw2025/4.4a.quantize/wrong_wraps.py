"""earns nothing: range

Wraps around into a byte.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    codes = (torch.floor(W / delta).to(torch.int16) % 256).to(torch.uint8)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
