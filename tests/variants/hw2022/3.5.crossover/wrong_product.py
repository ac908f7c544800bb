"""earns 0: loose

A number of multiplications.
"""


def crossover(n, d):
    return n * d
