"""earns nothing: values

f(K) and f(Q) change places.
"""


def approx_attention(Q, K, V, f):
    q, k = f(K), f(Q)
    return q @ (k.mT @ V) / (q @ k.sum(-2)[..., None])
