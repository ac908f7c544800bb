"""earns half: sign of the last update

Puts the last update in the place of v.
"""


def average(update_prev, g, beta, delta):
    return -(beta * update_prev + delta * (1 - beta) * g)
