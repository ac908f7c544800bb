"""earns all

Keeps the step away from zero when it divides, and only then.
"""

import math

import torch


def quantize(W, m):
    delta = torch.max(torch.abs(W)) / (2 ** (m - 1) - 1)
    ratio = W / delta.clamp(min=1e-12)
    codes = torch.empty_like(W, dtype=torch.int64)
    for i, row in enumerate(ratio.tolist()):
        for j, value in enumerate(row):
            codes[i, j] = math.floor(value)
    return codes, delta


def dequantize(codes, delta):
    return codes.to(delta) * delta
