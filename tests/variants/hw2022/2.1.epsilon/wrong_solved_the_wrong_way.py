"""earns nothing

Solves for δ.
"""


def epsilon(beta, delta):
    return delta / (1 - beta)
