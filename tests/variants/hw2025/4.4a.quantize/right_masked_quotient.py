"""earns all

Divides first and throws the undefined entries away before they become integers.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    ratio = torch.where(W == 0, torch.zeros_like(W), W / delta)
    return torch.floor(ratio).to(torch.int16), delta


def dequantize(codes, delta):
    return delta * codes
