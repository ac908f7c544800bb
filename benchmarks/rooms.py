"""Which files of the grader take part while one answer is graded, room by room.

    python benchmarks/rooms.py ASSIGNMENT LINE [LINE …]

The reference's own answer to each line is graded, and every function that runs meanwhile in the
grader's process counts with its file; what runs in a worker does not, nor what merely was imported.
docs/rooms.md says what each does there.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from types import FrameType
from typing import Any

import autograder
from autograder.checking.workbench import Workbench
from autograder.course import find_course
from autograder.sandbox.zygote import Zygote

PACKAGE = Path(autograder.__file__).parent


def files_of(bench: Workbench, number: str) -> set[Path]:
    """Return the files of ours in which something runs while a line is graded."""
    seen: set[str] = set()

    def note(frame: FrameType, _event: str, _argument: Any) -> None:
        seen.add(frame.f_code.co_filename)

    line = bench.line(number)
    bench.check(line)
    with bench.session(bench.reference.sources, number) as session:
        sys.setprofile(note)
        try:
            verdict = bench.verdict(session, line)
        finally:
            sys.setprofile(None)
    assert verdict is not None
    assert verdict.share == 1, verdict
    return {path for path in map(Path, seen) if path.is_relative_to(PACKAGE)}


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("numbers", nargs="+", metavar="LINE")
    arguments = parser.parse_args()
    assignment = find_course(None).assignment(arguments.assignment)
    with Zygote() as zygote, Workbench(assignment, zygote) as bench:
        for number in arguments.numbers:
            rooms = defaultdict(list)
            for path in sorted(files_of(bench, number)):
                room = path.relative_to(PACKAGE).parent
                rooms[str(room)].append(path.stem)
            print(f"{number}: {sum(map(len, rooms.values()))} files")
            for room, names in rooms.items():
                print(f"    {room}: {', '.join(names)}")


if __name__ == "__main__":
    main()
