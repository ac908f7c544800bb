"""earns all

As a step from the gradient towards the last update.
"""


def average(update_prev, g, beta, delta):
    step = -delta * g
    return step + beta * (update_prev - step)
