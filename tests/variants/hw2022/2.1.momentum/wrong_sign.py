"""earns half: sign of the gradient

Climbs.
"""


def momentum(update_prev, g, alpha, epsilon):
    return alpha * update_prev + epsilon * g
