"""earns all

With the projections on the exact side.
"""


def crossover(n, d):
    return n + d
