"""Whether each variant of a code line ends in the same way whatever the seed is.

    python benchmarks/verdicts_over_seeds.py [--seeds 50] [--first 0] [--only 3.3] [--jobs 2]

Each variant in ``tests/variants`` whose line is marked ``@code`` is graded with so many seeds.
Printed are those with more than one verdict, or with another than they announce, and how often each
came; the exit status is 1 where there are any. All of them with 50 seeds take some hours. How far
it is, and what its processes hold, stands on standard error.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "tests" / "shared"))

from autograder.grading.points import share_text  # noqa: E402
from autograder.grading.reference import RunningReference  # noqa: E402
from autograder.grading.session import Session  # noqa: E402
from autograder.grading.submission import Submission  # noqa: E402
from autograder.sandbox.limits import Layers  # noqa: E402
from autograder.sandbox.zygote import Zygote  # noqa: E402
from rubric_lines import (  # noqa: E402 - the tests' own reading of rubrics and variants
    ASSIGNMENTS,
    answered_anew,
    check_of,
    line_of,
    read_variant,
    reference_of,
    rubric_of,
    sources_with,
)

# What the variants do is ours, and nothing has to confine it.
UNCONFINED = Layers()


@dataclass(frozen=True)
class Task:
    """The variants of one line, and the seeds that they are graded with."""

    variants: Sequence[Any]
    seeds: range


def tasks(only: str, seeds: range) -> Iterator[Task]:
    """Yield the variants of each code line whose number, or file, begins so."""
    for assignment in ASSIGNMENTS:
        folder = PROJECT / "tests" / "variants" / assignment
        for line in rubric_of(assignment).lines:
            paths = sorted((folder / line.number).glob("*.py")) if line.code else []
            chosen = [path for path in paths if f"{line.number}/{path.stem}".startswith(only)]
            if chosen:
                yield Task([read_variant(assignment, path) for path in chosen], seeds)


def outcome(zygote: Zygote, reference: RunningReference, variant: Any, seed: int) -> str:
    """Return what a variant earns, with the notes that are left."""
    assignment, number = variant.assignment, variant.number
    sources = sources_with(assignment, number, variant.path.read_bytes())
    submission = Submission(sources)
    with Session(zygote, reference, submission, layers=UNCONFINED, seed=seed) as session:
        for earlier in answered_anew(assignment, number, sources):
            session.grade(earlier, *check_of(assignment, earlier.number))
        verdict = session.grade(line_of(assignment, number), *check_of(assignment, number))
    end = f"a person decides: {verdict.review}" if verdict.state.ours else share_text(verdict.share)
    return f"{end} ({', '.join(verdict.notes)})"


def outcomes(task: Task) -> list[Counter[str]]:
    """Grade all variants of a line with one seed after another; count how each of them ends.

    What the reference has to say for a seed it says once, to all of them.
    """
    found: list[Counter[str]] = [Counter() for _ in task.variants]
    assignment, number = task.variants[0].assignment, task.variants[0].number
    reference = reference_of(assignment)
    begun = time.monotonic()
    with (
        Zygote() as zygote,
        RunningReference(zygote, reference, layers=UNCONFINED, remember=True) as running,
    ):
        for done, seed in enumerate(task.seeds, 1):
            for variant, counted in zip(task.variants, found, strict=True):
                counted[outcome(zygote, running, variant, seed)] += 1
            held = f"grader {held_by(os.getpid())}, zygote {held_by(zygote.pid)}"
            seconds = time.monotonic() - begun
            text = f"{assignment} {number}: {done} of {len(task.seeds)} seeds, {seconds:.0f} s"
            print(f"{text}; {held}", file=sys.stderr, flush=True)
    return found


def held_by(pid: int) -> str:
    """Return what a process holds: memory, open files, and its children."""
    memory = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return f"{memory >> 20} MB, {files} files, {len(children)} children"


def main() -> int:
    """Grade the variants, and print what is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--only", default="", help="the beginning of a line's number, or of a path")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    chosen = list(tasks(options.only, range(options.first, options.first + options.seeds)))
    odd = 0
    # Not forked: none inherits what leads to another's zygote.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.jobs, context) as pool:
        for task, found in zip(chosen, pool.map(outcomes, chosen), strict=True):
            for variant, counted in zip(task.variants, found, strict=True):
                said = share_text(variant.earns)
                if {key.partition(" (")[0] for key in counted} == {said}:
                    continue
                odd += 1
                counts = "; ".join(f"{count} × {key}" for key, count in counted.most_common())
                name = f"{variant.number}/{variant.path.stem}"
                print(f"{name} (earns {said}): {counts}", flush=True)
    graded = sum(len(task.variants) for task in chosen)
    print(f"{graded} variants, {options.seeds} seeds each: {odd} not as they say")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
