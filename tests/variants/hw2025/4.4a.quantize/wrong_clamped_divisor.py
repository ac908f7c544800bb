"""earns nothing: codes

Divides by a step that is kept away from zero, also where it is small.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    return torch.floor(W / delta.clamp(min=1e-8)).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
