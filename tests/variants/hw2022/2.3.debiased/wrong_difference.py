"""earns nothing

Subtracts what was too much.
"""


def debiased(v, beta, t):
    return v - beta**t * v
