"""earns all

Ones and zeros.
"""

import numpy as np


def claims():
    return np.array([1, 0, 1, 0, 1, 0])
