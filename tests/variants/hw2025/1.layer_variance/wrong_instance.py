"""earns nothing: instance

Layer normalisation taken per channel.
"""

import numpy as np


def layer_variance():
    return np.var(np.array(X), axis=2)
