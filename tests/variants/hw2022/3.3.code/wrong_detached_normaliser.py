"""earns 7/8: gradient

The normaliser is a constant.
"""


def approx_attention(Q, K, V, f):
    q, k = f(Q), f(K)
    D = (q @ k.sum(-2)[..., None]).detach()
    return q @ (k.mT @ V) / D
