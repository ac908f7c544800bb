"""earns nothing: update for average

Puts the last update in the place of v.
"""


def average(update_prev, g, beta, delta):
    v = beta * update_prev + (1 - beta) * g
    return -delta * v
