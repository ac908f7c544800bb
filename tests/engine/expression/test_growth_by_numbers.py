"""Verdicts on growth against the numbers themselves, at arguments of hundreds of digits."""

import random
import re

import mpmath
import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.growth import GrowthError, growth
from autograder.expression.premises import Premises
from autograder.expression.text import parse

SYMBOLS = {name: parse_domain("size") for name in ("n", "d")}
SCALES = {False: (10**40, 10**200), True: (10**150, 10**750)}
FIXED = 30


def factorial(x):
    """By Stirling's series, which is exact to ten digits from 1000 on."""
    logarithm = (x + mpmath.mpf(1) / 2) * mpmath.log(x) - x + 1 / (12 * x)
    return mpmath.exp(logarithm) * mpmath.sqrt(2 * mpmath.pi)


FUNCTIONS = {
    **{name: getattr(mpmath, name) for name in ("log", "exp", "sqrt", "floor")},
    "ceiling": mpmath.ceil,
    "abs": abs,
    "Max": max,
    "Min": min,
    "factorial": factorial,
}
#: The paths of n and d, by the regime.
RAYS = {
    (): ["s, s", "s, s**2", "s**2, s", "s, K", "K, s", "2*s, s", "s, 2*s"],
    ("d <= n",): ["s, s", "s**2, s", "s, K", "2*s, s"],
    ("d << n",): ["s**2, s", "s, K"],
}
FACTORS = [
    "n", "d", "n**2", "d**3", "sqrt(n)", "log(n)", "log(d)", "log(log(n))", "2**n", "3**n", "2**d",
    "exp(n)", "2.1**n", "n**n", "n**d", "d**n", "(n + 1)**d", "(n - 1)**d", "(2*n)**d",
    "2**(n + d)", "factorial(n)", "factorial(d)", "factorial(n + 1)", "log(factorial(n))",
    "floor(n/d)", "ceiling(n/d)", "ceiling(log(n)/log(2))", "Min(n, d)", "Max(n, d)", "abs(n - d)",
    "(n + d)", "(sqrt(n + 1) - sqrt(n))", "(sqrt(n + d) - sqrt(n))", "2**(log(n)/log(2))",
    "n**log(n)", "exp(sqrt(n))", "2**ceiling(log(n)/log(2))", "log(n + d)", "(n*d - n)",
    "(log(n + 1) - log(n))", "(log(n + d) - log(n))", "factorial(n + d)",
    "n**(-1)", "2**(-d)",
]  # fmt: skip


def drawn(draw):
    """Return a sum of products, as text."""
    terms = [
        "*".join(draw.choices(FACTORS, k=draw.randint(1, 2))) for _ in range(draw.randint(1, 2))
    ]
    return " + ".join(f"{draw.randint(1, 9)}*{term}" for term in terms)


def paired(draw):
    """Return two expressions, which often differ in one factor only."""
    first = drawn(draw)
    return first, draw.choice(
        [drawn(draw), f"({first})*{draw.choice(FACTORS)}", f"{first} + {drawn(draw)}"]
    )


def value(text, ray, scale):
    places = {"s": mpmath.mpf(scale), "K": mpmath.mpf(FIXED)}
    n, d = eval(ray, {"__builtins__": {}}, places)
    return eval(text, {"__builtins__": {}}, {**FUNCTIONS, "n": n, "d": d})


def drift(above, below, ray):
    """Return by how much log(above/below) grows from a smaller scale to a larger one.

    What is still below it at the larger scale is not taken to outgrow it.
    """
    with mpmath.workprec(2700):
        sizes = [[value(t, ray, s) for s in SCALES["K" in ray]] for t in (above, below)]
        if any(size == 0 for size in sizes[1]):
            return mpmath.inf if all(size > 0 for size in sizes[0]) else mpmath.nan
        if any(size == 0 for size in sizes[0]):
            return -mpmath.inf
        quotients = [mpmath.log(abs(a / b)) for a, b in zip(*sizes, strict=True)]
        return min(quotients[1] - quotients[0], max(quotients[1], mpmath.mpf(1)))


def ray_of(direction):
    """Return a direction as a ray, such as "n -> oo, d = n**2", or None where it is too steep."""
    moving, *others = direction.replace(" -> oo", "").split(", ")
    paths = dict.fromkeys("nd", "K") | dict.fromkeys(moving.split(" = "), "s")
    leader = moving.split(" = ")[0]
    for part in others:
        name, _, path = part.partition(" = ")
        if path and path != "1":
            paths[name] = path.replace(leader, "s")
    plain = all(re.fullmatch(r"K|([0-9]\*)?s(\*\*\(?[0-9/]+\)?)?", path) for path in paths.values())
    return f"{paths['n']}, {paths['d']}" if plain else None


@pytest.mark.parametrize("seed", range(3))
def test_no_verdict_is_contradicted_by_the_numbers(seed):
    """On each ray the quotient changes by less than a logarithm does, or grows where it is said to.

    From the smaller scale to the larger one a logarithm is multiplied by 5, and log(5) is 1.6.
    """
    draw = random.Random(seed)
    verdicts = []
    for _ in range(14):
        expected, submitted = paired(draw)
        regime = draw.choice(list(RAYS))
        shown = (seed, expected, submitted, regime)
        trees = [parse(text, SYMBOLS) for text in (expected, submitted)]
        try:
            outcome = growth(*trees, Premises(SYMBOLS), regime=regime)
        except GrowthError:
            verdicts.append("refused")
            continue
        verdicts.append(outcome.verdict)
        if outcome.verdict in ("theta", "loose"):
            for ray in RAYS[regime]:
                changed = drift(expected, submitted, ray)
                assert not changed > 1.2, (*shown, outcome, ray)
                if outcome.verdict == "theta":
                    assert not drift(submitted, expected, ray) > 1.2, (*shown, outcome, ray)
        if outcome.direction and (ray := ray_of(outcome.direction)):
            sides = (
                (expected, submitted) if outcome.verdict == "not_bound" else (submitted, expected)
            )
            assert not drift(*sides, ray) < 0.2, (*shown, outcome, ray)
    counts = {verdict: verdicts.count(verdict) for verdict in set(verdicts)}
    assert min(counts.get(v, 0) for v in ("theta", "loose", "not_bound")) >= 1, (seed, counts)
    assert counts.get("unknown", 0) + counts.get("refused", 0) <= 3, (seed, counts)
