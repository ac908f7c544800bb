"""earns nothing

The example is averaged away.
"""

import numpy as np


def layer_mean():
    return np.array(X).mean(axis=0)
