"""earns all

Goes back to v and forth.
"""


def momentum(update_prev, g, alpha, epsilon):
    v_prev = -update_prev
    v = alpha * v_prev + epsilon * g
    return -v
