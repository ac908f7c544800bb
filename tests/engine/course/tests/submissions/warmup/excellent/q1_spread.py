"""Q1 — how far numbers lie apart (4 points).

Two rows of numbers:

    X = [[1, 3, 8],
         [2, 2, 5]]

A decimal counts within 0.001.
"""

import numpy as np

X = [[1, 3, 8], [2, 2, 5]]


# 1.mean
def mean():
    """Return the mean of each row: 2 numbers."""
    return np.array(X).mean(axis=1)


# 1.variance
def variance():
    """Return the biased variance of each row, divided by n: 2 numbers."""
    return np.array(X).var(axis=1)


# 1.width
def width():
    """Return the largest number less the smallest, of each row: 2 numbers."""
    return np.ptp(np.array(X), axis=1)


# 1.shifted
def shifted():
    """Whether the variance changes when one number is added to all of a row: True or False."""
    return "False"
