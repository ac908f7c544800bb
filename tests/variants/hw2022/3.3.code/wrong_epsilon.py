"""earns half: guard

1e-6 in the denominator.
"""


def approx_attention(Q, K, V, f):
    q, k = f(Q), f(K)
    return q @ (k.mT @ V) / (q @ k.sum(-2)[..., None] + 1e-6)
