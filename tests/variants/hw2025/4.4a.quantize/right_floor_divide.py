"""earns all

Floor division, and the largest absolute value from the two ends.
"""

import torch


def quantize(W, m):
    low, high = W.min(), W.max()
    delta = torch.maximum(high, -low) / (2 ** (m - 1) - 1)
    if not delta:
        return W.new_zeros(W.shape, dtype=torch.int8), delta
    return torch.div(W, delta, rounding_mode="floor").to(torch.int8), delta


def dequantize(codes, delta):
    return delta * codes
