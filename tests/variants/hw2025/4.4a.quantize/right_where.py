"""earns all

Puts one in the place of a step of zero, by torch.where.
"""

import torch


def quantize(W, m):
    delta = W.abs().amax() / (2 ** (m - 1) - 1)
    safe = torch.where(delta > 0, delta, torch.ones_like(delta))
    return (W / safe).floor().long(), delta


def dequantize(codes, delta):
    return torch.mul(codes, delta)
