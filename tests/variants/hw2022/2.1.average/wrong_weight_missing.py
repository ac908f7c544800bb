"""earns nothing

Forgets 1 − β.
"""


def average(update_prev, g, beta, delta):
    return beta * update_prev - delta * g
