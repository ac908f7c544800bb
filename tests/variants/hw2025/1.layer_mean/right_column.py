"""earns all

Written as a column of fractions.
"""

from fractions import Fraction


def layer_mean():
    return [[Fraction(19, 6)], [2], [Fraction(5, 2)], [Fraction(10, 3)]]
