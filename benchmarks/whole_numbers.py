"""How often a difference between expressions of whole numbers is missed, or made up.

    python benchmarks/whole_numbers.py [--pairs 1000] [--seed 0] [--quick]

Random expressions with floors, ceilings, Mod, Min, Max and cases of one or two whole numbers and
constants up to 1,000. Half of the pairs are made by rewriting, so that they are equal; the others
by a small change, and differ, or not. Whether they do is found by exact integer arithmetic at all
numbers from 1 to 10,000 (pairs of them for two names). Prints what was missed and what was made up.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from autograder.comparing.line import answer

LARGEST = 10_000
_ROWS_AT_ONCE = 200

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Term:
    """An expression: an operation with its parts, some of them numbers."""

    operation: str
    parts: tuple[Any, ...]

    def text(self) -> str:
        """Return it as the comparison reads it."""
        return _TEXTS[self.operation](*[p.text() if isinstance(p, Term) else p for p in self.parts])

    def value(self, names: Values) -> Any:
        """Return its value at whole numbers, exactly; elementwise at arrays of them."""
        parts = [p.value(names) if isinstance(p, Term) else p for p in self.parts]
        if self.operation == "name":
            return names[parts[0]]
        return _VALUES[self.operation](*parts)


_TEXTS: dict[str, Callable[..., str]] = {
    "name": str,
    "number": str,
    "add": lambda a, b: f"({a} + {b})",
    "sub": lambda a, b: f"({a} - {b})",
    "mul": lambda a, b: f"({a}*{b})",
    "neg": lambda a: f"(-{a})",
    "quotient": lambda a, b: f"({a}/{b})",
    "floor": lambda a, b: f"floor({a}/{b})",
    "ceiling": lambda a, b: f"ceiling({a}/{b})",
    "mod": lambda a, b: f"Mod({a}, {b})",
    "min": lambda a, b: f"Min({a}, {b})",
    "max": lambda a, b: f"Max({a}, {b})",
    "cases": lambda a, c, b: f"Piecewise(({a}, {c}), ({b}, True))",
    "lt": lambda a, b: f"({a} < {b})",
    "le": lambda a, b: f"({a} <= {b})",
    "eq": lambda a, b: f"({a} == {b})",
    "ne": lambda a, b: f"({a} != {b})",
}
_VALUES: dict[str, Callable[..., Any]] = {
    "number": lambda a: a,
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "neg": lambda a: -a,
    "quotient": lambda a, b: a // b,  # only where it is whole
    "floor": lambda a, b: a // b,
    "ceiling": lambda a, b: -(-a // b),
    "mod": lambda a, b: a % b,
    "min": np.minimum,
    "max": np.maximum,
    "cases": lambda a, c, b: np.where(c, a, b),
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
}
_CONDITIONS = ("lt", "le", "eq", "ne")


def number(value: int) -> Term:
    """Return a constant."""
    return Term("number", (value,))


def constant(random: Random) -> int:
    """Return a constant of any size up to 1,000."""
    return random.choice((random.randint(1, 20), random.randint(1, 200), random.randint(1, 1000)))


def linear(random: Random, names: str) -> Term:
    """Return a name, a multiple of it, or a sum of such."""
    total = Term("name", (random.choice(names),))
    if random.random() < 0.4:
        total = Term("mul", (number(random.randint(2, 12)), total))
    if random.random() < 0.3:
        total = Term("add", (total, Term("name", (random.choice(names),))))
    if random.random() < 0.4:
        total = Term(random.choice(("add", "sub")), (total, number(constant(random))))
    return total


def condition(random: Random, names: str, depth: int) -> Term:
    """Return a comparison."""
    operation = random.choice(_CONDITIONS)
    left = term(random, names, depth - 1)
    right = number(constant(random)) if random.random() < 0.7 else linear(random, names)
    return Term(operation, (left, right))


def term(random: Random, names: str, depth: int) -> Term:
    """Return an expression."""
    if depth <= 0 or random.random() < 0.15:
        return linear(random, names)
    operation = random.choice(("floor", "ceiling", "mod", "min", "max", "cases", "add", "sub"))
    first = term(random, names, depth - 1)
    if operation in ("floor", "ceiling", "mod"):
        return Term(operation, (first, number(constant(random) + 1)))
    if operation == "cases":
        return Term(operation, (first, condition(random, names, depth), linear(random, names)))
    second = number(constant(random)) if random.random() < 0.5 else term(random, names, depth - 1)
    return Term(operation, (first, second))


def places(root: Term) -> list[Term]:
    """Return all terms of a term, itself included."""
    return [root, *(t for part in root.parts if isinstance(part, Term) for t in places(part))]


def replaced(root: Term, old: Term, new: Term) -> Term:
    """Return a term with one of its terms replaced, wherever that very object stands."""
    if root is old:
        return new
    parts = tuple(replaced(p, old, new) if isinstance(p, Term) else p for p in root.parts)
    return Term(root.operation, parts)


def change(random: Random, root: Term, names: str) -> Term:
    """Return a term with a small change, which may make a difference."""
    old = random.choice(places(root))
    operation, parts = old.operation, old.parts
    if operation == "number":
        new = number(max(1, parts[0] + random.choice((-1, 1, 1, 2))))
    elif operation == "name":
        other = Term("name", (random.choice(names),))
        new = other if other.parts != parts else Term("add", (old, number(1)))
    elif operation == "floor":
        new = Term("ceiling", parts)
    elif operation == "ceiling":
        new = Term("add", (Term("floor", parts), number(1)))
    elif operation == "cases":
        new = parts[random.choice((0, 2))]
    elif operation in ("min", "max"):
        new = parts[random.choice((0, 1))]
    elif operation in _CONDITIONS:
        new = Term({"lt": "le", "le": "lt", "eq": "le", "ne": "lt"}[operation], parts)
    elif operation == "mod":
        new = parts[0]
    else:
        new = Term(operation, (parts[0], Term("add", (parts[1], number(1)))))
    return replaced(root, old, new)


def rewriting(random: Random, old: Term) -> Term:
    """Return the same in another form, if there is one."""
    operation = old.operation
    if operation in ("floor", "ceiling", "mod"):
        a, c = old.parts
        less = number(c.parts[0] - 1)
        forms = {
            "floor": (
                Term("quotient", (Term("sub", (a, Term("mod", (a, c)))), c)),
                Term("neg", (Term("ceiling", (Term("neg", (a,)), c)),)),
                Term("ceiling", (Term("sub", (a, less)), c)),
            ),
            "ceiling": (
                Term("floor", (Term("add", (a, less)), c)),
                Term("neg", (Term("floor", (Term("neg", (a,)), c)),)),
                Term("add", (Term("floor", (Term("sub", (a, number(1))), c)), number(1))),
            ),
            "mod": (
                Term("sub", (a, Term("mul", (c, Term("floor", (a, c)))))),
                Term("mod", (Term("add", (a, c)), c)),
            ),
        }
        return random.choice(forms[operation])
    if operation in ("min", "max"):
        a, b = old.parts
        other = "max" if operation == "min" else "min"
        first, second = (a, b) if operation == "min" else (b, a)
        return random.choice((
            Term("sub", (Term("add", (a, b)), Term(other, (a, b)))),
            Term("neg", (Term(other, (Term("neg", (b,)), Term("neg", (a,)))),)),
            Term("cases", (a, Term("le", (first, second)), b)),
            Term(operation, (b, a)),
        ))  # fmt: skip
    if operation == "cases":
        a, c, b = old.parts
        left, right = c.parts
        opposite = {
            "lt": Term("le", (right, left)),
            "le": Term("lt", (right, left)),
            "eq": Term("ne", (left, right)),
            "ne": Term("eq", (left, right)),
        }[c.operation]
        return Term("cases", (b, opposite, a))
    if operation == "lt":
        left, right = old.parts
        return Term("le", (Term("add", (left, number(1))), right))
    if operation == "le":
        left, right = old.parts
        return Term("lt", (left, Term("add", (right, number(1)))))
    if operation == "add":
        return Term("add", old.parts[::-1])
    return old


def rewritten(random: Random, root: Term) -> Term:
    """Return an equal expression."""
    for _ in range(random.randint(1, 3)):
        old = random.choice(places(root))
        root = replaced(root, old, rewriting(random, old))
    return root


def differs(left: Term, right: Term, names: str) -> bool:
    """Return whether two expressions differ for numbers up to 10,000, by trying them all."""
    every = np.arange(1, LARGEST + 1, dtype=np.int64)
    if len(names) == 1:
        values = {names: every}
        return bool(np.any(left.value(values) != right.value(values)))
    for start in range(0, LARGEST, _ROWS_AT_ONCE):
        values = {names[0]: every[start : start + _ROWS_AT_ONCE, None], names[1]: every[None, :]}
        if np.any(left.value(values) != right.value(values)):
            return True
    return False


def verdict_on(left: Term, right: Term, names: str) -> dict[str, Any]:
    """Return what the comparison says."""
    line = {
        "kind": "equal",
        "expected": left.text(),
        "submitted": right.text(),
        "symbols": dict.fromkeys(names, "natural"),
    }
    verdict: dict[str, Any] = json.loads(answer(json.dumps(line)))
    return verdict


def is_witness(verdict: Mapping[str, Any], left: Term, right: Term, names: str) -> bool:
    """Return whether two expressions differ at the numbers that a verdict gives."""
    values = {name: int(verdict["witness"].get(name, 1)) for name in names}
    return bool(left.value(values) != right.value(values))


def main() -> None:
    """Print how many differences were missed, and how many made up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=1000, help="of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the pairs")
    options = parser.parse_args()
    pairs = options.pairs // 20 if options.quick else options.pairs
    slowest = 0.0
    for names in ("n", "nm"):
        for kind, make in (("changed", change), ("rewritten", None)):
            random = Random(f"{options.seed} {names} {kind}")
            differing = missed = undecided = false = 0
            for _ in range(pairs):
                left = term(random, names, random.choice((1, 2, 2, 3)))
                right = rewritten(random, left) if make is None else make(random, left, names)
                started = time.process_time()
                verdict = verdict_on(left, right, names)
                slowest = max(slowest, time.process_time() - started)
                if verdict["verdict"] == "different":
                    is_right = make is not None and is_witness(verdict, left, right, names)
                    differing += is_right
                    false += not is_right
                elif verdict["verdict"] != "equal":
                    undecided += 1
                    print(f"  {verdict}: {left.text()} and {right.text()}")
                elif make is not None and differs(left, right, names):
                    differing, missed = differing + 1, missed + 1
                    print(f"  missed: {left.text()} and {right.text()}")
            print(
                f"{len(names)} names, {kind:9}: {missed} of {differing} that differ missed, "
                f"{false} made up, {undecided} unknown, of {pairs}",
                flush=True,
            )
    print(f"the slowest comparison took {slowest * 1000:.0f} ms of computing")


if __name__ == "__main__":
    main()
