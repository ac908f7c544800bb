"""earns nothing: averaged

Divides by n.
"""


def approx_attention(Q, K, V, f):
    return f(Q) @ (f(K).mT @ V) / K.shape[-2]
