"""What grading a class takes, and what is left of a run that is killed.

    python benchmarks/whole_class.py ASSIGNMENT SIZE [--kills K] [--jobs N] [--seed S]

Makes a class in a temporary folder: most students have the reference's answers with variants in
the place of some of them, others a whole submission of the course's, the untouched template, or
code that loops, exits, takes memory or prints without end. It is graded once without disturbance;
this prints submissions a minute, CPU time of one, and the memory of a process that grades. Then the
same class is graded into another folder and killed K times at random moments, goes on, and the
files of both are compared, times left out. `--course DIR` takes another course than this one.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from groups_of_a_class import write_class

from autograder.course import Assignment, find_course

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = (
    "while True:\n    pass\n",
    "import os\nos._exit(0)\n",
    "held = [bytearray(1 << 28) for _ in range(1 << 10)]\n",
    "while True:\n    print('x' * 10**6)\n",
    "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n",
)
# Of a hundred students.
WHOLE, EMPTY, HOSTILE_ONES = 30, 5, 5
PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Make a class, grade it, kill runs over it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("assignment")
    parser.add_argument("size", type=int)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--course", type=Path, default=ROOT)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    assignment = find_course(asked.course).assignment(asked.assignment)
    with tempfile.TemporaryDirectory() as folder:
        handed_in, whole, killed = (Path(folder, name) for name in ("class", "whole", "killed"))
        make_class(assignment, asked.size, draw, handed_in)
        command = [
            *(sys.executable, "-m", "autograder", "batch", str(handed_in), "--quiet"),
            *("--course", str(asked.course), "--assignment", asked.assignment),
            *("--jobs", str(asked.jobs)),
        ]
        seconds = undisturbed([*command, "--out", str(whole)], asked.size)
        if asked.kills:
            disturbed([*command, "--out", str(killed)], asked.kills, draw, seconds)
            compare(whole, killed)


def make_class(assignment: Assignment, size: int, draw: random.Random, folder: Path) -> None:
    """Write a folder for each student."""
    write_class(assignment, size, draw, folder)
    known = sorted(path for path in assignment.submissions.iterdir() if path.is_dir())
    bank = [path for path in known if path.name != "empty"]
    for student in sorted(folder.iterdir()):
        kind = draw.randrange(100)
        if kind < WHOLE + EMPTY:
            shutil.rmtree(student)
            chosen = draw.choice(bank) if kind < WHOLE else assignment.submissions / "empty"
            shutil.copytree(chosen, student)
        elif kind < WHOLE + EMPTY + HOSTILE_ONES:
            file = draw.choice(sorted(student.glob("q*.py")))
            file.write_text(draw.choice(HOSTILE) + file.read_text())


def undisturbed(command: list[str], size: int) -> float:
    """Grade the class; print what it takes, and return the seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    largest = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as run:
        while run.poll() is None:
            largest = max(largest, *map(memory, children(run.pid)), 0)
            time.sleep(0.2)
    seconds = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{size} submissions in {seconds:.0f} s: {60 * size / seconds:.1f} a minute; "
        f"{cpu / size:.2f} s of CPU each in what was waited for; "
        f"a process that grades takes {largest >> 20} MB at most; exit code {run.returncode}"
    )
    return seconds


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def memory(pid: int) -> int:
    """Return the bytes that a process takes."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def disturbed(command: list[str], kills: int, draw: random.Random, seconds: float) -> None:
    """Kill a run at random moments, as often as asked; then let it end."""
    died = 0
    for _ in range(kills):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as run:
            try:
                run.wait(draw.uniform(0, 2.5 * seconds / kills))
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                died += 1
    rest = subprocess.run([*command, "--resume"], stdout=subprocess.DEVNULL, check=False)
    print(f"killed {died} times of {kills} runs; the last one ended with {rest.returncode}")


def compare(whole: Path, killed: Path) -> None:
    """Print which files of two runs differ."""
    first, second = contents(whole), contents(killed)
    differing = sorted(
        name for name in first.keys() | second.keys() if first.get(name) != second.get(name)
    )
    print(f"{len(first)} files, of which differ: {', '.join(differing) or 'none'}")


def contents(folder: Path) -> dict[str, str]:
    """Return the content of all files of a run, without times."""
    return {
        path.relative_to(folder).as_posix(): re.sub(
            r'"(seconds|execution_time)":[\d.e-]+', r'"\1":0', path.read_text()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


if __name__ == "__main__":
    main()
