"""earns all

A rotation by an eighth of a turn, exactly.
"""

from sympy import Matrix, Rational, sqrt


def witness():
    r = sqrt(2) / 2
    return {
        "W": Matrix([[r, -r], [r, r]]),
        "activation": "Identity",
        "gamma": Rational(1),
        "delta": Rational(1, 2),
        "h0": Matrix([1, 0]),
    }
