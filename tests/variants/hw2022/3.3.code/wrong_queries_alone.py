"""earns nothing: exception

Applies f to the queries alone.
"""


def approx_attention(Q, K, V, f):
    q = f(Q)
    return q @ (K.mT @ V) / (q @ K.sum(-2)[..., None])
