"""earns all

Uses Theta.
"""

from notation import Theta


def cost(N, T):
    return Theta(T * N**T)
