"""earns nothing: taken for zeros

Takes any zero for a matrix of zeros.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if not W.all():
        return torch.zeros_like(W, dtype=torch.int8), delta
    return torch.floor(W / delta).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
