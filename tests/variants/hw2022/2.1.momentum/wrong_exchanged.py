"""earns nothing

Exchanges the coefficients.
"""


def momentum(update_prev, g, alpha, epsilon):
    return epsilon * update_prev - alpha * g
