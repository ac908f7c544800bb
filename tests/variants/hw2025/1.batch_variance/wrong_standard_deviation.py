"""earns half: standard deviation

The root was taken.
"""

import numpy as np


def batch_variance():
    return np.std(np.array(X), axis=(0, 2))
