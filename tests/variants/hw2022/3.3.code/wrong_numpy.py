"""earns 5/8: outside torch

The products in numpy, with a derivative of its own.
"""

import torch


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return torch.tensor(a.detach().numpy() @ b.detach().numpy())

    @staticmethod
    def backward(ctx, gradient):
        a, b = ctx.saved_tensors
        return gradient @ b.mT, a.mT @ gradient


def approx_attention(Q, K, V, f):
    queries, keys = f(Q), f(K)
    top = Product.apply(queries, Product.apply(keys.mT, V))
    return top / (queries @ keys.sum(-2)[..., None])
