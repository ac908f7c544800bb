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

from autograder.checking.variants import Variant, read_variant, variants_of
from autograder.checking.workbench import Workbench
from autograder.course import Assignment, find_course
from autograder.grading.points import share_text
from autograder.grading.rubric import read_rubric
from autograder.sandbox.zygote import Zygote


@dataclass(frozen=True)
class Task:
    """The variants of one line, and the seeds that they are graded with."""

    assignment: Assignment
    number: str
    variants: Sequence[Variant]
    seeds: range


def tasks(course: Path | None, only: str, seeds: range) -> Iterator[Task]:
    """Yield the variants of each code line whose number, or file, begins so."""
    here = find_course(course)
    for assignment in map(here.assignment, here.names):
        for line in read_rubric(assignment.rubric).lines:
            paths = variants_of(assignment.variants / line.number) if line.code else ()
            chosen = [path for path in paths if f"{line.number}/{path.stem}".startswith(only)]
            if chosen:
                yield Task(assignment, line.number, [*map(read_variant, chosen)], seeds)


def outcome(bench: Workbench, number: str, variant: Variant, seed: int) -> str:
    """Return what a variant earns, with the notes that are left."""
    line = bench.line(number)
    [verdict] = bench.grade(line, variant.content, defines=variant.defines, seed=seed)
    end = f"a person decides: {verdict.review}" if verdict.state.ours else share_text(verdict.share)
    return f"{end} ({', '.join(verdict.notes)})"


def outcomes(task: Task) -> list[Counter[str]]:
    """Grade all variants of a line with one seed after another; count how each of them ends.

    What the reference has to say for a seed it says once, to all of them.
    """
    found: list[Counter[str]] = [Counter() for _ in task.variants]
    begun = time.monotonic()
    with Zygote() as zygote, Workbench(task.assignment, zygote) as bench:
        for done, seed in enumerate(task.seeds, 1):
            for variant, counted in zip(task.variants, found, strict=True):
                counted[outcome(bench, task.number, variant, seed)] += 1
            held = f"grader {held_by(os.getpid())}, zygote {held_by(zygote.pid)}"
            seconds = time.monotonic() - begun
            where = f"{task.assignment.name} {task.number}"
            text = f"{where}: {done} of {len(task.seeds)} seeds, {seconds:.0f} s"
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
    parser.add_argument("--course", type=Path, help="default: the one around the working folder")
    options = parser.parse_args()
    chosen = list(
        tasks(options.course, options.only, range(options.first, options.first + options.seeds))
    )
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
                name = f"{task.number}/{variant.path.stem}"
                print(f"{name} (earns {said}): {counts}", flush=True)
    graded = sum(len(task.variants) for task in chosen)
    print(f"{graded} variants, {options.seeds} seeds each: {odd} not as they say")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
