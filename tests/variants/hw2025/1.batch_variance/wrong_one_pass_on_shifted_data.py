"""earns nothing

In one pass: the squares are shifted, the mean is not.
"""

import numpy as np


def batch_variance():
    x = np.array(X, dtype=np.float64)
    return ((x - 2) ** 2).mean(axis=(0, 2)) - x.mean(axis=(0, 2)) ** 2
