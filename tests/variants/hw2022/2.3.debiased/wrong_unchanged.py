"""earns 0

Nothing is done.
"""


def debiased(v, beta, t):
    return v
