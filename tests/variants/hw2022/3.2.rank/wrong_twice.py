"""earns nothing: factor

One for each softmax.
"""


def rank(n, d):
    return 2 * d
