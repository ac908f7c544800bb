"""earns nothing: type

Forgets the step.
"""

import torch


def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    return torch.floor(W / delta).to(torch.int8)
