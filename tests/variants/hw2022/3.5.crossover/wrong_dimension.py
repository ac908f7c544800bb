"""earns 0: dimension

As many as dimensions.
"""


def crossover(n, d):
    return d
