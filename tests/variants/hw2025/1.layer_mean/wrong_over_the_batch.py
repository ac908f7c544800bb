"""earns 0

The example is averaged away.
"""

import numpy as np


def layer_mean():
    return np.array(X).mean(axis=0)
