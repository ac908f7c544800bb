"""earns half: standard deviation

The root was taken.
"""

import numpy as np


def instance_variance():
    return np.sqrt(np.var(np.array(X), axis=2))
