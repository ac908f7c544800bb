"""CPU time and memory of grading one submission, beside the same checks without isolation.

    python benchmarks/one_submission.py [SUBMISSION] [--course DIR] [--runs 5]

The two run in turn on the same machine: `autograder grade` with its grader, zygote and workers,
and the same lines and checkers as tests of gradescope-utils' own runner, which imports the
student's code into its one process. CPU time is user and system time of all processes; memory is
the largest sum of proportional set sizes (PSS) that was seen, sampled every 20 ms (a process's
resident size would count shared pages once for each process).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from autograder.course import Course

PROJECT = Path(__file__).resolve().parent.parent


def processes_below(root: int) -> list[int]:
    """Return the process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry))
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue += children.get(pid, [])
    return found


def pss(pid: int) -> int:
    """Return a process's proportional set size in bytes; 0 when it has ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def measure(command: list[str]) -> tuple[float, float, float]:
    """Run a command; return CPU seconds, wall seconds and peak PSS in MB of all its processes."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = [0]
    ended = threading.Event()

    def sample() -> None:
        while not ended.wait(0.02):
            peak[0] = max(peak[0], sum(pss(pid) for pid in processes_below(process.pid)))

    sampler = threading.Thread(target=sample)
    sampler.start()
    # Waited for here, so that the usage is this process's and its descendants' alone.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    sampler.join()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, peak[0] / 1e6


def main() -> None:
    """Measure both in turn and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("submission", nargs="?", type=Path, help="default: the last typical one")
    parser.add_argument("--course", type=Path, default=PROJECT, help="its folder")
    parser.add_argument("--assignment", help="default: the course's last")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    course = Course(options.course.resolve())
    assignment = course.assignment(options.assignment or course.names[-1])
    submission = str(options.submission or assignment.submissions / "typical")
    isolated: list[tuple[float, float, float]] = []
    in_process: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as out:
        ours = [
            *(sys.executable, "-m", "autograder", "grade", submission, "--course"),
            *(str(course.root), "--assignment", assignment.name, "--out", out, "--quiet"),
        ]
        runner = str(PROJECT / "benchmarks" / "in_process.py")
        theirs = [sys.executable, runner, submission, str(course.root), assignment.name]
        measure(ours), measure(theirs)  # warm-up: byte-code and the disk's cache
        for _ in range(options.runs):
            isolated.append(measure(ours))
            in_process.append(measure(theirs))
    print(f"{'':24}{'autograder':>14}{'one process':>14}{'ratio':>8}")
    for index, what in enumerate(("CPU time, s", "wall time, s", "peak PSS, MB")):
        first = statistics.median(run[index] for run in isolated)
        second = statistics.median(run[index] for run in in_process)
        print(f"{what:24}{first:14.2f}{second:14.2f}{first / second:8.2f}")


if __name__ == "__main__":
    main()
