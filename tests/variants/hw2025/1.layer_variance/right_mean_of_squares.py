"""earns all

E[x²] − E[x]², in fractions.
"""

from fractions import Fraction


def layer_variance():
    result = []
    for example in X:
        flat = [Fraction(v) for channel in example for v in channel]
        result.append(sum(v * v for v in flat) / 6 - (sum(flat) / 6) ** 2)
    return result
