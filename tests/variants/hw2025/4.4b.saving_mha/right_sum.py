"""earns all

Adds the matrices up.
"""

from notation import *


def saving_mha(d, h, r, m):
    inputs = 3 * h * d * d
    output = h * d * d
    return (32 - m) * (inputs + output)
