"""How often right code is noted by the CPU clock on a busy machine, and wrong code is not.

    nice python benchmarks/clock.py [--runs 200] [--load 15]

Right forms of one function are timed in turn, as when all the rest was right, while other
processes, as nice as this one, keep the processors and the caches busy. Printed are the notes and,
over all runs, the largest ratio between the times of the long and the short calls; then the same
for code whose counter was replaced.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from autograder.checkers.code import clock
from autograder.checkers.code.close import Close
from autograder.checkers.code.cost import Cost
from autograder.checkers.code.inputs import Case, Normal
from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.ref import Target
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.isolation import find_isolation
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.zygote import Zygote
from autograder.verdict import Verdict

REFERENCE = """
from notation import question

@question("1.separable")
def separable(Q, K, V):
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
"""
CHECKER = Cost(
    values=Close(
        arguments=(Normal("Q", "n d"), Normal("K", "n d"), Normal("V", "n d")),
        cases=(Case({"n": 3, "d": 2}),),
    ),
    sizes=("n", "d"),
    time="n*d**2",
    space="n*d",
    regime=("d <= n",),
)
LINE = RubricLine(
    number="1.separable", name="separable", weight=Fraction(1), module=Path("test_q1.py"),
    test="test_it", code=True,
)  # fmt: skip
RIGHT = {
    "whole matrices": "    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)",
    "column by column": """
    B, C = Q.softmax(-1), K.softmax(-2)
    return sum(B[:, c, None] * (C[:, c, None] * V).sum(0) for c in range(Q.shape[-1]))""",
    "row by row": """
    B, C = Q.softmax(-1), K.softmax(-2)
    s = sum(torch.outer(key, value) for key, value in zip(C, V))
    return torch.stack([query @ s for query in B])""",
    "in blocks": """
    B, C = Q.softmax(-1), K.softmax(-2)
    s = sum(c.mT @ v for c, v in zip(C.split(8), V.split(8)))
    return torch.cat([b @ s for b in B.split(8)])""",
}
FORGED = """
import sys
def honest(Q, K, V):
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
counter = next(module for name, module in sys.modules.items() if name.endswith("guest.cost"))
count = counter.measure
counter.measure = lambda function, *rest: count(honest, *rest)
def separable(Q, K, V):
    B, C = Q.softmax(-1), K.softmax(-2)
    return torch.cat([b @ C.mT @ V for b in B.split(64)])
"""


def burn(number: int) -> None:
    """Compute without end: every third process in memory that no cache holds."""
    numbers = np.zeros((8 if number % 3 else 64) << 17)
    while True:
        numbers += 1


@contextmanager
def busy(load: int) -> Iterator[None]:
    """Keep so many processes running."""
    processes = [multiprocessing.Process(target=burn, args=(n,), daemon=True) for n in range(load)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.kill()


def watch(seen: list[tuple[float, float]]) -> Callable[..., str]:
    """Return what takes all the times, also of code that is cleared at once, and keeps them."""

    def take(short: Callable[[int], float], long: Callable[[int], float], *, degree: int) -> str:
        try:
            shorts, longs = ([call(run) for run in range(4)][1:] for call in (short, long))
        except Unanswered:  # all of them together can take longer than they may
            return ""
        seen.append((min(shorts), min(longs)))
        times = clock.Times(tuple(shorts), tuple(longs))
        return str(times) if times.exceed(degree) else ""

    return take


@dataclass(frozen=True, slots=True)
class Timed:
    """What `Cost` does where a line has earned everything, and nothing before it."""

    def check(self, line: Line) -> Verdict:
        """Look at the clock."""
        return CHECKER.measured(line)._contradicted()


def grade(zygote: Zygote, layers: Layers, source: str) -> Verdict:
    """Grade a file with the function in it."""
    submission = Submission({"q1.py": source.encode()}, (), ())
    reference = Reference({"q1.py": REFERENCE.encode()}, b"secret")
    with Session(zygote, reference, submission, layers=layers) as session:
        return session.grade(LINE, Target("separable"), Timed())


def series(zygote: Zygote, layers: Layers, name: str, sources: list[str]) -> None:
    """Grade files as the checker does, and with all times taken; print what was seen."""
    seen: list[tuple[float, float]] = []
    usual, notes, passed = clock.take, 0, 0
    for number, source in enumerate(sources):
        clock.take = watch(seen) if number % 2 else usual  # type: ignore[assignment]
        verdict = grade(zygote, layers, source)
        passed += verdict.share == 1
        if verdict.share != 1:
            print(verdict.message or verdict.review, flush=True)
        notes += "clock" in verdict.notes
    clock.take = usual
    ratios = sorted(long / short for short, long in seen) or [0.0]
    longest = max((long for _, long in seen), default=0.0)
    print(
        f"{name}: {len(sources)} runs, {passed} earn all, {notes} noted; the long call takes from "
        f"{ratios[0]:.1f} to {ratios[-1]:.1f} times the short one, and up to {longest:.2f} s",
        flush=True,
    )


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--load", type=int, default=15)
    options = parser.parse_args()
    with Zygote() as zygote, tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "secret"
        secret.write_text("secret")
        layers = find_isolation(zygote, [secret], Limits()).layers
        with busy(options.load):
            for name, body in RIGHT.items():
                source = f"import torch\ndef separable(Q, K, V):\n{body}\n"
                series(zygote, layers, name, [source] * (options.runs // len(RIGHT)))
            series(zygote, layers, "forged", [f"import torch\n{FORGED}"] * (options.runs // 20))
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    sys.exit(main())
