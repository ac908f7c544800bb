"""earns all

Asks whether any number is not zero.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if not W.any():
        return W.to(torch.int32), W.new_ones(())
    return torch.floor(W / delta).to(torch.int32), delta


def dequantize(codes, delta):
    return delta * codes
