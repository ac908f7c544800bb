"""earns all

The costs made equal.
"""


def crossover(n, d):
    exact = n**2 * d
    per_feature = n * d
    return exact / per_feature
