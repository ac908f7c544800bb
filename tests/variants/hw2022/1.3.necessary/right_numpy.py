"""earns all

The comparison of two arrays, at one place.
"""

import numpy as np


def necessary():
    return np.array([1.0]).max() > 0
