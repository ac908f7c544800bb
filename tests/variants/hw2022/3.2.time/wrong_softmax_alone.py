"""earns 0: softmax alone

The softmaxes.
"""


def separable_time(n, d):
    return n * d
