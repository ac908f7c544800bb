"""earns nothing: values

Normalises the keys' features over positions.
"""


def approx_attention(Q, K, V, f):
    k = f(K) / f(K).sum(dim=-2, keepdim=True)
    return f(Q) @ (k.mT @ V)
