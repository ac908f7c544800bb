"""earns all

What is left of one.
"""


def alpha(beta, delta):
    weight = 1 - beta
    return 1 - weight
