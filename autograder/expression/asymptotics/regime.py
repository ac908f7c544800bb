"""Which monomials bound which, where every symbol is large and a regime ties some of them.

Bounds are meant for large symbols: f is O(g) if there are K and C such that f ≤ C·g wherever all
symbols are at least K and the regime holds. In logarithms a monomial is a linear form, a sum of
monomials the maximum of its terms up to a constant, the regime a cone. So a monomial is O(a sum)
if and only if its exponents lie in the convex hull of the sum's minus the dual of the cone, which
an exact linear programme decides (`programme`).

Logarithms and exponential powers enter as further coordinates with the facts that hold for them:
a size outgrows every power of its logarithm, ``N**T`` every power of ``N`` and of ``T``. Those
facts are true, so a bound that follows from them is one; where none follows, the point that the
programme returns need not exist, and `directions` looks for one that does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.expression.asymptotics.monomials import Generator, Monomial
from autograder.expression.asymptotics.programme import Combination, Separation, combine

__all__ = ["Bounded", "Constraint", "Ray", "Regime"]

#: Stands for "every power": larger than the quotients of exponents that occur.
_STEEP = Fraction(10**9)


@dataclass(frozen=True, slots=True)
class Constraint:
    """A monomial that is bounded from below by a positive constant.

    Attributes:
        ratio: The monomial: for ``r <= d``, ``d/r``.
        grows: Whether it exceeds every constant in the end, as ``n/d`` does under ``d << n``.
    """

    ratio: Monomial
    grows: bool


@dataclass(frozen=True, slots=True)
class Bounded:
    """The monomial is O(the sum), with a proof that was checked."""


@dataclass(frozen=True, slots=True)
class Ray:
    """Logarithms, up to a common factor, at which the monomial is larger than each of the terms.

    It respects every fact that the programme was given. Without logarithms and exponential powers
    it is a direction in which the monomial outgrows the sum.
    """

    logarithms: tuple[tuple[Generator, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """The region in which quantities are compared.

    Attributes:
        constraints: What the question states, beyond every symbol's being large.
    """

    constraints: tuple[Constraint, ...] = ()

    @property
    def symbols(self) -> frozenset[str]:
        """The names that the constraints mention."""
        return frozenset(g.name for c in self.constraints for g in c.ratio.generators)

    @property
    def has_gaps(self) -> bool:
        """Whether some constraint says that one side is of smaller order."""
        return any(constraint.grows for constraint in self.constraints)

    @property
    def sets_minimum(self) -> bool:
        """Whether some constraint is on a single symbol, such as ``2 <= B``."""
        return any(len(constraint.ratio.powers) == 1 for constraint in self.constraints)

    def interior(self) -> Ray | None:
        """Return a direction in which everything grows that has to.

        Returns:
            None when the constraints contradict the growth of some symbol.
        """
        facts = self._facts([Generator("symbol", name) for name in self.symbols])
        axes = _axes(fact.ratio for fact in facts)
        columns = [[*_against(fact.ratio, axes), Fraction(fact.grows)] for fact in facts]
        proof = combine(columns, [*(Fraction(0) for _ in axes), Fraction(1)])
        return _ray(proof, axes) if isinstance(proof, Separation) else None

    def bounded(self, monomial: Monomial, terms: Sequence[Monomial]) -> Bounded | Ray | None:
        """Decide whether the monomial is O(the sum of the terms).

        Returns:
            None when the programme was not solved in bounded time.
        """
        # Mostly a single term has every factor of the monomial, and needs no programme.
        if any(_divides(monomial, term) for term in terms):
            return Bounded()
        facts = self._facts(_generators([monomial, *terms]))
        axes = _axes([monomial, *terms, *(fact.ratio for fact in facts)])
        columns = [[*_along(term, axes), Fraction(1)] for term in terms]
        columns += [[*_against(fact.ratio, axes), Fraction(0)] for fact in facts]
        proof = combine(columns, [*_along(monomial, axes), Fraction(1)])
        if isinstance(proof, Separation):
            return _ray(proof, axes)
        return Bounded() if proof else None

    def negligible(self, monomial: Monomial, terms: Sequence[Monomial]) -> bool:
        """Return whether the monomial is certainly o(the sum of the terms).

        Then any multiple of it is less than half of the sum, where all symbols are large enough.
        The programme is that of `bounded`, with the monomial's weight free and some weight,
        scaled to 1, on facts that grow.
        """
        facts = self._facts(_generators([monomial, *terms]))
        axes = _axes([monomial, *terms, *(fact.ratio for fact in facts)])
        columns = [[*_along(term, axes), Fraction(1), Fraction(0)] for term in terms]
        columns += [[*_against(f.ratio, axes), Fraction(0), Fraction(f.grows)] for f in facts]
        columns.append([*_against(monomial, axes), Fraction(-1), Fraction(0)])
        target = [*(Fraction(0) for _ in axes), Fraction(0), Fraction(1)]
        return isinstance(combine(columns, target), Combination)

    def leading(self, terms: Sequence[Monomial]) -> list[Monomial]:
        """Return the terms that are not O(the sum of the others), one of each kind of equals."""
        kept = list(terms)
        for term in terms:
            others = [other for other in kept if other is not term]
            if others and isinstance(self.bounded(term, others), Bounded):
                kept = others
        return kept

    def _facts(self, generators: Collection[Generator]) -> list[Constraint]:
        """Return what holds for these generators and those they depend on."""
        names = sorted({n for generator in generators for n in generator.symbols} | self.symbols)
        facts = [*self.constraints, *(Constraint(Monomial.of("symbol", n), True) for n in names)]
        if any(generator.kind == "log" for generator in generators):
            for name in names:
                logarithm = Monomial.of("log", name)
                facts.append(Constraint(logarithm, True))
                facts.append(_outgrows(Monomial.of("symbol", name), logarithm))
            facts.extend(_monotone_logarithms(self.constraints))
        for generator in sorted(generators):
            if generator.kind == "power":
                power = Monomial(frozenset({(generator, Fraction(1))}))
                facts.extend(
                    _outgrows(power, Monomial.of("symbol", name)) for name in generator.symbols
                )
        return facts


def _divides(monomial: Monomial, term: Monomial) -> bool:
    powers = dict(term.powers)
    return all(powers.pop(g, 0) >= power for g, power in monomial.powers) and all(
        power > 0 for power in powers.values()
    )


def _ray(proof: Separation, axes: Sequence[Generator]) -> Ray:
    return Ray(tuple((axis, -x) for axis, x in zip(axes, proof.normal, strict=False)))


def _outgrows(large: Monomial, small: Monomial) -> Constraint:
    ((generator, _),) = small.powers
    return Constraint(Monomial(large.powers | {(generator, -_STEEP)}), True)


def _monotone_logarithms(constraints: Iterable[Constraint]) -> Iterable[Constraint]:
    """Yield log(n)/log(d) and log(n)/log(k) for ``d*k <= n``: a single symbol on the right."""
    for constraint in constraints:
        larger = [generator for generator, power in constraint.ratio.powers if power > 0]
        if len(larger) == 1:
            above = Monomial.of("log", larger[0].name)
            for generator in constraint.ratio.generators - set(larger):
                yield Constraint(above / Monomial.of("log", generator.name), False)


def _generators(monomials: Iterable[Monomial]) -> frozenset[Generator]:
    return frozenset[Generator]().union(*(monomial.generators for monomial in monomials))


def _axes(monomials: Iterable[Monomial]) -> list[Generator]:
    return sorted(_generators(monomials))


def _along(monomial: Monomial, axes: Sequence[Generator]) -> list[Fraction]:
    """Return the exponents as a vector."""
    powers = dict(monomial.powers)
    return [powers.get(axis, Fraction(0)) for axis in axes]


def _against(monomial: Monomial, axes: Sequence[Generator]) -> list[Fraction]:
    return [-exponent for exponent in _along(monomial, axes)]
