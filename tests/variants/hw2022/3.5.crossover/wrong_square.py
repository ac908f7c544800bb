"""earns nothing: square

As many as entries of A.
"""


def crossover(n, d):
    return n**2
