"""What sympy imports when it is first used."""

LOST = ()
PACE = 8

SOURCE = """
import sympy
from sympy.abc import x, y
def table():
    assert sympy.integrate(sympy.exp(-x**2), (x, -sympy.oo, sympy.oo)) == sympy.sqrt(sympy.pi)
    assert sympy.solve(x**2 - 2, x) == [-sympy.sqrt(2), sympy.sqrt(2)]
    assert sympy.series(sympy.sin(x), x, 0, 4).removeO() == x - x**3 / 6
    assert sympy.limit(sympy.sin(x) / x, x, 0) == 1
    sympy.simplify(sympy.sin(x)**2 + sympy.cos(x)**2), sympy.latex(x / y), sympy.pretty(x / y)
    sympy.Matrix([[1, x], [y, 2]]).inv(), sympy.diff(sympy.tanh(x), x), sympy.summation(x, (x, 1, y))
    sympy.lambdify(x, sympy.sin(x))(1.0), sympy.N(sympy.pi, 50), sympy.factor(x**2 - 1)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
