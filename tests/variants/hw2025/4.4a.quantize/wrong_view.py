"""earns nothing: exception

Looks at the matrix as one row, which only a contiguous one allows.
"""

import torch


def quantize(W, m):
    delta = W.view(-1).abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros_like(W, dtype=torch.int8), delta
    codes = torch.floor(W / delta).to(torch.int8)
    return codes, delta


def dequantize(codes, delta):
    return delta * codes
