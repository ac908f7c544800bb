"""earns nothing: delta missing

Forgets δ.
"""


def average(update_prev, g, beta, delta):
    return beta * update_prev - (1 - beta) * g
