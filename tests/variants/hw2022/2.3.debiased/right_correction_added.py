"""earns all

Adds what is missing.
"""


def debiased(v, beta, t):
    return v + beta**t / (1 - beta**t) * v
