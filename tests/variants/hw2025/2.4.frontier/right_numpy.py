"""earns all

An array of words.
"""

import numpy as np


def tree_frontier():
    return np.array([["the", "a"], ["a blue", "a red"], ["a blue square", "a red circle"]])
