"""earns all

Uses numpy, and three steps.
"""

from itertools import product

import numpy as np


def greedy_witness():
    p = {prefix: np.array([0.5, 0.5]) for t in range(3) for prefix in product(range(2), repeat=t)}
    p[()] = np.array([0.55, 0.45])
    p[(0,)] = np.array([0.51, 0.49])
    p[(0, 0)] = np.array([0.51, 0.49])
    p[(1,)] = np.array([0.0, 1.0])
    p[(1, 1)] = np.array([0.01, 0.99])
    return {"T": 3, "N": 2, "p": p}
