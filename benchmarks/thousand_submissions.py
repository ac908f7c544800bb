"""A thousand submissions in a row, a tenth of them hostile: what is left, and what grows.

    python benchmarks/thousand_submissions.py [--count 1000] [--quick]

One process and one zygote grade them all. Every kind of submission (ten honest ones, right and
wrong, and hostile ones of `tests/hostile`) is also graded alone, by a zygote of its own, and has
to get the same grade each time. Printed are the grades that differ, the processes, files and
descriptors that are left, and the memory of the grader and the zygote along the way. ``--quick``
grades a hundred, and fewer kinds alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.sandbox.isolation import find_isolation
from autograder.sandbox.limits import Limits
from autograder.sandbox.zygote import Zygote

HOSTILE = Path(__file__).resolve().parent.parent / "tests" / "hostile"
PACE = 0.25
#: Of the bank: those that die, flood, hang, lie, fill and look around.
ATTACKS = (
    "107_exit_while_imported", "115_reads_the_answers", "136_loops_for_ever", "140_memory_bomb",
    "142_inode_flood", "143_deep_folders", "144_output_flood", "146_crashes", "166_large_replies",
    "170_signals", "186_frame_deep_json", "195_frame_same_hashes", "201_odd_text",
    "204_goes_on_in_the_background", "207_asks_without_end", "212_stops_itself", "215_raw_clones",
    "223_exceptions_that_lie", "228_breaks_its_interpreter", "238_opens_everything",
)  # fmt: skip
#: What some honest students answer in place of the right table.
TABLES = ("RIGHT", "[[1.25, 2.0], [3.0, 4.0]]", "None", "[[1, 3], [2, 4]]", "[1.25, 2.0, 3.0, 4.5]",
          "'1.25 2 3 4.5'", "[[1.25, 2.0]]", "1 / 0", "__import__('torch').tensor(RIGHT)",
          "__import__('numpy').array(RIGHT).T")  # fmt: skip

Make = Callable[[Path, Any], None]


def load(path: Path) -> ModuleType:
    """Import a module of the bank."""
    spec = importlib.util.spec_from_file_location(f"bank_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module
    spec.loader.exec_module(module)
    return module


def kinds(quick: bool) -> tuple[dict[str, Make], dict[str, Make]]:
    """Return how the honest and the hostile submissions are made."""
    honest: dict[str, Make] = {
        f"honest {table}": lambda folder, world, table=table: world.attack(
            folder, f"def table(): return {table}"
        )
        for table in TABLES
    }
    names = ATTACKS[::4] if quick else ATTACKS
    return honest, {name: load(HOSTILE / f"{name}.py").make for name in names}


class Series:
    """Grades folders with one zygote, and keeps what each kind of submission got."""

    def __init__(self, base: Path, driver: ModuleType, zygote: Zygote) -> None:
        isolation = find_isolation(zygote, [base / "secret"], Limits())
        self.description = isolation.describe()
        self.driver = driver.Driver(zygote, isolation.layers, base / "graded", PACE)
        self.world = load(HOSTILE / "world.py").World(
            [base / "secret"], "secret", str(base / "results"), 1, zygote.pid,
            str(base / "outside"), str(HOSTILE.parent.parent),
        )  # fmt: skip
        self.driver.warm_up(self.world)

    def grade(self, make: Make) -> tuple[str, ...]:
        """Return the lines that a submission earns."""
        with tempfile.TemporaryDirectory() as folder:
            self.world.honest(Path(folder))
            make(Path(folder), self.world)
            seen = self.driver.grade(Path(folder), Path(self.world.results), pace=PACE)
        return tuple(seen["earned"])


def memory(pid: int | str) -> float:
    """Return a process's resident size in MB."""
    text = Path(f"/proc/{pid}/status").read_text()
    return next(int(x.split()[1]) / 1e3 for x in text.splitlines() if x.startswith("VmRSS"))


def main() -> None:
    """Grade them all and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    count = 100 if options.quick else options.count
    driver = load(HOSTILE / "driver.py")
    honest, hostile = kinds(options.quick)
    with tempfile.TemporaryDirectory(prefix="thousand-") as made:
        base = Path(made)
        base.chmod(0o711)
        for name in ("graded", "results", "outside", "tmp"):
            (base / name).mkdir(mode=0o711)
        tempfile.tempdir = str(base / "tmp")
        (base / "secret").write_text("secret")
        (base / "secret").chmod(0o600)
        alone = {}
        for name, make in {**honest, **hostile}.items():
            with Zygote() as zygote:
                alone[name] = Series(base, driver, zygote).grade(make)
        with Zygote() as zygote:
            run(Series(base, driver, zygote), zygote, alone, (honest, hostile), count)


def run(
    series: Series,
    zygote: Zygote,
    alone: dict[str, tuple[str, ...]],
    both: tuple[dict[str, Make], dict[str, Make]],
    count: int,
) -> None:
    """Grade so many submissions in a row and print what was seen."""
    print(series.description)
    draw = random.Random(0)
    before = series.driver.traces()
    differing = []
    begun = time.monotonic()
    for index in range(count):
        group = both[1] if index % 10 == 9 else both[0]
        name = draw.choice(list(group))
        if (earned := series.grade(group[name])) != alone[name]:
            differing.append(f"{index}: {name}: {earned}, alone {alone[name]}")
        if (index + 1) % max(1, count // 10) == 0:
            sizes = f"grader {memory('self'):.1f} MB, zygote {memory(zygote.pid):.1f} MB"
            print(f"{index + 1:6} in {time.monotonic() - begun:6.1f} s   {sizes}")
    print(f"grades that differ: {len(differing)}", *differing, sep="\n  ")
    for what, there in series.driver.traces().items():
        print(f"{what}: {'as before' if there == before[what] else there}")


if __name__ == "__main__":
    main()
