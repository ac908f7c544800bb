"""earns nothing: taken for zeros

Asks for any zero in the place of all.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if (W == 0).any():
        return torch.zeros_like(W, dtype=torch.int8), delta
    return torch.floor(W / delta).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
