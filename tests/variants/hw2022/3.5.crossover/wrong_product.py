"""earns nothing: loose

A number of multiplications.
"""


def crossover(n, d):
    return n * d
