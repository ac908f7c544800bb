"""earns all

Replaces 0/0 before it becomes an integer.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    return torch.nan_to_num((W / delta).floor()).to(torch.int32), delta


def dequantize(codes, delta):
    return delta * codes
