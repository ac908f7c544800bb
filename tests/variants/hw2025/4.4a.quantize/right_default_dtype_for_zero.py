"""earns all

The step of a matrix of zeros has torch's default dtype.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), torch.ones(())
    return torch.floor(W / delta).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
