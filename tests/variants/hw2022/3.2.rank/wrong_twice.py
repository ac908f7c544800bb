"""earns half: factor 2

One for each softmax.
"""


def rank(n, d):
    return 2 * d
