"""earns all

A matrix of d×d for every row, added up: memory in proportion to n.
"""


def separable_attention(Q, K, V):
    products = K.softmax(dim=-2)[..., :, :, None] * V[..., :, None, :]
    return Q.softmax(dim=-1) @ products.sum(dim=-3)
