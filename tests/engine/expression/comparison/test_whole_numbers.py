"""Floors, cases and remainders of random whole numbers: told apart, and never made up.

Truths come from numpy's integers at all numbers up to 10,000 (of two names, up to 400).
"""

from random import Random

import numpy as np
import pytest

from autograder.expression.decide import Different, Equality, compare
from autograder.expression.premises import Premises

_PAIRS = 40


def _number(random):
    return random.choice((random.randint(2, 20), random.randint(2, 1000)))


def _linear(random, names):
    """Return a linear form: as text, and as a function of arrays."""
    a, b, name = random.randint(1, 9), random.choice((0, _number(random))), random.choice(names)
    other = random.choice(names)
    return f"({a}*{name} + {other} + {b})", lambda v: a * v[name] + v[other] + b


def _steps(random, names):
    """Return forms of one value, and one of another value that is close."""
    c = _number(random)
    (a, f), (b, g) = _linear(random, names), _linear(random, names)
    return random.choice(
        [
            (
                (f"ceiling({a}/{c})", lambda v: -(-f(v) // c)),
                [f"floor(({a} + {c - 1})/{c})", f"-floor(-{a}/{c})", f"floor(({a} - 1)/{c}) + 1"],
                (f"floor({a}/{c}) + 1", lambda v: f(v) // c + 1),
            ),
            (
                (f"Mod({a}, {c})", lambda v: f(v) % c),
                [f"{a} - {c}*floor({a}/{c})", f"Mod({a} + {c}, {c})"],
                (f"Piecewise((1, Mod({a}, {c}) == 0), (Mod({a}, {c}), True))",
                 lambda v: np.where(f(v) % c == 0, 1, f(v) % c)),
            ),
            (
                (f"Min({a}, {b})", lambda v: np.minimum(f(v), g(v))),
                [f"{a} + {b} - Max({a}, {b})", f"Piecewise(({a}, {a} <= {b}), ({b}, True))"],
                (f"Piecewise(({a}, {a} < {b}), ({b} + 1, True))",
                 lambda v: np.where(f(v) < g(v), f(v), g(v) + 1)),
            ),
            (
                (f"Piecewise(({a}, {b} == {c}), (0, True))",
                 lambda v: np.where(g(v) == c, f(v), 0)),
                [f"Piecewise((0, {b} != {c}), ({a}, True))"],
                ("0", lambda v: 0 * f(v)),
            ),
            (
                (f"Piecewise(({a}, {b} <= {c}), (0, True))",
                 lambda v: np.where(g(v) <= c, f(v), 0)),
                [f"Piecewise((0, {b} > {c}), ({a}, True))",
                 f"Piecewise(({a}, {b} < {c + 1}), (0, True))"],
                (f"Piecewise(({a}, {b} < {c}), (0, True))", lambda v: np.where(g(v) < c, f(v), 0)),
            ),
        ]
    )  # fmt: skip


def _differ(left, right, names):
    every = np.arange(1, 10_001 if len(names) == 1 else 401, dtype=np.int64)
    values = {names[0]: every[:, None], names[-1]: every[None, :]}
    if len(names) == 1:
        values = {names: every}
    return bool(np.any(left(values) != right(values)))


@pytest.mark.parametrize("names", ["n", "nm"])
@pytest.mark.parametrize("seed", range(_PAIRS))
def test_what_differs_is_found_and_what_is_rewritten_is_equal(names, seed, read):
    random = Random(f"{names} {seed}")
    (text, function), rewritten, (close, close_function) = _steps(random, names)
    texts = dict.fromkeys(names, "natural")
    for other in rewritten:
        symbols, left, right = read(texts, text, other)
        assert isinstance(compare(left, right, Premises(symbols)), Equality), (text, other)
    symbols, left, right = read(texts, text, close)
    outcome = compare(left, right, Premises(symbols))
    if _differ(function, close_function, names):
        assert isinstance(outcome, Different), (text, close)
    if isinstance(outcome, Different):
        point = {name: int(outcome.witness.get(name, 1)) for name in names}
        assert function(point) != close_function(point), (text, close, outcome)
