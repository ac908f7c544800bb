"""earns half: sign of the gradient

Climbs.
"""


def average(update_prev, g, beta, delta):
    return beta * update_prev + delta * (1 - beta) * g
