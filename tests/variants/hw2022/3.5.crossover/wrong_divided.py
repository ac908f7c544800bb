"""earns nothing: divided by d

One d too many.
"""


def crossover(n, d):
    return n / d
