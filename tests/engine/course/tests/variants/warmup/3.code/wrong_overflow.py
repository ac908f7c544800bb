"""earns 3/4

Large entries overflow.
"""


def softmax(x):
    return x.exp() / x.exp().sum(dim=-1, keepdim=True)
