"""earns all

In one pass, on shifted data.
"""

import numpy as np


def batch_variance():
    shifted = np.array(X, dtype=np.float64) - 3
    n, total, squares = 0, np.zeros(2), np.zeros(2)
    for example in shifted:
        for feature in example.T:
            n += 1
            total += feature
            squares += feature**2
    return squares / n - (total / n) ** 2
