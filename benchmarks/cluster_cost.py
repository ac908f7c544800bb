"""What grading on a cluster takes, fitted to a model, and how the model does on workers that sleep.

    python benchmarks/cluster_cost.py ASSIGNMENT [--course DIR] [--submission typical] [--quick]

Measures

1. grading: CPU seconds to start a process that grades, and for each submission after that;
2. what travels: bytes of the course, of a submission, of a result;
3. what the run and the scheduler take of a processor for each submission, with workers that answer
   at once (many real Dask workers on the loopback, which do not grade);

and prints the model made of these, what it says of workers that sleep for a given time beside what
they took, and what it says of large classes. `docs/scale.md` tells what the letters mean.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.cluster import worker_side
from autograder.batch.cluster.connection import ClusterAddress
from autograder.batch.cluster.hands import on_cluster
from autograder.batch.cluster.messages import GradingOrder, Opened, Opening, Reply
from autograder.batch.cluster.parcel import packed
from autograder.batch.keys import versions
from autograder.batch.outputs import write_outputs
from autograder.batch.run import ClassRun
from autograder.batch.statistics import Statistics
from autograder.batch.submission_grader import Done, Terms
from autograder.course import Assignment, Course, find_course
from autograder.grading.provenance import provenance
from autograder.grading.rubric import read_rubric
from autograder.handed_in import read
from autograder.intake.read import read_intake
from autograder.records.encoding import decode, encode
from autograder.records.folder import RunFolder
from autograder.records.kept import KeptSubmission

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
# The threads of a worker, as on machines with as many cores.
THREADS = 10
CASES = [(10, 1.0), (40, 2.0), (100, 4.0), (200, 8.0)]


@dataclass(frozen=True)
class Model:
    """Seconds of a run.

    Args:
        start: Until there is a worker.
        join: To get one more worker ready.
        hop: From a worker's answer to its next submission.
        each: What the busiest of run and scheduler takes for a submission.
    """

    start: float
    join: float
    hop: float
    each: float

    def seconds(self, size: int, workers: int, grading: float) -> float:
        """Return how long a class takes; a submission takes a worker `grading` seconds."""
        graded = size * max((grading + self.hop) / workers, self.each)
        return self.start + self.join * workers + graded


def main() -> None:
    """Measure, fit, check, and predict."""
    parser = argparse.ArgumentParser()
    parser.add_argument("assignment")
    parser.add_argument("--course", type=Path, default=ROOT)
    parser.add_argument("--submission", default="typical")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    assignment = find_course(asked.course).assignment(asked.assignment)
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(assignment, assignment.submissions / asked.submission, Path(name))
        first, more = bench.grading(2 if asked.quick else 4)
        print(f"grading: {first:.2f} s of CPU to start a process, {more:.2f} s a submission")
        bench.print_sizes()
        here, quiet = bench.fitted(100 if asked.quick else 500)
        print(f"by the clock, as busy as this machine is: {here}")
        print(f"by CPU, as on machines with nothing else to do: {quiet}")
        for workers, seconds in [(10, 1.0), (40, 2.0)] if asked.quick else CASES:
            size = 5 * workers
            told = here.seconds(size, workers, seconds)
            took = bench.simulated(size, workers, seconds).seconds
            print(
                f"{workers} threads that sleep {seconds:g} s, {size} submissions: {took:.1f} s, "
                f"the model says {told:.1f} s ({took / told:.2f})"
            )
        for size in (10**4, 10**6):
            for workers in (1, 10, 100, 1000):
                hours = quiet.seconds(size, workers, more) / 3600
                print(f"{size} submissions on {workers} threads: {hours:.2f} h")


@dataclass(frozen=True)
class Took:
    """What a run took: seconds by the clock; of CPU, the run, the scheduler, writing at the end."""

    seconds: float
    run: float
    scheduler: float
    writing: float


@dataclass(frozen=True)
class Bench:
    """Runs over copies of one submission."""

    assignment: Assignment
    submission: Path
    folder: Path

    def grading(self, count: int) -> tuple[float, float]:
        """Return CPU seconds to start a process that grades, and of one more submission."""
        few, many = (self._graded(size) for size in (1, 1 + count))
        more = (many - few) / count
        return few - more, more

    def print_sizes(self) -> None:
        """Print how many bytes travel."""
        rubric = read_rubric(self.assignment.rubric)
        submission = read(self.submission, rubric, self.assignment)
        order = GradingOrder(id="0", submission=submission, before=None, is_alone=False)
        reply = encode(Reply(done=Done(id="0"), kept=self._kept()))
        course = encode(self._opening())
        print(
            f"bytes: {len(course)} of a course, {len(encode(order))} of a submission, "
            f"{len(reply)} of a result"
        )

    def fitted(self, size: int) -> tuple[Model, Model]:
        """Fit the model by the clock, and by CPU."""
        few, many, more = (
            self.simulated(count, workers, 0.0)
            for count, workers in ((size // 5, 10), (size, 10), (size // 5, 60))
        )
        slept = self.simulated(50, 10, 1.0)

        def each(name: str) -> float:
            return (getattr(many, name) - getattr(few, name)) / (size - size // 5)

        def join(name: str) -> float:
            return max(0.0, (getattr(more, name) - getattr(few, name)) / 50)

        print(
            f"at once: {1 / each('seconds'):.0f} submissions a second; ms of CPU for each: "
            f"{1000 * each('run'):.1f} run, {1000 * each('scheduler'):.1f} scheduler, "
            f"{1000 * many.writing / size:.1f} writing at the end"
        )
        busiest = max("run", "scheduler", key=each)
        start = max(0.0, few.seconds - size // 5 * each("seconds") - 10 * join("seconds"))
        hop = max(0.0, (slept.seconds - start - 10 * join("seconds")) / 5 - 1.0)
        return (
            Model(start=start, join=join("seconds"), hop=hop, each=each("seconds")),
            Model(start=0.0, join=join(busiest), hop=each("run"), each=each(busiest)),
        )

    def simulated(self, size: int, workers: int, seconds: float) -> Took:
        """Run over a class, on workers that sleep for so long instead of grading it."""
        out = self.folder / "simulated"
        out.mkdir()
        (self.folder / "reply").write_bytes(self._kept_bytes())
        (self.folder / "opened").write_bytes(encode(Opened(made_by=self._made_by())))
        rubric = read_rubric(self.assignment.rubric)
        with (
            scheduler(self.folder) as (process, address),
            sleepers(address, workers, seconds, self.folder),
            on_cluster(ClusterAddress(text=address), Silent(), patience=60) as hands,
        ):
            run = ClassRun(
                course=Course(self.assignment.course),
                folder=RunFolder(out),
                intake=read_intake(self._students(size), unpack=out / "unpacked"),
                terms=Terms(rubric=rubric, chosen=frozenset(line.number for line in rubric.lines)),
                jobs=1,
                hands=hands,
                writing=lambda _, manifest: Statistics(manifest),
            )
            before = time.monotonic(), time.process_time(), cpu_seconds(process.pid)
            ended = run.grade(lambda *_: None)
            after = time.monotonic(), time.process_time(), cpu_seconds(process.pid)
        assert (ended.faults, ended.stopped) == ({}, "")
        begun = time.process_time()
        write_outputs(run.folder, run.folder.manifest())
        writing = time.process_time() - begun
        shutil.rmtree(out)
        return Took(*(now - then for now, then in zip(after, before, strict=True)), writing)

    def _graded(self, size: int) -> float:
        out = self.folder / "graded"
        before = children_seconds()
        command = [*self._command(self._students(size), out), "--jobs", "1", "--quiet"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        if not (self.folder / "kept").exists():
            shutil.copytree(out / "kept", self.folder / "kept")
        shutil.rmtree(out)
        return children_seconds() - before

    def _students(self, size: int) -> Path:
        students = self.folder / f"class{size}"
        for number in range(size):
            if not (students / f"s{number:06}").exists():
                shutil.copytree(self.submission, students / f"s{number:06}")
        return students

    def _command(self, students: Path, out: Path) -> list[str]:
        course, name = self.assignment.course, self.assignment.name
        return [
            *(sys.executable, "-m", "autograder", "batch", str(students), "--out", str(out)),
            *("--course", str(course), "--assignment", name),
        ]

    def _kept_bytes(self) -> bytes:
        return next((self.folder / "kept").iterdir()).read_bytes()

    def _kept(self) -> KeptSubmission:
        return decode(self._kept_bytes(), KeptSubmission)

    def _made_by(self) -> dict[str, str]:
        return {**provenance(self.assignment), **versions()}

    def _opening(self) -> Opening:
        return Opening(
            assignment=self.assignment.name,
            files=packed(self.assignment),
            chosen=frozenset(),
            seed=None,
            deadline=0,
            unsafe=False,
        )


class Silent:
    """Says nothing of how far a run has come."""

    def say(self, text: str) -> None:
        """Say what nobody expects here."""
        print(text)

    def on(self, workers: int) -> None:
        """Say nothing."""


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a scheduler on the loopback; give its process and its address."""
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", *options]
    log = folder / "scheduler.log"
    with log.open("w") as file, subprocess.Popen(command, stderr=file, text=True) as process:
        try:
            while not (found := re.search(r"Scheduler at:\s+(\S+)", log.read_text())):
                time.sleep(0.1)
            yield process, found[1]
        finally:
            process.kill()


@contextmanager
def sleepers(address: str, workers: int, seconds: float, folder: Path) -> Iterator[None]:
    """Start threads of workers that sleep, and wait until they are there."""
    processes = []
    try:
        for _ in range(2):
            count = max(1, workers // THREADS // 2)
            threads = workers // (2 * count)
            arguments = f"{address!r}, {count}, {threads}, {seconds}, {str(folder)!r}"
            script = f"import cluster_cost; cluster_cost.host({arguments})"
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-c", script],
                    cwd=Path(__file__).parent,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            )
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def host(address: str, count: int, threads: int, seconds: float, folder: str) -> None:
    """Run workers in this process; each fits, and sleeps instead of grading."""
    from distributed import Worker

    opened = Path(folder, "opened").read_bytes()
    kept = decode(Path(folder, "reply").read_bytes(), KeptSubmission)
    reply = encode(Reply(done=Done(id="0", lines=tuple(kept.lines)), kept=kept))

    def sleep(_run: str, _order: bytes) -> bytes:
        time.sleep(seconds)
        return reply

    worker_side.begin = lambda _run, _opening: opened
    worker_side.grade = sleep

    async def serve() -> None:
        options = {
            "nthreads": threads,
            "host": "127.0.0.1",
            "local_directory": folder,
            "dashboard": False,
        }
        started = [Worker(address, **options) for _ in range(count)]
        await asyncio.gather(*started)
        print("there", flush=True)
        await asyncio.gather(*(worker.finished() for worker in started))

    asyncio.run(serve())


def children_seconds() -> float:
    """Return CPU seconds of children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_seconds(pid: int) -> float:
    """Return CPU seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
