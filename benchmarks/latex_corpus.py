"""How formulas of a corpus are read: as meant, refused, or as something else.

    python benchmarks/latex_corpus.py tests/engine/latex/corpus/*.jsonl [--show]

Each line has a formula with what it means, written down before it was read. A reading is as meant
if it is equal to that by the engine's own comparison. ``--show`` prints what is not as meant.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.expression.decide import Equality, compare
from autograder.expression.domain import Domain, parse_domain
from autograder.expression.growth import growth
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import Node
from autograder.latex.mathematics import read
from autograder.latex.setting import Declared, Range, Setting
from autograder.latex.term import Term, postorder
from autograder.latex.tokens import Problem, tokenize


@dataclass(frozen=True)
class Outcome:
    """What became of a formula: ``"meant"``, ``"refused"``, ``"else"``, and what to say of it."""

    kind: str
    said: str
    seconds: float


def node(term: Term) -> Node:
    """Return a reading as the grader's tree."""
    done: list[Node] = []
    for part in postorder(term):
        count = len(part.children)
        children = tuple(done[len(done) - count :])
        del done[len(done) - count :]
        done.append(Node(part.operation, part.name, children))
    return done[0]


def setting_of(item: Mapping[str, Any]) -> Setting:
    """Return what a line of the corpus declares."""
    symbols = tuple(
        Declared(name, one["domain"], tuple(one.get("tex") or (name,)))
        for name, one in item["symbols"].items()
    )
    ranges = tuple(Range(index, *limits) for index, limits in (item.get("ranges") or {}).items())
    return Setting(item["id"], symbols, tuple(item.get("names") or ()), ranges)


def are_equal(expected: str, term: Term, domains: Mapping[str, Domain], *, order: bool) -> bool:
    """Return whether a reading is a meaning."""
    meant, found = parse(expected, domains), node(term)
    if order:
        outcome = growth(meant, found, Premises(domains), regime=[])
        return type(outcome).__name__ == "Theta" or getattr(outcome, "verdict", "") == "theta"
    return isinstance(compare(meant, found, Premises(domains)), Equality)


def outcome_of(item: Mapping[str, Any]) -> Outcome:
    """Read one formula, and compare it with what it means."""
    domains = {name: parse_domain(one["domain"]) for name, one in item["symbols"].items()}
    started = time.perf_counter()
    try:
        understood = read(tokenize(item["tex"]), setting_of(item))
    except Problem as problem:
        spent = time.perf_counter() - started
        return Outcome("meant" if item["kind"] == "refused" else "refused", str(problem), spent)
    spent = time.perf_counter() - started
    if item["kind"] == "refused":
        return Outcome("else", "it was read", spent)
    means = item["means"] if isinstance(item["means"], list) else [item["means"]]
    order = item["kind"] == "order"
    readings = [reading.value for reading in understood.readings]
    wrong = [
        term
        for term in readings
        if not any(are_equal(meaning, term, domains, order=order) for meaning in means)
    ]
    if wrong or (item["kind"] != "ambiguous" and len(readings) > 1):
        said = f"{len(readings)} readings, {len(wrong)} of them not meant"
        return Outcome("else", f"{said}: {[repr(one) for one in readings]}", spent)
    return Outcome("meant", "", spent)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read all, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    for path in options.files:
        counts: Counter[tuple[str, str]] = Counter()
        seconds = []
        for line in path.read_text().splitlines():
            item = json.loads(line)
            try:
                outcome = outcome_of(item)
            except Exception as error:  # a fault of the reader is what is looked for
                outcome = Outcome("fault", f"{type(error).__name__}: {error}", 0)
            counts[item["kind"], outcome.kind] += 1
            seconds.append(outcome.seconds)
            if options.show and outcome.kind != "meant":
                print(f"{item['id']} {item['kind']} {outcome.kind}: {item['tex']}")
                print(f"    means {item.get('means')}; {outcome.said[:300]}")
        print(path.name)
        for (kind, became), count in sorted(counts.items()):
            print(f"  {kind:10} {became:8} {count}")
        seconds.sort()
        print(
            f"  {1000 * sum(seconds) / len(seconds):.2f} ms each, at most {1000 * seconds[-1]:.1f}"
        )


if __name__ == "__main__":
    main()
