"""Q1 — how far numbers lie apart ({points} points).

Two rows of numbers:

    X = [[1, 3, 8],
         [2, 2, 5]]

A decimal counts within 0.001.
"""

from fractions import Fraction

from notation import question

X = ((1, 3, 8), (2, 2, 5))


@question("1.mean")
def mean():
    """Return the mean of each row: 2 numbers."""
    return [Fraction(sum(row), len(row)) for row in X]


@question("1.variance")
def variance():
    """Return the biased variance of each row, divided by n: 2 numbers."""
    return [sum((x - m) ** 2 for x in row) / len(row) for row, m in zip(X, mean(), strict=True)]


def variance_unbiased():
    return [Fraction(3, 2) * value for value in variance()]


@question("1.width")
def width():
    """Return the largest number less the smallest, of each row: 2 numbers."""
    return [max(row) - min(row) for row in X]


@question("1.shifted")
def shifted():
    """Whether the variance changes when one number is added to all of a row: True or False."""
    return False
