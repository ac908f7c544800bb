"""earns all

A tanh network that settles where it is flat, as a tuple with arrays.
"""

import numpy as np


def witness():
    return np.array([[2.0]]), "tanh", 1.0, 0.5, np.array([1.0])
