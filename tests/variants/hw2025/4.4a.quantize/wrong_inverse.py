"""earns nothing: inverse

Multiplies by 1/delta, and returns that.
"""

import torch


def quantize(W, m):
    delta = (2 ** (m - 1) - 1) / W.abs().max()
    codes = torch.floor(W * delta).to(torch.int8)
    return codes, delta


def dequantize(codes, delta):
    return codes / delta
