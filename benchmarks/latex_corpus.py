"""How formulas of a corpus are read: as meant, refused, or as something else; and how fast.

    PYTHONPATH=tests/shared python benchmarks/latex_corpus.py [--show] [FILE.jsonl …]

Each line of a file has a formula with what it means, written down before it was read. A reading is
as meant if it is equal to that by the engine's own comparison. ``--show`` prints what is not.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from autograder.latex.mathematics import read
from autograder.latex.tokens import Problem, tokenize
from corpus import FOLDER, items, outcome_of


def main(arguments: Sequence[str] | None = None) -> None:
    """Read all, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    for path in options.files or sorted(FOLDER.glob("*.jsonl")):
        counts: Counter[tuple[str, str]] = Counter()
        seconds = []
        for item in items(path):
            started = time.perf_counter()
            with suppress(Problem):
                read(tokenize(item.tex), item.setting)
            seconds.append(time.perf_counter() - started)
            outcome = outcome_of(item)
            counts[item.kind, outcome.kind] += 1
            if options.show and outcome.kind != "meant":
                print(f"{item.id} ({item.kind}): {item.tex}")
                print(f"    means {item.means}; {outcome.kind}: {outcome.said[:400]}")
        print(path.name)
        for (kind, became), count in sorted(counts.items()):
            print(f"  {kind:10} {became:8} {count}")
        seconds.sort()
        mean = 1000 * sum(seconds) / len(seconds)
        print(f"  {mean:.2f} ms a formula, at most {1000 * seconds[-1]:.1f} ms")


if __name__ == "__main__":
    main()
