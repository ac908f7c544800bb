"""earns all

With its constants.
"""


def crossover(n, d):
    return n / 2
