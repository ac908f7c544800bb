"""earns all

Zero, as an array without sides.
"""

import numpy as np


def sufficient():
    return np.array(0.0)
