"""earns half: transpose

Channels in rows.
"""

import numpy as np


def instance_variance():
    return np.var(np.array(X), axis=-1).T
