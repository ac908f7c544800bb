"""earns half: sign of the last update

Puts the last update in the place of v.
"""


def momentum(update_prev, g, alpha, epsilon):
    return -(alpha * update_prev + epsilon * g)
