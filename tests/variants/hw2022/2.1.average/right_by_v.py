"""earns all

Goes back to v and forth.
"""


def average(update_prev, g, beta, delta):
    v_prev = -update_prev / delta
    return -delta * (beta * v_prev + (1 - beta) * g)
