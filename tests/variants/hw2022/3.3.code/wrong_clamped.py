"""earns nothing: values

Keeps the normaliser away from zero.
"""


def approx_attention(Q, K, V, f):
    q, k = f(Q), f(K)
    return q @ (k.mT @ V) / (q @ k.sum(-2)[..., None]).clamp(min=10.0)
