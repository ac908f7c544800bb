"""Whether each variant of a code line ends in the same way whatever the seed is.

    python benchmarks/verdicts_over_seeds.py [--seeds 50] [--only 3.3] [--jobs 2]

Each variant in ``tests/variants`` whose line is marked ``@code`` is graded with so many seeds.
Printed are those with more than one verdict, or with another than they announce, and how often each
came; the exit status is 1 where there are any. All of them with 50 seeds take some hours.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.grading.points import read_share, share_text
from autograder.grading.reference import Reference, RunningReference
from autograder.grading.rubric import RubricLine, read_rubric
from autograder.grading.rubric_modules import RubricPackage
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.limits import Layers
from autograder.sandbox.zygote import Zygote

PROJECT = Path(__file__).resolve().parent.parent
# What the variants do is ours, and nothing has to confine it.
UNCONFINED = Layers()


@dataclass(frozen=True)
class Variant:
    """A variant, and the line that it answers."""

    assignment: Assignment
    line: RubricLine
    path: Path

    @property
    def earns(self) -> Fraction:
        """What it says of itself."""
        text = ast.get_docstring(ast.parse(self.path.read_text())) or ""
        return read_share(text.splitlines()[0].removeprefix("earns ").partition(":")[0])


def variants(only: str) -> Iterator[Variant]:
    """Yield the variants of the code lines whose number, or file, begins so."""
    course = Course(PROJECT)
    for assignment in map(course.assignment, course.names):
        for line in read_rubric(assignment.rubric).lines:
            folder = assignment.variants / line.number
            for path in sorted(folder.glob("*.py")) if line.code else ():
                if f"{line.number}/{path.stem}".startswith(only):
                    yield Variant(assignment, line, path)


@cache
def zygote() -> Zygote:
    """Return this process's zygote."""
    started = Zygote()
    started.__enter__()
    return started


@cache
def reference(assignment: Assignment) -> RunningReference:
    """Return the reference of an assignment, in a worker of this process's."""
    right = Reference.read(assignment.reference)
    return RunningReference(zygote(), right, layers=UNCONFINED)


@cache
def package(assignment: Assignment) -> RubricPackage:
    """Return the rubric of an assignment, to import from."""
    return RubricPackage(assignment.rubric)


def outcomes(variant: Variant, seeds: range) -> Counter[str]:
    """Grade a variant with every seed; count what it earns, with the notes that are left."""
    right = reference(variant.assignment)
    sources = dict(Reference.read(variant.assignment.reference).sources)
    sources[variant.line.question_file] += b"\n\n" + variant.path.read_bytes()
    found: Counter[str] = Counter()
    check = package(variant.assignment).check(variant.line)
    assert check is not None
    for seed in seeds:
        with Session(zygote(), right, Submission(sources), layers=UNCONFINED, seed=seed) as session:
            verdict = session.grade(variant.line, *check)
        end = "a person decides" if verdict.state.ours else share_text(verdict.share)
        found[f"{end} ({', '.join(verdict.notes)})"] += 1
    return found


def main() -> int:
    """Grade the variants, and print what is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--only", default="", help="the beginning of a line's number, or of a path")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    chosen = list(variants(options.only))
    odd = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        counted = pool.map(outcomes, chosen, [range(options.seeds)] * len(chosen))
        for variant, found in zip(chosen, counted, strict=True):
            shares = {key.partition(" (")[0] for key in found}
            if shares == {share_text(variant.earns)}:
                continue
            odd += 1
            counts = "; ".join(f"{count} × {key}" for key, count in found.most_common())
            said = share_text(variant.earns)
            print(f"{variant.line.number}/{variant.path.stem} (earns {said}): {counts}", flush=True)
    print(f"{len(chosen)} variants, {options.seeds} seeds each: {odd} not as they say")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
