"""earns nothing: softmax alone

The softmaxes.
"""


def separable_time(n, d):
    return n * d
