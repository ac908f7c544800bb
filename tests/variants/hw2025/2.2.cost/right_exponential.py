"""earns all

Writes the power by exp and log.
"""

from notation import exp, log


def cost(N, T):
    return T * exp(T * log(N))
