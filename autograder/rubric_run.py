"""Runs a rubric under pytest, configured by us alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .grading.device_runs import CodeCheck
from .grading.ledger import Ledger
from .grading.rubric import Rubric, RubricError, RubricLine
from .grading.rubric_modules import RubricPackage
from .grading.session import Session

__all__ = ["run_rubric"]

# What pytest is configured with, whatever lies in the submission or the course.
_PYTEST_INI = Path(__file__).with_name("pytest.ini")


def run_rubric(
    rubric: Rubric,
    package: RubricPackage,
    folder: Path,
    session: Session,
    ledger: Ledger,
    progress: Callable[[RubricLine], None],
) -> tuple[str, Sequence[CodeCheck]]:
    """Grade the lines of a rubric.

    Args:
        rubric: The lines.
        package: Imports the modules that they stand in.
        folder: The submission.
        session: Where lines are graded.
        ledger: Where the verdicts go.
        progress: Called with each line before it is graded.

    Returns:
        The grader's fault, if any, and the lines of code as they were graded.
    """
    import pytest  # while it is imported, the zygote imports torch

    from . import submission_option
    from .grading_plugin import GradingPlugin

    grading = package.folder
    arguments = [
        f"--config-file={_PYTEST_INI}",
        f"--rootdir={grading}",
        "--noconftest",
        # No folder above is looked into: it may be one that this user cannot read.
        f"--confcutdir={grading}",
        f"--submission={folder}",
        *("-p", "no:terminal", "-p", "no:cacheprovider", "-s"),
        # It collects garbage at the end, all of the process's: a tenth of a second each time.
        *("-p", "no:unraisableexception"),
        "--continue-on-collection-errors",
        *dict.fromkeys(str(line.module) for line in rubric.lines),
    ]
    lines = GradingPlugin(rubric.lines, package, session, ledger, progress)
    try:
        conftest = grading / "conftest.py"
        shared = [package.load(conftest)] if conftest.exists() else []
    except RubricError as error:
        return str(error), ()
    with _plain_pytest():
        code = pytest.main(arguments, plugins=[submission_option, lines, *shared])
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    fault = ""
    if lines.uncollected:
        reasons = dict.fromkeys(lines.uncollected)  # several modules may import a broken one
        fault = "; ".join([*reasons, "lines of what could not be imported are marked"])
    elif code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        fault = f"pytest ended with {pytest.ExitCode(code).name}"
    return fault, lines.code_checks


@contextmanager
def _plain_pytest() -> Iterator[None]:
    """Let neither the environment nor installed plugins configure pytest while it runs."""
    before = dict(os.environ)
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
