"""The comparison of expressions beside sympy's and Math-Verify's, on pairs whose truth is known.

    python benchmarks/compare.py PAIRS.jsonl [--jobs 1]

PAIRS.jsonl has one pair a line, as `autograder compare` reads it (docs say how), and with it
``"truth": "equal"`` or ``"different"``. Each comparison may take ten seconds and runs in a process
that is ended after them; sympy's functions get sympy expressions whose symbols carry the
assumptions of their domains. A pair that sympy's scalars cannot hold counts as undecided there.
Math-Verify takes part where it is installed (the extra ``benchmark``).
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sympy

from autograder.comparing.line import answer
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tree import Node, postorder
from autograder.processes import Lost, Means, answers

try:
    import math_verify
except ImportError:
    math_verify = None

LIMIT_SECONDS = 10.0
MEMORY = 4 << 30

ASSUMPTIONS: dict[str, dict[str, bool]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "unit": {"positive": True},
    "natural": {"integer": True, "positive": True},
    "integer": {"integer": True},
    "size": {"positive": True},
}
ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": sympy.Add,
    "mul": sympy.Mul,
    "neg": lambda operand: -operand,
    "div": lambda left, right: left / right,
    "pow": sympy.Pow,
}


class Unsupported(Exception):
    """A pair that sympy's scalars cannot hold."""


def to_sympy(root: Node, domains: Mapping[str, str]) -> Any:
    """Return the expression as sympy's."""
    values: dict[int, Any] = {}
    for node in postorder(root):
        children = [values[id(child)] for child in node.children]
        if node.operation in ("rational", "decimal"):
            value = sympy.Rational(node.name)
        elif node.operation == "constant":
            value = {"pi": sympy.pi, "oo": sympy.oo, "I": sympy.I, "nan": sympy.nan}[node.name]
        elif node.operation == "symbol":
            kind = domains.get(node.name, "integer")
            if kind not in ASSUMPTIONS and domains.get(node.name):
                raise Unsupported(kind)
            value = sympy.Symbol(node.name, **ASSUMPTIONS[kind])
        elif node.operation in ARITHMETIC:
            value = ARITHMETIC[node.operation](*children)
        elif node.operation == "call":
            value = getattr(sympy, node.name)(*children)
        elif node.operation in ("sum", "product"):
            kind = sympy.Sum if node.operation == "sum" else sympy.Product
            value = kind(children[0], (sympy.Symbol(node.name, integer=True), *children[1:]))
        else:
            raise Unsupported(node.operation)
        values[id(node)] = value
    return values[id(root)]


def pair_of(text: str) -> tuple[Any, Any]:
    """Return both expressions of a line as sympy's."""
    line = json.loads(text)
    domains = line.get("symbols", {})
    symbols = {name: parse_domain(domain) for name, domain in domains.items()}
    return (
        to_sympy(parse(line["expected"], symbols), domains),
        to_sympy(parse(line["submitted"], symbols), domains),
    )


def by_autograder(text: str) -> str:
    """Return our verdict."""
    return str(json.loads(answer(text))["verdict"])


def by_equals(text: str) -> str:
    """Return the verdict of `Expr.equals`."""
    expected, submitted = pair_of(text)
    return {True: "equal", False: "different", None: "unknown"}[expected.equals(submitted)]


def by_simplify(text: str) -> str:
    """Return the verdict of `simplify(expected - submitted) == 0`."""
    expected, submitted = pair_of(text)
    return "equal" if sympy.simplify(expected - submitted) == 0 else "different"


def by_math_verify(text: str) -> str:
    """Return Math-Verify's verdict."""
    expected, submitted = pair_of(text)
    # Its own limit would take the place of ours: both are the process's one alarm.
    agree = math_verify.verify([expected], [submitted], timeout_seconds=None)
    return "equal" if agree else "different"


def timed(compare: Callable[[str], str]) -> Callable[[str], str]:
    """Return a function of a line whose value is the verdict and the seconds it took."""

    def measured(text: str) -> str:
        start = time.perf_counter()
        try:
            verdict = compare(text)
        except (Unsupported, TypeError, ValueError, NotImplementedError, AttributeError):
            verdict = "unknown"
        return json.dumps([verdict, time.perf_counter() - start])

    return measured


@dataclass(frozen=True, slots=True)
class Result:
    """How one way of comparing did.

    Attributes:
        counts: Pairs by truth and verdict.
        seconds: The time for each pair.
    """

    counts: Counter[tuple[str, str]]
    seconds: list[float]

    @property
    def right(self) -> int:
        """Pairs whose verdict is the truth."""
        return self.counts["equal", "equal"] + self.counts["different", "different"]

    @property
    def undecided(self) -> int:
        """Pairs with neither verdict."""
        return sum(self.counts.values()) - sum(
            self.counts[truth, verdict]
            for truth in ("equal", "different")
            for verdict in ("equal", "different")
        )


def measure(compare: Callable[[str], str], lines: list[str], *, jobs: int) -> Result:
    """Compare every pair, each under the limit."""
    counts: Counter[tuple[str, str]] = Counter()
    seconds = []
    means = Means(jobs=jobs, timeout=LIMIT_SECONDS, memory=MEMORY)
    outcomes = answers(timed(compare), lines, means)
    for text, outcome in zip(lines, outcomes, strict=True):
        verdict, taken = (
            ("stopped", LIMIT_SECONDS) if isinstance(outcome, Lost) else json.loads(outcome)
        )
        counts[json.loads(text)["truth"], verdict] += 1
        seconds.append(taken)
    return Result(counts, seconds)


def main() -> None:
    """Print one row for each way of comparing, and how it stands to the first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    lines = [line for line in options.pairs.read_text().splitlines() if "truth" in line]
    ways = {"autograder": by_autograder, "Expr.equals": by_equals, "simplify": by_simplify}
    if math_verify:
        # It warns at every pair that it was given no limit of its own.
        logging.getLogger("math_verify").setLevel(logging.ERROR)
        ways["Math-Verify"] = by_math_verify
    else:
        print("Math-Verify is not installed", file=sys.stderr)
    print(f"{len(lines)} pairs, {LIMIT_SECONDS:g} s at most for each")
    print(
        f"{'':12} right  false accept  false reject  undecided  total s  median ms   errors   time"
    )
    first: Result | None = None
    for name, compare in ways.items():
        result = measure(compare, lines, jobs=options.jobs)
        first = first or result
        errors = (len(lines) - result.right) / max(1, len(lines) - first.right)
        ratio = sum(result.seconds) / sum(first.seconds)
        print(
            f"{name:12} {result.right:5} {result.counts['different', 'equal']:13} "
            f"{result.counts['equal', 'different']:13} {result.undecided:10} "
            f"{math.fsum(result.seconds):8.2f} {statistics.median(result.seconds) * 1e3:10.2f} "
            f"{errors:6.1f}× {ratio:6.1f}×",
            flush=True,
        )


if __name__ == "__main__":
    main()
