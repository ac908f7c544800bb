"""earns all

Uses fractions, and three words.
"""

from fractions import Fraction


def greedy_witness():
    third = [Fraction(1, 3)] * 3
    return {
        "T": 2,
        "N": 3,
        "p": {
            (): [Fraction(2, 5), Fraction(3, 10), Fraction(3, 10)],
            (0,): third,
            (1,): [0, 1, 0],
            (2,): third,
        },
    }
