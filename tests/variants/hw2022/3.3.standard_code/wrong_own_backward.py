"""earns 3/4: gradient

A backward pass that forgets the coupling of the softmax.
"""

import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Q, K, V):
        A = torch.softmax(Q @ K.mT, dim=-1)
        ctx.save_for_backward(Q, K, V, A)
        return A @ V

    @staticmethod
    def backward(ctx, grad):
        Q, K, V, A = ctx.saved_tensors
        dS = A * (1 - A) * (grad @ V.mT)
        return dS @ K, dS.mT @ Q, A.mT @ grad


def standard_attention(Q, K, V):
    return Attention.apply(Q, K, V)
