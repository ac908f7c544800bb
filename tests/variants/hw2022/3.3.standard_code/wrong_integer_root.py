"""earns nothing: values

The root is cut to an integer.
"""

import math

import torch


def standard_attention(Q, K, V):
    return torch.softmax(Q @ K.mT / int(math.sqrt(Q.shape[-1])), dim=-1) @ V
