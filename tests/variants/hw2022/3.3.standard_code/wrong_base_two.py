"""earns nothing: values

Powers of two.
"""


def standard_attention(Q, K, V):
    E = 2 ** (Q @ K.mT - (Q @ K.mT).amax(-1, keepdim=True))
    return E / E.sum(-1, keepdim=True) @ V
