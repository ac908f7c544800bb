"""earns all

Uses the answer before.
"""


def epsilon(beta, delta):
    a = beta
    return (1 - a) * delta
