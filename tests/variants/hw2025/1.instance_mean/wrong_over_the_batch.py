"""earns nothing

Per channel and feature: the batch is averaged away.
"""

import numpy as np


def instance_mean():
    return np.array(X).mean(axis=0)
