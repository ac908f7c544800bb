"""Random formulas: of numbers, as sympy has them, and of matrices, as the grader writes them."""

from collections.abc import Mapping
from random import Random

import sympy
from sympy import Expr, Rational, Sum, Symbol, pi

#: The symbols of `random_scalar`.
SCALARS: Mapping[str, str] = {
    "x": "positive", "y": "positive", "a": "positive", "b": "unit", "n": "natural"
}  # fmt: skip
#: The symbols of `random_text`, and how those are written that are not written as they are called.
MATRICES: Mapping[str, str] = {
    "A": "matrix[m,k]", "B": "matrix[k,m]", "S": "posdef[m]", "u": "vector[m]", "v": "vector[m]",
    "w": "vector[k]", "h": "sequence[vector[m]]", "g": "sequence[real]", "f": "function",
    "c": "positive", "i": "index[m]", "j": "index[k]", "t": "natural", "m": "natural",
    "k": "natural",
}  # fmt: skip
TEX: Mapping[str, str] = {"h": "h_{s}", "g": "g_{s}"}

_NO_NUMBERS = (sympy.zoo, sympy.nan, sympy.oo, sympy.I, sympy.re, sympy.im, sympy.arg,
               sympy.AccumBounds)  # fmt: skip


def random_scalar(rng: Random, depth: int) -> Expr:
    """Return a random expression of numbers; of those that are real."""
    while True:
        found = _scalar(rng, depth)
        if not found.has(*_NO_NUMBERS):
            return found


def _scalar(rng: Random, depth: int) -> Expr:
    if depth == 0:
        atoms = [
            *(Symbol(name, positive=True) for name in "xyabn"),
            pi,
            Rational(rng.randint(-9, 9), rng.randint(1, 7)),
        ]
        return rng.choice(atoms)
    left, right = _scalar(rng, depth - 1), _scalar(rng, depth - 1)
    kind = rng.randrange(7)
    if kind < 3:
        return (left + right, left * right, left - right)[kind]
    if kind == 3:
        return left / right if right != 0 else left
    if kind == 4:
        return abs(left) ** rng.choice([2, 3, -1, Rational(1, 2), Symbol("b", positive=True), -2])
    if kind == 5:
        named = rng.choice([sympy.exp, sympy.tanh, sympy.sin, sympy.atan, sympy.floor])
        return named(left)
    s = Symbol("s")
    return Sum(left * s ** rng.randint(0, 2), (s, 1, Symbol("n", positive=True)))


def random_text(rng: Random, depth: int) -> str:
    """Return a random expression whose shapes fit, of numbers, columns and matrices."""
    shape = rng.choice([("1", "1"), ("m", "1"), ("k", "1"), ("m", "k"), ("k", "m"), ("m", "m")])
    return _of_shape(rng, depth, shape)


_Shape = tuple[str, str]
_LEAVES: Mapping[_Shape, tuple[str, ...]] = {
    ("1", "1"): ("c", "2", "g[t]", "u[i]", "A[i, j]", "t", "(3/4)", "w[j]", "g[t - 1]"),
    ("m", "1"): ("u", "v", "h[t]", "h[t - 1]", "u", "v"),
    ("k", "1"): ("w", "w", "w", "(A.T*u)"),
    ("m", "k"): ("A", "A", "B.T", "(u*w.T)"),
    ("k", "m"): ("B", "B", "A.T"),
    ("m", "m"): ("S", "S", "inv(S)", "(A*B)", "(u*v.T)", "diag(u)", "eye(m)"),
}


def _of_shape(rng: Random, depth: int, shape: _Shape) -> str:
    def one(rows: str, columns: str) -> str:
        return _of_shape(rng, depth - 1, (rows, columns))

    rows, columns = shape
    if depth == 0:
        return rng.choice(_LEAVES[shape])
    ways = [
        lambda: f"({one(*shape)} + {one(*shape)})",
        lambda: f"({one(*shape)} - {one(*shape)})",
        lambda: f"{one('1', '1')}*{one(*shape)}",
        lambda: f"-{one(*shape)}",
        lambda: f"{one(*shape)}/{rng.choice(['2', 'c', 'sqrt(k)', '(1 + c)'])}",
    ]
    if shape == ("1", "1"):
        ways += [
            lambda: f"{one('m', '1')}.T*{one('m', '1')}",
            lambda: f"trace({one('m', 'm')})",
            lambda: f"norm({one('m', '1')})**2",
            lambda: f"norm2({one('m', 'k')})",
            lambda: f"exp({one('1', '1')})",
            lambda: f"log(1 + {one('1', '1')}**2)",
            lambda: f"abs({one('1', '1')})",
            lambda: f"tanh({one('1', '1')})",
            lambda: f"{one('1', '1')}**{rng.choice(['2', '3', 't', '(1/2)', '(t - 1)'])}",
            lambda: f"Sum({one('1', '1')}*c**s, (s, 1, t))",
            lambda: f"Sum(g[s]*{one('1', '1')}, (s, 0, t - 1))",
            lambda: f"Product(g[s] + {one('1', '1')}, (s, 1, t))",
            lambda: f"Max({one('1', '1')}, {one('1', '1')})",
        ]
    else:
        ways += [
            lambda: f"{one(rows, 'm')}*{one('m', columns)}",
            lambda: f"hadamard({one(*shape)}, {one(*shape)})",
            lambda: f"f({one(*shape)})",
            lambda: f"tanh({one(*shape)})",
        ]
        if columns != "1":
            ways.append(lambda: f"{one(columns, rows)}.T")
            ways.append(lambda: f"{one(rows, '1')}*{one(columns, '1')}.T")
        if rows == columns:
            ways.append(lambda: f"inv({one('m', 'm')})")
        if shape == ("m", "1"):
            ways.append(lambda: f"Sum({one('1', '1')}*h[s], (s, 1, t))")
    if rows == "k" and columns != "m":
        ways.append(lambda: f"{one('k', 'm')}*{one('m', columns)}")
    made = rng.choice(ways)()
    return f"({made})"
