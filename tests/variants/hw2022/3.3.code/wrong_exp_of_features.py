"""earns nothing: values

exp of what is a weight already.
"""


def approx_attention(Q, K, V, f):
    q, k = f(Q).exp(), f(K).exp()
    return q @ (k.mT @ V) / (q @ k.sum(-2)[..., None])
