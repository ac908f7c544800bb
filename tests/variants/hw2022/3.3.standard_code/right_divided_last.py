"""earns all

Divides by the sum of the weights at the end; the maximum is a constant.
"""


def standard_attention(Q, K, V):
    logits = Q @ K.mT
    weights = (logits - logits.max(dim=-1, keepdim=True).values.detach()).exp()
    return (weights @ V) / weights.sum(dim=-1, keepdim=True)
