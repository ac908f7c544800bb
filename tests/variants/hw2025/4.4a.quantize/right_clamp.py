"""earns all

Clips to the range after the floor, and keeps int32.
"""

import torch


def quantize(W, m):
    top = 2 ** (m - 1) - 1
    delta = torch.max(torch.abs(W)) / top
    if delta.item() == 0.0:
        return torch.zeros(W.shape, dtype=torch.int32), delta
    codes = torch.clamp(torch.floor(W / delta), -top, top)
    return codes.int(), delta


def dequantize(codes, delta):
    return codes.to(delta.dtype) * delta
