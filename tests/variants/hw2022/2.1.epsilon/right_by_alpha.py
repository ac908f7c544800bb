"""earns 2

Uses the answer before.
"""


def epsilon(beta, delta):
    a = beta
    return (1 - a) * delta
