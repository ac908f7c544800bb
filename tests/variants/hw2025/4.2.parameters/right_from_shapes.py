"""earns all

Adds the adapters up.
"""

from notation import *


def parameters(d, r, m):
    sides = [(d, r), (d, r)]
    return sum(rows * columns for rows, columns in sides)
