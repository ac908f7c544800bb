"""earns half: unbiased

Divided by n − 1.
"""

import numpy as np


def layer_variance():
    return np.var(np.array(X), axis=(1, 2), ddof=1)
