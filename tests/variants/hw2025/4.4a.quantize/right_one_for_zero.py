"""earns all

For a matrix of zeros the step is one.
"""

import torch


def quantize(W, m):
    largest = W.abs().max()
    if largest == 0:
        largest = torch.ones_like(largest) * (2 ** (m - 1) - 1)
    delta = largest / (2 ** (m - 1) - 1)
    return [torch.floor(W / delta).to(torch.int64), delta]


def dequantize(codes, delta):
    return delta * codes
