"""earns all

Writes the number of sequences in bits.
"""

from notation import log


def cost(N, T):
    return T * 2 ** (T * log(N) / log(2))
