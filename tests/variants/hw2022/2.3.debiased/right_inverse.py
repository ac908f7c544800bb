"""earns all

A power of −1.
"""


def debiased(v, beta, t):
    return (1 - beta**t) ** (-1) * v
