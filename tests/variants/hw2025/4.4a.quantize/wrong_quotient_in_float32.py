"""earns 7/8: single precision

Divides in float32.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    return torch.floor(W.float() / delta.float()).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
