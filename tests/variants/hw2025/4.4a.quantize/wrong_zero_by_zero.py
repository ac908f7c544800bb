"""earns nothing: zero matrix

Divides zeros by zero; a cast makes 0 of it here.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    codes = torch.floor(W / delta).to(torch.int8)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
