"""earns nothing

Statistics for every feature, as many channels-last codes have them.
"""

import numpy as np


def batch_variance():
    return np.var(np.array(X), axis=(0, 1))
