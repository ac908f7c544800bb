"""What both chains of the bidirectional network have in common."""

from notation import *


def slope(state):
    """tanh′ at the pre-activation, by its value: one minus the square, entry by entry."""
    return 1 - hadamard(state, state)


def pull_back(weight, error):
    """Through y = V h, and a squared error."""
    return 2 * (weight.T @ error)
