"""earns nothing: always 127

Eight bits, whatever m is.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / 127
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    codes = torch.floor(W / delta).to(torch.int8)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
