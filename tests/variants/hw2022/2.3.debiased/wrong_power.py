"""earns nothing: power of the weight

The power is of the weight.
"""


def debiased(v, beta, t):
    return v / (1 - beta) ** t
