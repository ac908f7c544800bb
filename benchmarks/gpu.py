"""Runs the code lines of the references and of all variants on a GPU, and writes a table.

    python benchmarks/gpu.py [--course DIR] [--device cuda|cpu] [--jobs 4] [--out gpu.md]
                             [--only 3.4.code]

It does what `autograder grade --device cuda` does with a submission, with the same workers, checks
and bounds, and needs nothing but Python 3.10, torch, numpy, sympy and pytest. What the grader needs
beyond those is replaced by stand-ins where it is missing: no line of code computes with it.

``--device cpu`` runs the same on the processor, in workers of the same kind: float32 and bfloat16
round there as they do on a GPU. The exit status is 1 if something right is not found right.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

PROJECT = Path(__file__).resolve().parents[1]
#: Those of gradescope-utils that a rubric may use.
DECORATORS = (
    "hide_errors", "leaderboard", "number", "partial_credit", "tags", "visibility", "weight",
)  # fmt: skip


# ------------------------------------------------------------------------------ a bare machine


class UnusedClass(type):
    """A class of such a package: its methods can be named, as in a table, and not called."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_: _refuse(cls, name)


class Unused(ModuleType):
    """A package that is not there: enough to import modules that use it, and nothing more."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return UnusedClass(name, (), {"__init__": lambda *_, **__: None, "__getattr__": _refuse})


def _refuse(_: object, name: str) -> None:
    raise RuntimeError(f"a line of code computes with a package that is not there ({name})")


def stand_in(name: str, **content: Any) -> None:
    """Put a module in the place of one that is not there."""
    module = sys.modules[name] = Unused(name)
    vars(module).update(content)


def is_missing(package: str) -> bool:
    """Whether a package is not installed."""
    return importlib.util.find_spec(package) is None


def passed_through(*_: object) -> Callable[[Any], Any]:
    """Stand for a decorator with arguments that changes nothing."""
    return lambda test: test


class Record:
    """Stands for a class that says by annotations what it holds; nothing is checked."""

    def __init_subclass__(cls, **_: object) -> None:
        """Take the options of such a class."""

    def __init__(self, **content: Any) -> None:
        vars(self).update(content)


def converted(value: Any, kind: Any) -> Any:
    """Return plain data as what a class says; they are our own here, and right."""
    if isinstance(value, list):
        (item,) = get_args(kind) or (object,)
        return [converted(one, item) for one in value]
    if not isinstance(value, dict) or not isinstance(kind, type):
        return value
    if not issubclass(kind, Record):
        return kind(**value)
    hints = get_type_hints(kind)
    return kind(**{name: converted(value[name], hints[name]) for name in hints if name in value})


def furnish() -> None:
    """Make the grader importable where its other packages are missing."""
    sys.path.insert(0, str(PROJECT))
    if is_missing("flint"):
        stand_in("flint", fmpq=Fraction)  # for constants; the rest is not touched
    if is_missing("msgspec"):
        codec = ModuleType("msgspec.json")
        vars(codec).update(encode=lambda value: json.dumps(value).encode(), decode=json.loads)
        errors = dict.fromkeys(("DecodeError", "ValidationError"), ValueError)
        stand_in("msgspec", json=codec, Struct=Record, convert=converted, **errors)
    if is_missing("gradescope_utils"):
        for name in ("gradescope_utils", "gradescope_utils.autograder_utils"):
            stand_in(name)
        stand_in(f"{name}.decorators", **dict.fromkeys(DECORATORS, passed_through))


furnish()

from autograder.course import Assignment, Course  # noqa: E402
from autograder.grading.reference import Reference  # noqa: E402
from autograder.grading.rubric import RubricLine, read_rubric  # noqa: E402
from autograder.grading.rubric_modules import RubricPackage  # noqa: E402
from autograder.grading.session import Session  # noqa: E402
from autograder.grading.submission import Submission  # noqa: E402
from autograder.sandbox.accelerator import (  # noqa: E402
    ACCELERATED_LIMITS,
    Accelerator,
    NoAccelerator,
    find_accelerator,
)
from autograder.sandbox.isolation import (  # noqa: E402
    Isolation,
    IsolationError,
    find_isolation,
)
from autograder.sandbox.limits import Layers, Limits  # noqa: E402
from autograder.sandbox.spawner import Spawner  # noqa: E402
from autograder.sandbox.zygote import Zygote  # noqa: E402
from autograder.verdict import State  # noqa: E402

# ------------------------------------------------------------------------------------- the work


@dataclass(frozen=True)
class Task:
    """One submission to one line: the reference, with what a variant defines, if there is one."""

    assignment: Assignment
    line: RubricLine
    variant: Path | None

    @property
    def kind(self) -> str:
        """The group in which it is counted."""
        if self.variant is None:
            return "reference"
        right = self.variant.name.startswith("right_")
        if right and "numpy" in self.variant.read_text():
            return "elsewhere"  # code that leaves torch does not run on a GPU
        return "right" if right else "wrong"

    @property
    def name(self) -> str:
        """What it is called in the list of surprises."""
        variant = self.variant.stem if self.variant else "the reference"
        return f"{self.assignment.name} {self.line.number}, {variant}"


@dataclass(frozen=True)
class Done:
    """How a task ended in one precision."""

    task: Task
    dtype: str
    state: State
    text: str
    seconds: float

    @property
    def row(self) -> tuple[str, str, str]:
        """The row of the table in which it is counted."""
        return self.task.assignment.name, self.task.line.number, self.dtype


@dataclass(frozen=True)
class Setup:
    """What every process needs to know."""

    accelerator: Accelerator
    layers: Layers


def tasks(course: Course, only: str, kinds: Iterable[str]) -> Iterator[Task]:
    """Yield what there is to run."""
    for assignment in map(course.assignment, course.names):
        for line in read_rubric(assignment.rubric).lines:
            if not line.code or (only and line.number != only):
                continue
            variants = assignment.variants / line.number
            for path in (None, *sorted(variants.glob("*.py"))):
                task = Task(assignment, line, path)
                if task.kind in kinds:
                    yield task


class Bench:
    """A process's own zygote, for the references, and what runs on the device."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._zygote = Zygote()
        self._rubrics: dict[Assignment, RubricPackage] = {}

    def run(self, task: Task) -> list[Done]:
        """Run a task in every precision."""
        reference = Reference.read(task.assignment.reference)
        sources = dict(reference.sources)
        if task.variant is not None:
            sources[task.line.question_file] += b"\n\n" + task.variant.read_bytes()
        session = Session(
            self._zygote,
            reference,
            Submission(sources),
            layers=self._setup.layers,
            limits=ACCELERATED_LIMITS,
            spawner=Spawner(),
            device=self._setup.accelerator.device,
        )
        with session:
            return [self._grade(session, task, d) for d in self._setup.accelerator.dtypes]

    def _grade(self, session: Session, task: Task, dtype: str) -> Done:
        begun = time.monotonic()
        if task.assignment not in self._rubrics:
            self._rubrics[task.assignment] = RubricPackage(task.assignment.rubric)
        check = self._rubrics[task.assignment].check(task.line)
        assert check is not None
        verdict = session.grade(task.line, *check, dtype=dtype)
        if verdict.state is not State.PASSED:
            session.renew(task.line)
        text = f"{verdict.message}\n{verdict.review}".strip()
        return Done(task, dtype, verdict.state, text, time.monotonic() - begun)


def serve(setup: Setup, queue: Any, results: Any) -> None:
    """Run tasks of the queue until it is empty."""
    bench = Bench(setup)
    while (task := queue.get()) is not None:
        try:
            results.put(bench.run(task))
        except Exception as error:  # the others go on
            results.put([Done(task, "any", State.GRADER_ERROR, repr(error), 0.0)])


def run_all(setup: Setup, todo: list[Task], jobs: int) -> Iterator[Done]:
    """Run tasks in several processes; they are new ones, since nothing of CUDA survives a fork."""
    context = multiprocessing.get_context("spawn")
    queue, results = context.Queue(), context.Queue()
    for task in todo:
        queue.put(task)
    for _ in range(jobs):
        queue.put(None)
    processes = [context.Process(target=serve, args=(setup, queue, results)) for _ in range(jobs)]
    for process in processes:
        process.start()
    for number in range(len(todo)):
        done = results.get()
        sys.stderr.write(f"\r{number + 1} of {len(todo)} ")
        yield from done
    for process in processes:
        process.join()


# ------------------------------------------------------------------------------------ the device


def find_device(course: Course, device: str) -> tuple[Setup, str]:
    """Return what to run on, and what is to be said of how workers are confined there.

    The submissions are our own, so where workers cannot be confined they run all the same.
    """
    secrets = [course.root / "reference"]
    everything = Isolation(Layers(), ())
    with Zygote() as zygote:
        try:
            found = find_isolation(zygote, secrets, Limits())
            said = found.describe()
        except IsolationError as error:
            found, said = everything, f"no layers: {error}"
    try:
        accelerator = find_accelerator(Spawner(), found, secrets, device=device)
        return Setup(accelerator, found.layers), f"{said}; the same holds on the device"
    except NoAccelerator as error:
        said = f"{said}; on the device not: {error}"
    accelerator = find_accelerator(Spawner(), anything_goes(), secrets, device=device)
    return Setup(accelerator, Layers()), f"{said}; run without layers"


def anything_goes() -> Isolation:
    """Return an isolation that accepts whatever a worker can do."""

    class Everything(tuple[str, ...]):
        def __contains__(self, _: object) -> bool:
            return True

    return Isolation(Layers(), Everything())


# ------------------------------------------------------------------------------------- the table


def table(done: list[Done]) -> list[str]:
    """Return the table: a row for each line and precision."""
    rows = ["| line | precision | reference | right variants | wrong ones found | seconds |"]
    rows.append("|---|---|---|---|---|---|")
    for key in dict.fromkeys(d.row for d in done):
        here = [d for d in done if d.row == key]
        of = {kind: [d for d in here if d.task.kind == kind] for kind in ("right", "wrong")}
        passed = {kind: sum(d.state is State.PASSED for d in of[kind]) for kind in of}
        left = sum(d.state is State.UNDECIDED for d in of["right"])
        reference = [d.state.value for d in here if d.task.kind == "reference"]
        rows.append(
            f"| {key[0]} {key[1]} | {key[2]} | {', '.join(reference)} | "
            f"{passed['right']} of {len(of['right'])}{f', {left} left open' if left else ''} | "
            f"{len(of['wrong']) - passed['wrong']} of {len(of['wrong'])} | "
            f"{sum(d.seconds for d in here):.0f} |"
        )
    return rows


def surprises(done: list[Done]) -> list[Done]:
    """Return what is right and was refused, and what could not be run."""
    return [
        d
        for d in done
        if d.state not in (State.PASSED, State.UNDECIDED)
        and (d.task.kind != "wrong" or d.state.ours)
    ]  # fmt: skip


def report(setup: Setup, said: str, done: list[Done], seconds: float) -> str:
    """Return the whole report in Markdown."""
    import torch

    python = ".".join(map(str, sys.version_info[:3]))
    lines = [
        f"## {setup.accelerator}",
        "",
        f"torch {torch.__version__}, Python {python}; {len(done)} runs in {seconds:.0f} s.",
        f"Workers: {said}.",
        "",
        *table(done),
    ]
    for surprise in surprises(done):
        text = surprise.text.replace("\n", "\n  ")
        lines += ["", f"- {surprise.task.name}, {surprise.dtype}: {surprise.state.value}. {text}"]
    return "\n".join([*lines, ""])


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--course", type=Path, default=PROJECT, help="its folder")
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    parser.add_argument("--jobs", type=int, default=4, help="processes at a time")
    parser.add_argument("--out", type=Path, help="write the table here")
    parser.add_argument("--only", default="", help="one line, such as 3.4.code")
    parser.add_argument("--references", action="store_true", help="only the references")
    options = parser.parse_args()
    begun = time.monotonic()
    try:
        course = Course(options.course.resolve())
        setup, said = find_device(course, options.device)
    except NoAccelerator as error:
        sys.stderr.write(f"there is no GPU to run on: {error}\n")
        return 2
    kinds = ("reference",) if options.references else ("reference", "right", "wrong")
    todo = list(tasks(course, options.only, kinds))
    done = list(run_all(setup, todo, options.jobs))
    order = {task: number for number, task in enumerate(todo)}
    done.sort(key=lambda d: order[d.task])
    text = report(setup, said, done, time.monotonic() - begun)
    sys.stdout.write(f"\n{text}")
    if options.out is not None:
        options.out.write_text(text)
    return 1 if surprises(done) else 0


if __name__ == "__main__":
    sys.exit(main())
