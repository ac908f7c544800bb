"""earns nothing: inverted

Multiplies.
"""


def debiased(v, beta, t):
    return (1 - beta**t) * v
