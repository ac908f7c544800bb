"""earns nothing

Sums over side 0.
"""


def approx_attention(Q, K, V, f):
    q, k = f(Q), f(K)
    return q @ (k.mT @ V) / (q @ k.sum(0)[..., None])
