"""earns nothing

Squeezes the normaliser.
"""


def approx_attention(Q, K, V, f):
    q, k = f(Q), f(K)
    D = (q @ k.sum(-2)[..., None]).squeeze()
    return (q @ (k.mT @ V)) / D[..., None]
