"""How much of what a class lost can be looked at together.

    python benchmarks/groups_of_a_class.py ASSIGNMENT 40 [SEED]

Makes a class: each student has the reference's answers, and in the place of some of them variants,
the first ones of a line more often than the last ones, as a few mistakes are common and many are
rare. It is graded as `autograder batch` does, and its answers are grouped. Prints what was lost,
how much of it can be grouped, what grouping takes, and contradictions, of which there are to be
none.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.checking.variants import Variant, read_variant, variants_of
from autograder.cli import commands
from autograder.course import Assignment, find_course
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine, read_rubric
from autograder.grouping.classes import group_lines
from autograder.grouping.contradictions import contradictions
from autograder.grouping.counts import count
from autograder.records.folder import RunFolder

WRONG = 0.35  # of the lines


def main() -> None:
    """Make a class, grade it and group its answers."""
    name, size = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    assignment = find_course(Path(__file__).resolve().parents[1]).assignment(name)
    with tempfile.TemporaryDirectory() as folder:
        handed_in, out = Path(folder, "handed-in"), Path(folder, "out")
        write_class(assignment, size, random.Random(seed), handed_in)
        arguments = ["batch", str(handed_in), "--out", str(out), "--assignment", name, "--quiet"]
        commands(arguments, standalone_mode=False)
        report(RunFolder(out), f"{name}, {size} students, seed {seed}")


def report(run: RunFolder, what: str) -> None:
    """Print what can be grouped."""
    manifest = run.manifest()
    begun = time.process_time()
    found = group_lines(manifest.lines, run.all_kept(manifest))
    spent = time.process_time() - begun
    print(f"{what}: {count(found)}")
    code = [line for line in found if line.line.code]
    print(f"without code: {count(line for line in found if line not in code)}")
    print(f"code: {count(code)}")
    largest = max(len(line.groups) for line in found)
    print(f"grouping: {spent:.1f} s of CPU, up to {largest} groups of a line")
    for line in found:
        for fault in contradictions(line):
            print(fault)


def write_class(assignment: Assignment, size: int, draw: random.Random, folder: Path) -> None:
    """Write a folder for each student."""
    reference = Reference.read(assignment.reference).sources
    lines = read_rubric(assignment.rubric).lines
    variants = {line.number: list(read(assignment, line)) for line in lines}
    for student in range(size):
        files = dict(reference)
        taken: dict[str, set[str]] = {}
        for line in lines:
            answers = variants[line.number]
            if answers and draw.random() < WRONG:
                used = taken.setdefault(line.question_file, set())
                variant = chosen(answers, draw)
                if not used & variant.defines:
                    used |= variant.defines
                    files[line.question_file] += b"\n\n" + variant.content
        for path, content in files.items():
            target = folder / f"student{student:03}" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def read(assignment: Assignment, line: RubricLine) -> Iterator[Variant]:
    """Yield the variants of a line, the same order in every run, wrong ones before right ones."""
    paths = sorted(variants_of(assignment.variants / line.number), key=lambda path: path.stem)
    yield from (read_variant(path) for path in paths if path.stem.startswith("wrong_"))
    yield from (read_variant(path) for path in paths if path.stem.startswith("right_"))


def chosen(variants: Sequence[Variant], draw: random.Random) -> Variant:
    """Return a variant: the second is half as common as the first, and so on."""
    weights = [1 / (1 + place) for place in range(len(variants))]
    return draw.choices(variants, weights)[0]


if __name__ == "__main__":
    main()
