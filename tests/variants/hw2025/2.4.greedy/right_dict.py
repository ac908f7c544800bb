"""earns all

Gives a dict, and lets sympy add up.
"""

from sympy import Rational


def tree_greedy():
    return {"<BOS> the red rectangle": Rational(-17, 10) - Rational(33, 10) - Rational(47, 10)}
