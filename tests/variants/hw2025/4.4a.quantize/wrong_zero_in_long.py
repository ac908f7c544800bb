"""earns nothing: zero matrix

Divides zeros by zero, with long codes.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    codes = torch.floor(W / delta).long()
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
