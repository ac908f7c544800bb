"""earns all

Writes words where tuples of one word are meant, and uses sympy.
"""

from sympy import Rational


def greedy_witness():
    half = Rational(1, 2)
    return {"T": 2, "N": 2, "p": {(): [0.6, 0.4], 0: [half, half], 1: [1, 0]}}
