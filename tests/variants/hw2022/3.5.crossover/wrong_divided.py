"""earns 0: divided by d

One d too many.
"""


def crossover(n, d):
    return n / d
