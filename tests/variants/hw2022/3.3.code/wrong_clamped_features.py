"""earns 7/8: values

Features are kept away from 0.
"""


def approx_attention(Q, K, V, f):
    q, k = f(Q), f(K)
    q, k = q.clamp(min=1e-6), k.clamp(min=1e-6)
    return (q @ (k.mT @ V)) / (q @ k.sum(dim=-2)[..., None])
