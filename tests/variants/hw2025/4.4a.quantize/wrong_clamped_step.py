"""earns nothing: delta

Keeps the step away from zero, also where it is small, and returns that.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    delta = delta.clamp(min=1e-5)
    return torch.floor(W / delta).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
