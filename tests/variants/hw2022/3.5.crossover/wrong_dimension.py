"""earns nothing: dimension

As many as dimensions.
"""


def crossover(n, d):
    return d
