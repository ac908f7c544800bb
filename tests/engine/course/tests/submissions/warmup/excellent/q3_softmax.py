"""Q3 — softmax in code (4 points)."""

import torch


# 3.code
def softmax(x):
    """The softmax of x along its last dimension.

    x: (..., n), n ≥ 1, a tensor of a floating-point dtype; returns the same shape and dtype. Right
    values earn 2 of 4, right gradients 1, and entries so large
    that exp overflows 1. x is left as it is.
    """
    return torch.log_softmax(x, -1).exp()
