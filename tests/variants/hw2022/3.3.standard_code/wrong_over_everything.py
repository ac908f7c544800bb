"""earns nothing: values

One softmax over all the logits of a matrix.
"""


def standard_attention(Q, K, V):
    S = Q @ K.mT
    return S.flatten(-2).softmax(-1).reshape(S.shape) @ V
