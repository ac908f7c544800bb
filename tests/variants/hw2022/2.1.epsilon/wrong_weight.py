"""earns nothing: weight alone

Forgets the step size.
"""


def epsilon(beta, delta):
    return 1 - beta
