"""earns nothing

Not divided by anything.
"""

import numpy as np


def instance_variance():
    x = np.array(X)
    return ((x - x.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1)
