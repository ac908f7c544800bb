"""earns all

An array of sympy's, with exact numbers.
"""

from sympy import Array, Rational


def instance_variance():
    rows = []
    for channels in Array(X):
        row = []
        for features in channels:
            mu = sum(features) / 3
            row.append(sum((x - mu) ** 2 for x in features) * Rational(1, 3))
        rows.append(row)
    return Array(rows)
