"""earns nothing: delta

Adds 1e-8 against division by zero.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1) + 1e-8
    codes = torch.floor(W / delta).to(torch.int8)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
