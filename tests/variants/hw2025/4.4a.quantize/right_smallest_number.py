"""earns all

Divides by the smallest normal number where the step is smaller.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    safe = delta.clamp(min=torch.finfo(W.dtype).tiny)
    return torch.floor(W / safe).to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
