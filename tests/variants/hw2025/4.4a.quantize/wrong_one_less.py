"""earns nothing: codes

Truncates, and takes one off below zero, where W/delta may be an integer.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    ratio = W / delta
    return ratio.to(torch.int8) - (ratio < 0).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
