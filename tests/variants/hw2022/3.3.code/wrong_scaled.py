"""earns half: entries scaled

Leaves √d in: queries and keys are divided by its root, as where logits are scaled.
"""


def approx_attention(Q, K, V, f):
    root = Q.shape[-1] ** 0.25
    q, k = f(Q / root), f(K / root)
    return q @ (k.mT @ V) / (q @ k.sum(-2)[..., None])
