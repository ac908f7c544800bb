"""earns all

numpy's default is the biased variance.
"""

import numpy as np


def batch_variance():
    return np.var(np.array(X), axis=(0, 2))
