"""earns nothing

A mean over the batch, for every channel and feature.
"""

import numpy as np


def batch_mean():
    return np.array(X).mean(axis=0)
