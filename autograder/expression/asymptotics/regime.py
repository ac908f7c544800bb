"""Which monomials bound which, where every symbol is large and a regime ties some of them.

Bounds are meant for large symbols: f is O(g) if there are K and C such that f ≤ C·g wherever all
symbols are at least K and the regime holds. In logarithms a monomial is a linear form, a sum of
monomials the maximum of its terms up to a constant, the regime a cone. So a monomial is O(a sum)
if and only if its exponents lie in the convex hull of the sum's minus the dual of the cone, which
an exact linear programme decides (`linear_programme`).

Logarithms and exponential powers enter as further coordinates with the facts that hold for them:
a size outgrows every power of its logarithm, ``N**T`` every power of ``N`` and of ``T`` (`facts`).
Those facts are true, so a bound that follows from them is one; where none follows, the point that
the programme returns need not exist, and `directions` looks for one that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from autograder.expression.asymptotics.facts import Constraint, facts_of_powers, outgrows
from autograder.expression.asymptotics.linear_programme import Combination, Separation, combine
from autograder.expression.asymptotics.monomials import Generator, Monomial

__all__ = ["Bounded", "Constraint", "Ray", "Regime"]


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
    _known: dict[object, list[Constraint]] = field(
        default_factory=dict, repr=False, compare=False, hash=False
    )

    @property
    def symbols(self) -> frozenset[str]:
        """The names that the constraints mention."""
        return frozenset(name for c in self.constraints for name in c.ratio.symbols)

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
        facts = self._facts([])
        axes = _axes(fact.ratio for fact in facts)
        columns = [[*_against(fact.ratio, axes), Fraction(fact.grows)] for fact in facts]
        proof = combine(columns, [*(Fraction(0) for _ in axes), Fraction(1)])
        return _ray(proof, axes) if isinstance(proof, Separation) else None

    def bounded(
        self, monomial: Monomial, terms: Sequence[Monomial], *, exact: bool = False
    ) -> Bounded | Ray | None:
        """Decide whether the monomial is O(the sum of the terms).

        Args:
            monomial: What may be bounded.
            terms: The terms of the sum.
            exact: Use only facts that hold without a constant factor. Then a monomial that is
                bounded by a single term is at most that term.

        Returns:
            None when the programme was not solved in bounded time.
        """
        # Mostly a single term has every factor of the monomial, and needs no programme.
        if any(_divides(monomial, term) for term in terms):
            return Bounded()
        facts = self._facts([monomial, *terms], exact=exact)
        axes = _axes([monomial, *terms, *(fact.ratio for fact in facts)])
        columns = [[*_along(term, axes), Fraction(1)] for term in terms]
        columns += [[*_against(fact.ratio, axes), Fraction(0)] for fact in facts]
        proof = combine(columns, [*_along(monomial, axes), Fraction(1)])
        if isinstance(proof, Separation):
            return _ray(proof, axes)
        return Bounded() if proof else None

    def at_most(self, monomial: Monomial, other: Monomial) -> bool:
        """Return whether the monomial is certainly at most the other, without a constant factor."""
        return isinstance(self.bounded(monomial, [other], exact=True), Bounded)

    def negligible(self, monomial: Monomial, terms: Sequence[Monomial]) -> bool:
        """Return whether the monomial is certainly o(the sum of the terms).

        Then any multiple of it is less than half of the sum, where all symbols are large enough.
        The programme is that of `bounded`, with the monomial's weight free and some weight,
        scaled to 1, on facts that grow.
        """
        facts = self._facts([monomial, *terms])
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

    def _facts(self, monomials: Iterable[Monomial], *, exact: bool = False) -> list[Constraint]:
        """Return what holds for the generators of these monomials and those they depend on."""
        generators = _generators([*monomials, *(c.ratio for c in self.constraints)])
        names = sorted({name for generator in generators for name in generator.symbols})
        depth = max((generator.depth for generator in generators), default=0)
        stated = [c for c in self.constraints if c.literal or not exact]
        facts = [*stated, *(Constraint(Monomial.of("symbol", n), True) for n in names)]
        for times in range(1, depth + 1):
            facts.extend(Constraint(_iterated(name, times), True) for name in names)
            facts.extend(
                outgrows(_iterated(name, times - 1), _iterated(name, times)) for name in names
            )
            for larger, smaller, literal in _monotone(self.constraints):
                if literal or not exact:
                    ratio = _shifted(larger, times) / _shifted(smaller, times)
                    facts.append(Constraint(ratio, False))
            for larger, smaller, literal in _ordered(self.constraints):
                if literal or not exact:
                    # A size over its logarithm grows too: d/log(d) is at most n/log(n).
                    large, small = (
                        _shifted(g, times - 1) / _shifted(g, times) for g in (larger, smaller)
                    )
                    facts.append(Constraint(large / small, False))
        if powers := sorted(generator for generator in generators if generator.kind == "power"):
            facts.extend(self._facts_of(tuple(powers), tuple(names), depth))
        return facts

    def _facts_of(
        self, powers: tuple[Generator, ...], names: tuple[str, ...], depth: int
    ) -> list[Constraint]:
        key = (powers, names, depth)
        if key not in self._known:
            self._known[key] = facts_of_powers(self, powers, names, depth)
        return self._known[key]


def _divides(monomial: Monomial, term: Monomial) -> bool:
    """Return whether the quotient is a product of what is at least 1."""
    return all(
        power > 0 and generator.kind != "written" for generator, power in (term / monomial).powers
    )


def _ray(proof: Separation, axes: Sequence[Generator]) -> Ray:
    return Ray(tuple((axis, -x) for axis, x in zip(axes, proof.normal, strict=False)))


def _iterated(name: str, times: int) -> Monomial:
    return Monomial.of("log", name, times) if times else Monomial.of("symbol", name)


def _shifted(generator: Generator, times: int) -> Monomial:
    """Return the logarithm, taken so many times, of a symbol or its logarithm."""
    return _iterated(generator.name, times + (generator.times if generator.kind == "log" else 0))


def _monotone(constraints: Iterable[Constraint]) -> Iterable[tuple[Generator, Generator, bool]]:
    """Yield whose logarithms compare: those of n and d, and of n and k, for ``d*k <= n``.

    The larger side has a single symbol. With each pair stands whether the logarithms compare as
    they are, or only up to a constant factor.
    """
    for constraint in constraints:
        larger = {generator: power for generator, power in constraint.ratio.powers if power > 0}
        if len({generator.name for generator in larger}) == 1:
            leading = min(larger, key=lambda generator: generator.depth)
            for generator, power in constraint.ratio.powers:
                if power < 0 and generator.name != leading.name:
                    literal = constraint.literal and len(larger) == 1 and larger[leading] <= -power
                    yield leading, generator, literal


def _ordered(
    constraints: Iterable[Constraint],
) -> Iterable[tuple[Generator, Generator, bool]]:
    """Yield which symbol is at least which other one, and whether without a constant factor."""
    for constraint in constraints:
        larger = [(g, power) for g, power in constraint.ratio.powers if power > 0]
        if len(larger) == 1 and larger[0][0].kind == "symbol":
            leading, most = larger[0]
            for generator, power in constraint.ratio.powers:
                if generator.kind == "symbol" and -power >= most:
                    yield leading, generator, constraint.literal


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
