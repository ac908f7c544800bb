"""earns nothing

Nothing is done.
"""


def debiased(v, beta, t):
    return v
