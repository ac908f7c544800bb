"""Q1 — how far numbers lie apart (4 points).

Two rows of numbers:

    X = [[1, 3, 8],
         [2, 2, 5]]

A decimal counts within 0.001.
"""


# 1.mean
def mean():
    """Return the mean of each row: 2 numbers."""
    return [4, 3]


# 1.variance
def variance():
    """Return the biased variance of each row, divided by n: 2 numbers."""
    return [13, 3]  # statistics.variance


# 1.width
def width():
    """Return the largest number less the smallest, of each row: 2 numbers."""
    return [7, 2]


# 1.shifted
def shifted():
    """Whether the variance changes when one number is added to all of a row: True or False."""
    return True
