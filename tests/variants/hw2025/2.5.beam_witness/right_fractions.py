"""earns all

Uses fractions: the third word is certain of its successor.
"""

from fractions import Fraction


def beam_witness():
    even = [Fraction(1, 3)] * 3
    return {
        "T": 2,
        "N": 3,
        "p": {
            (): [Fraction(37, 100), Fraction(33, 100), Fraction(3, 10)],
            (0,): even,
            (1,): even,
            (2,): [1, 0, 0],
        },
    }
