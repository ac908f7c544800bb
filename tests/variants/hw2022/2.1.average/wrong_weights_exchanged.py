"""earns nothing

Exchanges β and 1 − β.
"""


def average(update_prev, g, beta, delta):
    return (1 - beta) * update_prev - delta * beta * g
