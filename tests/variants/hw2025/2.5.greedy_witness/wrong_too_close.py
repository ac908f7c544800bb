"""earns nothing

The two are equally likely.
"""

from fractions import Fraction


def greedy_witness():
    ratio = Fraction(3, 4)
    rows = {(): [Fraction(4, 7), Fraction(3, 7)], (0,): [ratio, 1 - ratio], (1,): [1, 0]}
    return {"T": 2, "N": 2, "p": rows}
