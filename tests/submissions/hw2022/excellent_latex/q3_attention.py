"""Question 3."""

import torch

from notation import *


def separable_attention(Q, K, V):
    queries, keys = Q.softmax(dim=-1), K.softmax(dim=-2)
    context = torch.einsum("...nk,...nv->...kv", keys, V)
    return torch.einsum("...nk,...kv->...nv", queries, context)


def standard_attention(Q, K, V):
    logits = torch.einsum("...id,...jd->...ij", Q, K)
    weights = (logits - logits.logsumexp(dim=-1, keepdim=True)).exp()
    return torch.einsum("...ij,...jd->...id", weights, V)


def approx_attention(Q, K, V, f):
    # a column of ones beside V, so that the normaliser is a column of the result
    ones = torch.ones_like(V[..., :1])
    summary = f(K).transpose(-1, -2) @ torch.cat([V, ones], dim=-1)
    result = f(Q) @ summary
    return result[..., :-1] / result[..., -1:]


def positive_random_features(u, w):
    m = w.shape[0]
    exponents = torch.einsum("...d,md->...m", u, w) - u.square().sum(dim=-1, keepdim=True) / 2
    return torch.exp(exponents) * m**-0.5
