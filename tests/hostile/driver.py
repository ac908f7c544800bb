"""Grades one hostile submission after another in one process, and writes down what happened.

    python driver.py OUT [--masked] [--pace FACTOR] [NAME ...]

After each of them an honest submission is graded by the same process, with workers from the same
zygote. What was seen goes to ``OUT/report.json``; `tests/engine/test_hostile.py` judges it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import string
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.grading.ledger import Ledger
from autograder.grading.reference import Reference
from autograder.grading.rubric import Rubric, RubricLine, read_rubric
from autograder.grading.rubric_modules import RubricPackage
from autograder.grading.session import Session
from autograder.grading.submission import read_submission
from autograder.report.gradescope import results_json, write_atomically
from autograder.sandbox.isolation import find_isolation
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.zygote import Zygote
from autograder.verdict import State, Verdict, pending

HERE = Path(__file__).resolve().parent
COURSE = HERE / "course"

#: Small, so that floods are over soon.
LIMITS = Limits(
    memory=256 << 20, output=1 << 20, folder_size=8 << 20, folder_entries=200, file_size=4 << 20,
    questions=2_000,
)  # fmt: skip


def load(path: Path) -> ModuleType:
    """Import a module by its path."""
    spec = importlib.util.spec_from_file_location(f"hostile_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module
    spec.loader.exec_module(module)
    return module


def attacks() -> dict[str, Path]:
    """Return the modules of the bank by their names."""
    return {path.stem: path for path in sorted(HERE.glob("[0-9]*.py"))}


def checks_of(rubric: Rubric) -> dict[str, tuple[RubricLine, Any, Any]]:
    """Return what each line's test passes to `grade`."""
    package = RubricPackage(COURSE / "rubric")
    checks: dict[str, tuple[RubricLine, Any, Any]] = {}
    for line in sorted(rubric.lines, key=lambda line: line.code):
        check = package.check(line)
        assert check is not None
        checks[line.number] = (line, *check)
    return checks


class Driver:
    """One zygote, and one submission after another."""

    def __init__(self, zygote: Zygote, layers: Layers, out: Path, pace: float) -> None:
        self._zygote = zygote
        self._layers = layers
        self._out = out
        self._pace = pace
        self._rubric = read_rubric(COURSE / "rubric")
        self._checks = checks_of(self._rubric)
        self._reference = Reference.read(COURSE / "reference")

    def grade(self, folder: Path, out: Path, *, pace: float) -> dict[str, Any]:
        """Grade a folder; results.json goes to ``out``."""
        begun = time.monotonic()
        ledger = Ledger(
            self._rubric,
            lambda results: write_atomically(out / "results.json", results_json(results)),
            clock=lambda: time.monotonic() - begun,
        )
        walls = {}
        files = self._rubric.question_files
        submission = read_submission(folder, files, documents=("homework.tex", "q1_paper.tex"))
        ledger.tell(submission.notes)
        with Session(
            self._zygote, self._reference, submission, layers=self._layers, limits=LIMITS,
            pace=pace, comparison_seconds=20 * pace, seed=1,
        ) as session:  # fmt: skip
            for number, (line, target, checker) in self._checks.items():
                line_begun = time.monotonic()
                ledger.record(number, self._verdict(session, line, target, checker))
                walls[number] = time.monotonic() - line_begun
            ledger.tell_first(session.told({*self._checks}, {"2.asks"}))
            ledger.note({"printed": session.printed()})
        ledger.publish()
        lines = {r.line.number: r for r in ledger.results.lines}
        return {
            "earned": [n for n, result in lines.items() if result.verdict.share == 1],
            "states": {n: result.verdict.state.value for n, result in lines.items()},
            "messages": {n: result.verdict.message for n, result in lines.items()},
            "reviews": {n: result.verdict.review for n, result in lines.items()},
            "walls": walls,
            "wall": time.monotonic() - begun,
            "results": str(out / "results.json"),
        }

    def _verdict(self, session: Session, line: RubricLine, target: Any, checker: Any) -> Verdict:
        try:
            return session.grade(line, target, checker)
        except Exception:  # the plugin does the same with whatever pytest reports
            return pending(traceback.format_exc(), state=State.GRADER_ERROR)

    def warm_up(self, world: Any) -> None:
        """Grade an honest submission first: whatever is made once is there then."""
        with tempfile.TemporaryDirectory(prefix="hostile-") as made:
            world.honest(Path(made))
            self.grade(Path(made), Path(world.results), pace=1.0)

    def attack(self, name: str, path: Path, world: Any) -> dict[str, Any]:
        """Grade a hostile submission, then an honest one, and look for what is left."""
        module = load(path)
        out = Path(world.results)
        before = self.traces()
        with tempfile.TemporaryDirectory(prefix="hostile-") as made:
            folder = Path(made)
            world.honest(folder)
            module.make(folder, world)
            pace = self._pace * getattr(module, "PACE", 1.0)
            seen = self.grade(folder, out, pace=pace)
            _remove(folder)
        kept = self._out / f"{name}.json"
        kept.write_bytes(Path(seen["results"]).read_bytes())
        seen["results"] = str(kept)
        with tempfile.TemporaryDirectory(prefix="hostile-") as made:
            world.honest(Path(made))
            seen["next"] = self.grade(Path(made), out, pace=self._pace)
        after = self.traces()
        seen["shared memory"] = set(after.pop("shared memory")) - set(before.pop("shared memory"))
        seen["left"] = {what: after[what] for what in after if after[what] != before[what]}
        return seen

    def traces(self) -> dict[str, Any]:
        """Return what a submission could leave behind."""
        return {
            "children of the zygote": _children(self._zygote.pid),
            "descriptors": len(os.listdir("/proc/self/fd")),
            "descriptors of the zygote": len(os.listdir(f"/proc/{self._zygote.pid}/fd")),
            "scratch folders": sorted(
                name
                for name in os.listdir(tempfile.gettempdir())
                if name.startswith("autograder-worker-")
            ),
            "files in the results": sorted(os.listdir(self._out.parent / "results")),
            "files outside": sorted(os.listdir(self._out.parent / "outside")),
            "shared memory": sorted(os.listdir("/dev/shm")),
        }


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def _remove(folder: Path) -> None:
    """Remove what a temporary folder's own clean-up could stumble over."""
    for path in folder.iterdir():
        if not path.is_dir() or path.is_symlink():
            path.unlink()


def _memory() -> int:
    """Return this process's resident size in KiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") >> 10


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Run the bank and return the report."""
    out = options.out / "graded"
    for folder in (out, options.out / "results", options.out / "outside", options.out / "tmp"):
        folder.mkdir()
    # Workers of other users pass through these on the way to their own folders.
    for folder in (options.out, options.out / "tmp"):
        folder.chmod(0o711)
    tempfile.tempdir = str(options.out / "tmp")
    canary = "canary-" + "".join(random.choices(string.ascii_lowercase, k=20))
    secret = options.out / "secret"
    secret.write_text(canary)
    os.environ["AUTOGRADER_TOKEN"] = canary
    known = attacks()
    with Zygote() as zygote:
        isolation = find_isolation(zygote, [secret], Limits())
        report: dict[str, Any] = {
            "isolation": isolation.describe(),
            "holds": isolation.holds,
            "names": isolation.layers.names,
            "possible": isolation.possible,
            "user": os.geteuid(),
            "canary": canary,
            "attacks": {},
        }
        if not isolation.holds:
            return report
        world = load(HERE / "world.py").World(
            str(secret), canary, str(options.out / "results"), os.getpid(), zygote.pid,
            str(options.out / "outside"), str(HERE.parent.parent),
        )  # fmt: skip
        driver = Driver(zygote, isolation.layers, out, options.pace)
        driver.warm_up(world)
        for name in options.names or known:
            report["attacks"][name] = {**driver.attack(name, known[name], world), "rss": _memory()}
        # What another program has put there for a moment is gone by now; what was left is not.
        there = driver.traces()["shared memory"]
        for seen in report["attacks"].values():
            seen["shared memory"] = sorted(seen["shared memory"].intersection(there))
    return report


def main() -> None:
    """Read the arguments, run the bank, write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--masked", action="store_true", help="as on a kernel without Landlock")
    parser.add_argument("--pace", type=float, default=0.25)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    if options.masked:
        load(HERE / "masked.py").mask_landlock()
    report = run(options)
    (options.out / "report.json").write_text(json.dumps(report))


if __name__ == "__main__":
    main()
