"""earns nothing

Batch statistics, one for each channel.
"""

import numpy as np


def layer_mean():
    return np.array(X).mean(axis=(0, 2))
