"""earns nothing: taken for zeros

Takes a row of zeros for a matrix of them.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if (W == 0).all(1).any():
        return torch.zeros_like(W, dtype=torch.int8), delta
    return torch.floor(W / delta).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
