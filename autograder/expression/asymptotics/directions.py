"""Directions in which one quantity outgrows another, found and described.

A direction lets every symbol run along a path: it stays put, or it grows as a power of a leading
one, as an exponential function of it, or keeps pace with an exponential power such as ``N**T``. A
symbol stays at a value that is as large as need be: where N does and T grows, ``T**N`` is more than
any given power of T, and less than ``N**T``. A direction is believed only after all constraints and
all terms were compared along it (`scales`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from autograder.expression.asymptotics.monomials import Generator, Monomial, TooLarge
from autograder.expression.asymptotics.regime import Ray, Regime
from autograder.expression.asymptotics.scales import HELD, PARAMETER, Scales, Unclear

__all__ = ["Path", "SizeDirection", "find_direction"]


class Path(NamedTuple):
    """How a symbol grows; it stays put where neither is set.

    Attributes:
        power: As a power of the leading symbol.
        alike: As an exponential power does; of an empty one, as 2 to the leading symbol.
    """

    power: Fraction = Fraction(0)
    alike: Monomial | None = None


_STILL = Path()
_LINEAR = Path(Fraction(1))
_TOWER = Path(alike=Monomial())
_S = Monomial.of("symbol", PARAMETER)
_K = Monomial.of("symbol", HELD)
_TWO_TO_THE_S = Monomial.exp(Monomial.of("number", "log(2)") * _S)

_MAX_CANDIDATES = 3_000
#: How far a direction on the edge of ``d << n`` is moved inwards, until it still serves.
_STEPS = (Fraction(0), Fraction(1), Fraction(1, 4), Fraction(1, 16), Fraction(1, 256))


@dataclass(frozen=True, slots=True)
class SizeDirection:
    """A path for every symbol.

    Attributes:
        paths: The symbols with the paths along which they grow.
    """

    paths: Mapping[str, Path]

    def scales(self, monomials: Collection[Monomial]) -> Scales:
        """Return what compares these monomials along the direction.

        Raises:
            Unclear: They cannot be compared exactly.
        """
        whole = math.lcm(*(path.power.denominator for path in self.paths.values()))
        plain = {
            name: _S ** (path.power * whole) if path.power else _K
            for name, path in self.paths.items()
            if path.alike is None
        }
        values = dict(plain)
        for name, path in self.paths.items():
            if path.alike is not None:
                values[name] = (
                    _substituted(path.alike, plain) if path.alike.powers else _TWO_TO_THE_S
                )
        generators = {g for monomial in monomials for g in monomial.generators}
        return Scales(values, sorted(generators))

    def proves(
        self, monomials: Sequence[Monomial], terms: Collection[Monomial], regime: Regime
    ) -> bool:
        """Return whether one of the monomials outgrows all terms here, within the regime."""
        ratios = [constraint.ratio for constraint in regime.constraints]
        try:
            scales = self.scales([*monomials, *terms, *ratios])
            return all(
                scales.outcome(c.ratio) > 0 or (not c.grows and scales.is_at_least_one(c.ratio))
                for c in regime.constraints
            ) and any(
                all(scales.outcome(monomial / term) > 0 for term in terms) for monomial in monomials
            )
        except (Unclear, TooLarge):
            return False

    def describe(self, *, still: str) -> str:
        """Return the direction in words, as in ``"h -> oo, n = d = 1"``.

        Args:
            still: What is said of symbols that stay put, such as ``" = 1"``.
        """
        pace = min(path.power for path in self.paths.values() if path.power)
        leaders = [name for name, path in self.paths.items() if path.power == pace]
        parts = [" = ".join(leaders) + " -> oo"]
        parts += [
            f"{name} = {_relative(path, leaders[0], pace)}"
            for name, path in self.paths.items()
            if path not in (_STILL, Path(pace))
        ]
        rest = [name for name, path in self.paths.items() if path == _STILL]
        if rest:
            parts.append((" = " if "=" in still else ", ").join(rest) + still)
        return ", ".join(parts)


def _relative(path: Path, leader: str, pace: Fraction) -> str:
    """Write a path as a power of the leading symbol, or as what it keeps pace with."""
    if path.alike is not None:
        return str(path.alike) if path.alike.powers else f"2**{leader}"
    exponent = path.power / pace
    return f"{leader}**{exponent}" if exponent.denominator == 1 else f"{leader}**({exponent})"


def _substituted(monomial: Monomial, paths: Mapping[str, Monomial]) -> Monomial:
    """Return an exponential power with s and K in the place of its symbols.

    Raises:
        Unclear: One of its symbols keeps pace with a power itself.
    """
    if not monomial.symbols <= paths.keys():
        raise Unclear("a power of what keeps pace with another")
    ((power, _),) = monomial.powers
    return Scales(paths, []).power(power)


def find_direction(
    monomials: Sequence[Monomial],
    terms: Sequence[Monomial],
    regime: Regime,
    *,
    rays: Sequence[Ray] = (),
    order: Sequence[str] = (),
) -> SizeDirection | None:
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
    if any(generator.kind == "written" for generator in generators):
        return None
    names = {name for g in generators for name in g.symbols} | regime.symbols
    symbols = [name for name in order if name in names] + sorted(names - set(order))
    for paths in itertools.chain(
        itertools.islice(_simple_paths(symbols, generators), _MAX_CANDIDATES),
        itertools.islice(_small_powers(symbols), _MAX_CANDIDATES),
        itertools.islice(_towers(symbols, generators, regime), _MAX_CANDIDATES),
        _paths_along(rays, symbols, regime),
    ):
        direction = SizeDirection(paths)
        if direction.proves(monomials, terms, regime):
            return direction
    return None


def _simple_paths(
    symbols: Sequence[str], generators: Sequence[Generator]
) -> Iterator[dict[str, Path]]:
    """Yield paths that need few words: the fewest moving symbols first."""
    yield from _chosen(symbols, [_LINEAR, *_paces(generators)], _LINEAR)


def _towers(
    symbols: Sequence[str], generators: Sequence[Generator], regime: Regime
) -> Iterator[dict[str, Path]]:
    """Yield paths on which some symbols are exponential functions of others."""
    if any(generator.kind != "symbol" for generator in generators) or regime.has_gaps:
        for paths in _chosen(symbols, [_LINEAR, _TOWER, *_paces(generators)], _LINEAR):
            if _TOWER in paths.values():
                yield paths


def _chosen(
    symbols: Sequence[str], kinds: Sequence[Path], needed: Path
) -> Iterator[dict[str, Path]]:
    for count in range(1, len(symbols) + 1):
        for moving in itertools.combinations(symbols, count):
            for chosen in itertools.product(kinds, repeat=count):
                if needed in chosen:
                    yield dict.fromkeys(symbols, _STILL) | dict(zip(moving, chosen, strict=True))


def _paces(generators: Sequence[Generator]) -> list[Path]:
    return [
        Path(alike=Monomial(frozenset({(generator, Fraction(1))})))
        for generator in generators
        if _is_whole(generator)
    ]


def _is_whole(generator: Generator) -> bool:
    """Return whether it is a power whose value is a whole number, such as 2**n and N**T."""
    if generator.kind != "power":
        return False
    bases = [g for g, power in generator.exponent if power == 1 and g.kind in ("log", "number")]
    return len(bases) == 1 and all(
        (g.kind == "symbol" and power > 0 and power.denominator == 1) or g in bases
        for g, power in generator.exponent
    )


def _small_powers(symbols: Sequence[str]) -> Iterator[dict[str, Path]]:
    """Yield paths on which some symbols are the square or the cube of others."""
    for count in range(2, len(symbols) + 1):
        for moving in itertools.combinations(symbols, count):
            for exponents in itertools.product((1, 2, 3), repeat=count):
                if min(exponents) == 1 < max(exponents):
                    paths = [Path(Fraction(exponent)) for exponent in exponents]
                    yield dict.fromkeys(symbols, _STILL) | dict(zip(moving, paths, strict=True))


def _paths_along(
    rays: Sequence[Ray], symbols: Sequence[str], regime: Regime
) -> Iterator[dict[str, Path]]:
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
                paths[name] = Path(exponent)
            if any(path.power > 0 for path in paths.values()):
                yield paths
