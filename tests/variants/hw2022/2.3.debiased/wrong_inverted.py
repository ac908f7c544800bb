"""earns 0: inverted

Multiplies.
"""


def debiased(v, beta, t):
    return (1 - beta**t) * v
