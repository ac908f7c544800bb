"""earns all

By numpy.
"""

import numpy as np


def mean():
    return np.mean([[1, 3, 8], [2, 2, 5]], axis=1)
