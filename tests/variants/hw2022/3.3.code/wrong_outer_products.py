"""earns 5/8: all sums

Every outer product first, then their sum.
"""


def approx_attention(Q, K, V, f):
    queries, keys = f(Q), f(K)
    outer = keys.unsqueeze(-1) * V.unsqueeze(-2)
    return queries @ outer.sum(-3) / (queries @ keys.sum(-2).unsqueeze(-1))
