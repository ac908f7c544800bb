"""earns nothing: range

Shifts codes so that none is negative.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    codes = (torch.floor(W / delta) + 2 ** (m - 1)).to(torch.int16)
    return codes, delta


def dequantize(codes, delta):
    return (codes - codes.min()) * delta
