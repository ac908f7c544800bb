"""How often a difference on a small part of a domain is missed.

    python benchmarks/rare_differences.py [--pairs 200] [--part 0.01] [--seed 0]

Pairs of expressions that agree but for a bump, on a part of the domain that is chosen at random:
a box in one to four variables, a strip of a square, a corner of it; and a window of a variable that
multiplies a norm, an eigenvalue or an expectation. Prints how many were called equal.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable
from random import Random

from autograder.comparing.line import answer

_INTERVALS = {"real": (-10, 10), "positive": (0, 10), "unit": (0, 1)}
_SAMPLES = 3000  # a strip's width is that of the part of so many points

Pair = tuple[str, str, dict[str, str]]


def number(value: float) -> str:
    """Return a decimal of four places as the comparison reads it."""
    return f"({round(value * 10_000)}/10000)"


def window(name: str, low: float, high: float) -> str:
    """Return an expression that is above 0 between two numbers and 0 elsewhere."""
    return f"Max(0, Min({name} - {number(low)}, {number(high)} - {name}))"


def box(random: Random, part: float, kind: str, count: int) -> Pair:
    """Return a pair that differs in a box."""
    low, high = _INTERVALS[kind]
    names = "xyzu"[:count]
    side = part ** (1 / count) * (high - low)
    starts = [random.uniform(low, high - side) for _ in names]
    bump = "*".join(window(n, a, a + side) for n, a in zip(names, starts, strict=True))
    return "+".join(names), f"{'+'.join(names)} + {bump}", dict.fromkeys(names, kind)


def strip(random: Random, part: float) -> Pair:
    """Return a pair that differs between two parallels, anywhere in a square."""
    while True:
        angle, shift = random.uniform(0, math.pi), random.uniform(-10, 10)
        across = f"{number(math.cos(angle))}*x + {number(math.sin(angle))}*y - {number(shift)}"
        distances = sorted(
            abs(
                math.cos(angle) * random.uniform(-10, 10)
                + math.sin(angle) * random.uniform(-10, 10)
                - shift
            )
            for _ in range(_SAMPLES)
        )
        width = distances[math.ceil(part * _SAMPLES)]
        if width < 1:  # else it only touches a corner
            bump = f"Max(0, {number(width)} - abs({across}))"
            return "x*y", f"x*y + {bump}", {"x": "real", "y": "real"}


def corner(random: Random, part: float) -> Pair:
    """Return a pair that differs in a corner of a square."""
    side = math.sqrt(2 * part) * 20
    x, y = (random.choice("+-") for _ in "xy")
    bump = f"Max(0, {x}x {y} y - {number(20 - side)})"
    return "x - y", f"x - y + {bump}", {"x": "real", "y": "real"}


def expensive(random: Random, part: float, factor: str, symbols: dict[str, str]) -> Pair:
    """Return a pair that differs in a window of a variable that multiplies something."""
    side = part * 20
    start = random.uniform(-10, 10 - side)
    bump = f"{factor}*{window('x', start, start + side)}"
    return f"{factor}*x", f"{factor}*x + {bump}", {"x": "real", **symbols}


def kinds(part: float) -> dict[str, Callable[[Random], Pair]]:
    """Return what makes a pair of each kind."""
    made: dict[str, Callable[[Random], Pair]] = {
        f"a box of {count} {kind}": lambda r, kind=kind, count=count: box(r, part, kind, count)
        for kind in _INTERVALS
        for count in (1, 2, 3, 4)
    }
    made["a strip"] = lambda r: strip(r, part)
    made["a corner"] = lambda r: corner(r, part)
    for factor, symbols in (
        ("norm2(A)", {"A": "matrix[n,n]"}),
        ("lambda_max(A)", {"A": "symmetric[n]"}),
        ("E(Max(z, 0), z)", {"z": "gaussian"}),
    ):
        made[f"a window times {factor}"] = lambda r, factor=factor, symbols=symbols: expensive(
            r, part, factor, symbols
        )
    return made


def main() -> None:
    """Print how many pairs of each kind were called equal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=200, help="of each kind")
    parser.add_argument("--part", type=float, default=0.01, help="of the domain")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    for name, make in kinds(options.part).items():
        random, missed = Random(f"{options.seed} {name}"), 0
        for _ in range(options.pairs):
            expected, submitted, symbols = make(random)
            line = {"expected": expected, "submitted": submitted, "symbols": symbols}
            verdict = json.loads(answer(json.dumps({"kind": "equal", **line})))["verdict"]
            missed += verdict != "different"
        print(f"{name:32} {missed:4} of {options.pairs} missed", flush=True)


if __name__ == "__main__":
    main()
