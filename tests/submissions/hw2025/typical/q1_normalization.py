"""Q1 — normalisation statistics (6 points).

A tensor of shape 4 × 2 × 3 (batch, channels, features):

    X = [[[2, 5, 1], [4, 3, 4]],
         [[1, 2, 4], [1, 2, 2]],
         [[3, 1, 2], [3, 2, 4]],
         [[3, 4, 3], [5, 2, 3]]]

Give the means and the biased variances (divided by n) under batch, layer and instance
normalisation. Fractions (``sympy.Rational(1, 3)``, ``fractions.Fraction(1, 3)``), decimals, lists,
numpy arrays and sympy matrices are all read; a decimal counts within 0.001, so three places, cut
or rounded, are enough. You may also compute the numbers in the function.
"""

import numpy as np
import sympy
from utils import X, my_mean, my_var


# 1.batch_mean
def batch_mean():
    """Return the means that batch normalisation subtracts: 2 numbers, one per channel."""
    # channel 1: 31/12, channel 2: 35/12
    return [2.583, 2.917]


# 1.batch_variance
def batch_variance():
    """Return the biased variances of batch normalisation: 2 numbers, one per channel."""
    # print(X.var(axis=(0,2)))
    return [1.576, 1.243]


# 1.layer_mean
def layer_mean():
    """Return the means of layer normalisation, over channels and features: 4 numbers."""
    #return X.mean(axis=1)
    return X.mean(axis=(1, 2))


# 1.layer_variance
def layer_variance():
    """Return the biased variances of layer normalisation, over channels and features: 4 numbers."""
    return [1.806, 1.0, 0.917, 0.889]


# 1.instance_mean
def instance_mean():
    """Return the means of instance normalisation: 4 rows (examples) of 2 numbers (channels)."""
    res = []
    for b in range(4):
        res.append([my_mean(X[b][0]), my_mean(X[b][1])])
    print(res)
    return res


# 1.instance_variance
def instance_variance():
    """Return the biased variances of instance normalisation: 4 rows of 2 numbers."""
    res = []
    for b in range(4):
        res.append([my_var(X[b][0]), my_var(X[b][1])])
    return res
