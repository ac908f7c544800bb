"""earns 5/8: all pairs

As the formula stands.
"""


def approx_attention(Q, K, V, f):
    A = f(Q) @ f(K).transpose(-2, -1)
    return A @ V / A.sum(-1, keepdim=True)
