"""earns nothing

Channels are averaged away.
"""

import numpy as np


def instance_mean():
    return np.array(X).mean(axis=(1, 2))
