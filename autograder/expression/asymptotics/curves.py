"""Curves on which all symbols grow, where an answer is compared that is not read as a whole.

Whether ``n - d`` is positive is not certain, but on d = n it is zero and on d = 2*n it is negative.
On a curve every symbol is a function of a leading one, which is put in its place; what is left has
a single symbol, and can nearly always be read. What fails on one curve of the regime fails.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.expression.asymptotics.facts import Constraint
from autograder.expression.asymptotics.monomials import Polynomial, TooLarge
from autograder.expression.asymptotics.order_bounds import OrderBounds
from autograder.expression.asymptotics.orders import Quantity, UndecidedGrowth, grows, order_of
from autograder.expression.asymptotics.powers import exact_logarithm, logarithm, power, product
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.text import parse
from autograder.expression.tree import Node, substitute

__all__ = ["SizeCurve", "curves"]

_MAX_CURVES = 60
_MAX_SYMBOLS = 5


@dataclass(frozen=True, slots=True)
class SizeCurve:
    """Every symbol as a function of a leading one.

    Attributes:
        values: The symbols, the leading one first, with the functions.
        words: The functions as they are written.
    """

    values: Mapping[str, Node]
    words: Mapping[str, str]

    def side(self, root: Node) -> OrderBounds:
        """Return an expression on the curve."""
        return OrderBounds.of(substitute(root, self.values), Regime())

    def respects(self, regime: Regime) -> bool:
        """Return whether what the regime says certainly holds on the curve."""
        return all(self._holds(constraint) for constraint in regime.constraints)

    def _holds(self, constraint: Constraint) -> bool:
        ratio: Quantity = Polynomial.of(1)
        try:
            for generator, exponent in constraint.ratio.powers:
                value = read(self.values[generator.name], Regime())
                for _ in range(generator.times if generator.kind == "log" else 0):
                    value = logarithm(value, Regime())
                ratio = product(ratio, power(value, exponent, Regime()), Regime())
            exact = exact_logarithm(ratio)
            if exact is not None and exact.is_zero:
                return not constraint.grows
            above = order_of(ratio if exact is None else exact, Regime())
        except (UndecidedGrowth, TooLarge):
            return False
        if above.negative:
            return False
        return grows(above, Regime()) or (exact is not None and not constraint.grows)

    def describe(self) -> str:
        """Return the curve in words, as in ``"n = d -> oo, m = n**2"``."""
        leader, *others = self.words
        equal = [name for name in others if self.words[name] == leader]
        parts = [" = ".join([leader, *equal]) + " -> oo"]
        parts += [f"{name} = {self.words[name]}" for name in others if name not in equal]
        return ", ".join(parts)


def curves(names: Sequence[str], regime: Regime) -> Iterator[SizeCurve]:
    """Yield curves within the regime, the simplest first.

    Args:
        names: The symbols.
        regime: What holds on every curve.
    """
    if not 1 < len(names) <= _MAX_SYMBOLS:
        return
    found = 0
    for pace in range(len(_FUNCTIONS)):
        for leader in names:
            others = [name for name in names if name != leader]
            for chosen in itertools.product(_FUNCTIONS[: pace + 1], repeat=len(others)):
                if _FUNCTIONS[pace] in chosen:
                    texts = [leader, *(text.format(leader) for text in chosen)]
                    words = dict(zip([leader, *others], texts, strict=True))
                    curve = SizeCurve({name: parse(text) for name, text in words.items()}, words)
                    if curve.respects(regime):
                        yield curve
                        found += 1
                if found >= _MAX_CURVES:
                    return


#: What a symbol is on a curve, as a function of the leading one.
_FUNCTIONS = ("{0}", "2*{0}", "{0}**2", "2**{0}")
