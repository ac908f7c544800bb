"""earns all

By the logarithm of the sum.
"""


def softmax(x):
    return (x - x.logsumexp(dim=-1, keepdim=True)).exp()
