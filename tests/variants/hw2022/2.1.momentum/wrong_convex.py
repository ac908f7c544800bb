"""earns nothing

Mixes the two forms.
"""


def momentum(update_prev, g, alpha, epsilon):
    return alpha * update_prev - (1 - alpha) * epsilon * g
