"""earns all

A sigmoid is so flat that the weights may be large.
"""

from fractions import Fraction


def witness():
    return {
        "W": [[3, 0], [0, Fraction(7, 2)]],
        "activation": "sigmoid",
        "gamma": Fraction(1, 4),
        "delta": Fraction(1, 2),
        "h0": [0, 0],
    }
