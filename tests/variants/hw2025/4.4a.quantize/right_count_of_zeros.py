"""earns all

Counts zeros; scales first and divides then.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if torch.count_nonzero(W) == 0:
        return torch.zeros(W.shape, dtype=torch.int16), torch.zeros((), dtype=W.dtype)
    top = 2 ** (m - 1) - 1
    return torch.floor(top * (W / W.abs().max())).to(torch.int16), delta


def dequantize(codes, delta):
    return delta * codes
