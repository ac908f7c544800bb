"""earns nothing: instance

Layer normalisation taken per channel.
"""

import numpy as np


def layer_mean():
    return np.array(X).mean(axis=2)
