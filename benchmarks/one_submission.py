"""CPU time and memory of grading one submission, beside the same checks without isolation.

    python benchmarks/one_submission.py [--runs 5] [--more 3]

A table for the typical submission and the reference of each of the course's assignments: *cold*,
a command for one submission, and *more*, one more in a process that has graded before
(`run.Grader`). Beside each, in turn on the same machine, is the same under gradescope-utils' own
runner, which does in its one process what workers do (`in_process.py`). Figures are medians, ratios
those of CPU time.

CPU time is user and system time of all processes; memory is the largest sum of proportional set
sizes (PSS), sampled every 20 ms (a process's resident size would count shared pages once for each
process). Of one more stand beside it: where the CPU time went, how many workers were made, frames
sent to them, and pages that they have faulted.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Course
from autograder.grading.rubric import read_rubric
from autograder.run import Grader
from autograder.sandbox.sharing import open_zygote
from autograder.sandbox.worker import Worker

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


def measure(command: list[str]) -> tuple[dict[str, float], str]:
    """Run a command; return CPU and wall seconds and peak PSS in MB, and what it has printed."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = [0]
    ended = threading.Event()

    def sample() -> None:
        while not ended.wait(0.02):
            peak[0] = max(peak[0], sum(pss(pid) for pid in processes_below(process.pid)))

    sampler = threading.Thread(target=sample)
    sampler.start()
    assert process.stdout is not None
    printed = process.stdout.read()
    # Waited for here, so that the usage is this process's and its descendants' alone.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    sampler.join()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    cpu, wall = usage.ru_utime + usage.ru_stime, time.monotonic() - begun
    return {"cpu": cpu, "wall": wall, "memory": peak[0] / 1e6}, printed


def own_usage() -> float:
    """Return the CPU seconds of this process, and of what it has started and waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def usage_of(zygote: int) -> dict[str, float]:
    """Return the CPU seconds of the zygote and of all its workers, with their faults.

    The kernel adds those of workers that have ended; the reference's goes on.
    """
    own, *alive = (_fields(pid) for pid in processes_below(zygote))
    ticks = os.sysconf("SC_CLK_TCK")
    workers = own[13] + own[14] + sum(worker[11] + worker[12] for worker in alive)
    faults = own[8] + sum(worker[7] for worker in alive)
    return {"zygote": (own[11] + own[12]) / ticks, "workers": workers / ticks, "faults": faults}


def _fields(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    return [0, *map(int, text.split()[1:])]


def grade_more(submission: Path, assignment: Assignment, course: Course, times: int) -> None:
    """Grade a submission once, and so many times more; print what each of those has taken."""
    made, frames = [0], [0]
    start, request = Worker.__init__, Worker.request

    def starting(worker: Worker, *arguments: Any, **options: Any) -> None:
        made[0] += 1
        start(worker, *arguments, **options)

    def requesting(worker: Worker, *arguments: Any, **options: Any) -> Any:
        frames[0] += 1
        return request(worker, *arguments, **options)

    Worker.__init__, Worker.request = starting, requesting  # type: ignore[method-assign]
    rubric, taken = read_rubric(assignment.rubric), []
    with Grader(course) as grader, open_zygote() as zygote:
        for number in range(times + 1):
            made[0] = frames[0] = 0
            begun, before = (own_usage(), time.monotonic()), usage_of(zygote.pid)
            grader.grade(submission, rubric, progress=lambda _line: None)
            if number == 0:
                continue
            own, wall = own_usage() - begun[0], time.monotonic() - begun[1]
            used = {name: value - before[name] for name, value in usage_of(zygote.pid).items()}
            cpu = own + used["zygote"] + used["workers"]
            counts = {"made": made[0], "frames": frames[0]}
            taken.append({"cpu": cpu, "wall": wall, "grader": own, **used, **counts})
    print(json.dumps(taken))


def median(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the median of each figure."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def compare(
    submission: Path, assignment: Assignment, course: Course, *, runs: int, more: int
) -> None:
    """Measure both in turn, and print a row for cold and one for one more."""
    here, python, name = str(course.root), sys.executable, assignment.name
    own, runner = Path(__file__), Path(__file__).with_name("in_process.py")
    with tempfile.TemporaryDirectory() as out:
        grade = [python, "-m", "autograder", "grade", str(submission), "--course", here]
        commands = {
            "cold": [*grade, "--assignment", name, "--out", out, "--quiet"],
            "cold, one process": [python, str(runner), str(submission), here, name],
            "more": [python, str(own), "--one-more", str(submission), name, str(more)],
            "more, one process": [python, str(runner), str(submission), here, name, str(more)],
        }
        found: dict[str, list[dict[str, float]]] = {what: [] for what in commands}
        for _ in range(runs):
            for what, command in commands.items():
                figures, printed = measure(command)
                if what.startswith("more"):
                    memory = {"memory": figures["memory"]}
                    found[what] += [{**one, **memory} for one in json.loads(printed)]
                else:
                    found[what].append(figures)
    medians = {what: median(taken) for what, taken in found.items()}
    for what in ("cold", "more"):
        ours, theirs = medians[what], medians[f"{what}, one process"]
        row = [f"{submission.parent.name}/{submission.name} {name}", what]
        for figures in (ours, theirs):
            row += [f"{figures['cpu']:.2f}", f"{figures['wall']:.2f}", f"{figures['memory']:.0f}"]
        row.append(f"{ours['cpu'] / theirs['cpu']:.2f}")
        if what == "more":
            row += [f"{ours[part]:.2f}" for part in ("grader", "zygote", "workers")]
            row += [f"{ours[part]:.0f}" for part in ("made", "frames", "faults")]
        print("| " + " | ".join(row) + " |", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--course", type=Path, default=PROJECT, help="its folder")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--more", type=int, default=3, help="graded in each prepared process")
    parser.add_argument("--one-more", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    course = Course(options.course.resolve())
    if options.one_more:
        submission, name, times = options.one_more
        grade_more(Path(submission), course.assignment(name), course, int(times))
        return
    print("| submission | | CPU s | wall s | MB | one process: CPU s | wall s | MB | ratio |"
          " grader | zygote | workers | made | frames | faults |")  # fmt: skip
    for assignment in map(course.assignment, course.names):
        for submission in (assignment.submissions / "typical", assignment.reference):
            compare(submission, assignment, course, runs=options.runs, more=options.more)


if __name__ == "__main__":
    main()
