"""earns nothing: for each row

Dequantises for every row.
"""

from notation import *


def overhead(n, d, r, h):
    return Theta(n * d**2)
