"""Directions in which one quantity outgrows another, found and described.

A direction lets every symbol run along a path: it stays put, or it grows as a power of a parameter
s, of log(s), or of an exponential power such as ``N**T``. What grows is then a vector of exponents
along these scales, the largest scale first, and vectors compare as words in a dictionary do. A
symbol stays at a value that is as large as need be: where N does and T grows, ``T**N`` is more than
any given power of T, and less than ``N**T``. A direction is believed only after all constraints and
all terms were compared along it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from autograder.expression.asymptotics.monomials import Generator, Monomial
from autograder.expression.asymptotics.regime import Ray, Regime

__all__ = ["Direction", "Scale", "find_direction"]


class Scale(NamedTuple):
    """Exponents of what grows, the largest first.

    Attributes:
        power: Of an exponential power.
        held: Of s to a power that stays put, at a value as large as need be.
        linear: Of the parameter s.
        log: Of log(s).
    """

    power: Fraction = Fraction(0)
    held: Fraction = Fraction(0)
    linear: Fraction = Fraction(0)
    log: Fraction = Fraction(0)


_STILL = Scale()
_LOG = Scale(log=Fraction(1))
_LINEAR = Scale(linear=Fraction(1))
_POWER = Scale(power=Fraction(1))

_MAX_CANDIDATES = 3_000
#: How far a direction on the edge of ``d << n`` is moved inwards, until it still serves.
_STEPS = (Fraction(0), Fraction(1), Fraction(1, 4), Fraction(1, 16), Fraction(1, 256))


@dataclass(frozen=True, slots=True)
class Direction:
    """A path for every symbol.

    Attributes:
        paths: The symbols with the scales along which they grow.
        power: The exponential power that grows, where one does.
    """

    paths: Mapping[str, Scale]
    power: Generator | None = None

    def growth(self, monomial: Monomial) -> Scale:
        """Return how a monomial grows."""
        total = _STILL
        for generator, exponent in monomial.powers:
            total = _plus(total, self._growth(generator), exponent)
        return total

    def _growth(self, generator: Generator) -> Scale:
        path = self.paths.get(generator.name, _STILL)
        if generator.kind == "power":
            # Beside the one that grows: (s**a)**N, where N stays put; or a number.
            return _POWER if generator == self.power else Scale(held=path.linear)
        if generator.kind == "symbol":
            return path
        if path.power and self.power:
            # log(N**T) = T log(N).
            growth = self._growth(Generator("log", self.power.name))
            for name, exponent in self.power.exponent:
                growth = _plus(growth, self.paths.get(name, _STILL), Fraction(exponent))
            return growth
        return _LOG if path.linear else _STILL

    def respects(self, regime: Regime) -> bool:
        """Return whether the constraints hold along the direction."""
        growths = [(self.growth(c.ratio), c.grows) for c in regime.constraints]
        return all(growth > _STILL if grows else growth >= _STILL for growth, grows in growths)

    def outgrows(self, monomial: Monomial, terms: Collection[Monomial]) -> bool:
        """Return whether the monomial is larger than every multiple of the terms in the end."""
        growth = self.growth(monomial)
        return all(growth > self.growth(term) for term in terms)

    def describe(self, *, still: str) -> str:
        """Return the direction in words, as in ``"h -> oo, n = d = 1"``.

        Args:
            still: What is said of symbols that stay put, such as ``" = 1"``.
        """
        linear = {name: path for name, path in self.paths.items() if _is_linear(path)}
        pace = min(linear.values())
        leaders = [name for name, path in linear.items() if path == pace]
        parts = [" = ".join(leaders) + " -> oo"]
        parts += [
            f"{name} = {self._relative(path, leaders[0], pace)}"
            for name, path in self.paths.items()
            if path not in (pace, _STILL)
        ]
        rest = [name for name, path in self.paths.items() if path == _STILL]
        if rest:
            parts.append((" = " if "=" in still else ", ").join(rest) + still)
        return ", ".join(parts)

    def _relative(self, path: Scale, leader: str, pace: Scale) -> str:
        """Write a path as a power of the leading symbol, its logarithm and the growing power."""
        bases = [(str(self.power), path.power), (leader, path.linear / pace.linear)]
        bases.append((f"log({leader})", path.log))
        factors = []
        for base, exponent in bases:
            if exponent == 1:
                factors.append(base)
            elif exponent:
                base = f"({base})" if "**" in base else base
                factors.append(
                    f"{base}**{exponent}" if exponent.denominator == 1 else f"{base}**({exponent})"
                )
        return "*".join(factors)


def find_direction(
    monomials: Sequence[Monomial],
    terms: Sequence[Monomial],
    regime: Regime,
    *,
    rays: Sequence[Ray] = (),
    order: Sequence[str] = (),
) -> Direction | None:
    """Look for a direction in which one of the monomials outgrows the sum of the terms.

    Args:
        monomials: Those of which `Regime.bounded` found no bound.
        terms: The terms of the sum.
        regime: The constraints that the direction must respect.
        rays: What `Regime.bounded` found instead.
        order: The symbols in the order in which they are named; others follow.
    """
    generators = sorted(
        frozenset[Generator]().union(*(term.generators for term in [*monomials, *terms]))
    )
    names = {name for g in generators for name in g.symbols} | regime.symbols
    symbols = [name for name in order if name in names] + sorted(names - set(order))
    for paths in itertools.chain(
        itertools.islice(_simple_paths(symbols, generators, regime), _MAX_CANDIDATES),
        itertools.islice(_small_powers(symbols), _MAX_CANDIDATES),
        _paths_along(rays, symbols, regime),
    ):
        for power in _growing_powers(paths, generators):
            direction = Direction(paths, power)
            if direction.respects(regime) and any(
                direction.outgrows(monomial, terms) for monomial in monomials
            ):
                return direction
    return None


def _simple_paths(
    symbols: Sequence[str], generators: Sequence[Generator], regime: Regime
) -> Iterator[dict[str, Scale]]:
    """Yield paths that need few words: the fewest moving symbols first."""
    kinds = [_LINEAR]
    if any(generator.kind != "symbol" for generator in generators) or regime.has_gaps:
        kinds.append(_LOG)
    if any(generator.kind == "power" for generator in generators):
        kinds.append(_POWER)
    for count in range(1, len(symbols) + 1):
        for moving in itertools.combinations(symbols, count):
            for chosen in itertools.product(kinds, repeat=count):
                if _LINEAR in chosen:
                    yield dict.fromkeys(symbols, _STILL) | dict(zip(moving, chosen, strict=True))


def _small_powers(symbols: Sequence[str]) -> Iterator[dict[str, Scale]]:
    """Yield paths on which some symbols are the square or the cube of others."""
    for count in range(2, len(symbols) + 1):
        for moving in itertools.combinations(symbols, count):
            for exponents in itertools.product((1, 2, 3), repeat=count):
                if min(exponents) == 1 < max(exponents):
                    scales = [Scale(linear=Fraction(exponent)) for exponent in exponents]
                    yield dict.fromkeys(symbols, _STILL) | dict(zip(moving, scales, strict=True))


def _paths_along(
    rays: Sequence[Ray], symbols: Sequence[str], regime: Regime
) -> Iterator[dict[str, Scale]]:
    """Yield the paths of rays, moved inwards from the edge of the regime as far as they bear."""
    interior = regime.interior()
    inwards = dict(interior.logarithms) if interior else {}
    for ray in rays:
        logarithms = dict(ray.logarithms)
        for step in _STEPS:
            paths = {}
            for name in symbols:
                axis = Generator("symbol", name)
                exponent = logarithms.get(axis, Fraction(0)) + step * inwards.get(axis, Fraction(0))
                paths[name] = Scale(linear=exponent)
            if any(map(_is_linear, paths.values())):
                yield paths


def _growing_powers(
    paths: Mapping[str, Scale], generators: Sequence[Generator]
) -> Iterator[Generator | None]:
    """Yield the exponential power that grows along the paths, or None where none does.

    Nothing is yielded where the scales would not be what they are said to be: where several
    powers grow, or one whose exponent grows more slowly than a power of s, or where powers of s
    have several exponents that stay put.
    """
    growing, held = [], set()
    for generator in generators:
        if generator.kind != "power":
            continue
        exponent = [paths[name] for name, _ in generator.exponent]
        base = paths.get(generator.name, _STILL)
        if all(path == _STILL for path in [*exponent, base]):
            continue
        if base.power or not all(path == _STILL or _is_linear(path) for path in exponent):
            return
        if not any(map(_is_linear, [*exponent, base])):
            return
        if any(map(_is_linear, exponent)):
            growing.append(generator)
        else:
            held.add(generator.exponent)
    uses_power = any(path.power for path in paths.values())
    if len(growing) > 1 or len(held) > 1 or (uses_power and (held or not growing)):
        return
    yield growing[0] if growing else None


def _is_linear(path: Scale) -> bool:
    return path == Scale(linear=path.linear) and path.linear > 0


def _plus(left: Scale, right: Scale, factor: Fraction) -> Scale:
    return Scale(*(x + y * factor for x, y in zip(left, right, strict=True)))
