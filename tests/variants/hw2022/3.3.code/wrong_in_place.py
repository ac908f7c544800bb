"""earns 3/4: exception

Writes the result over V.
"""


def approx_attention(Q, K, V, f):
    q, k = f(Q), f(K)
    V[...] = q @ (k.mT @ V) / (q @ k.sum(-2)[..., None])
    return V
