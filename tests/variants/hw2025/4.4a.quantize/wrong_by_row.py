"""earns nothing: shape

A step for each row.
"""

import torch


def quantize(W, m):
    delta = W.abs().max(dim=1, keepdim=True).values / (2 ** (m - 1) - 1)
    codes = torch.floor(W / delta).to(torch.int8)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
