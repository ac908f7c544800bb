"""earns all

Softmax by hand, with maxima along the right sides.
"""

import torch


def softmax(X, dim):
    E = torch.exp(X - X.amax(dim=dim, keepdim=True))
    return E / E.sum(dim=dim, keepdim=True)


def separable_attention(Q, K, V):
    return softmax(Q, -1) @ (softmax(K, -2).mT @ V)
