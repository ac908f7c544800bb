"""Runs a rubric on a submission, under pytest.

Tests are lines of the rubric: a line gets its verdict from ``grade(ref.name, Checker())``, called
exactly once. A test that does not use ``grade`` passes or fails as pytest says, with
gradescope-utils' ``partial_credit`` and ``set_score`` honoured.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .checkers.common.line import Checker
from .checkers.common.ref import Target
from .grading.device_runs import CodeCheck
from .grading.ledger import LeaderboardEntry, Ledger
from .grading.rubric import RubricError, RubricLine, grading_order
from .grading.rubric_modules import RubricPackage
from .grading.session import Session, not_reached
from .verdict import State, Verdict, earned, lost, partial, pending

__all__ = ["GradingPlugin"]


class _Module(pytest.Module):
    """A module of a rubric: what lies beside it can be imported with a dot."""

    package: RubricPackage

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Import it, and find its tests."""
        try:
            self.obj = self.package.load(self.path)
        except RubricError as error:
            raise self.CollectError(str(error)) from error
        return super().collect()


@dataclass(slots=True)
class _Current:
    """The line that is being graded."""

    line: RubricLine
    verdict: Verdict | None = None


class GradingPlugin:
    """Grades the collected lines of a rubric, symbolic ones first, each after those it follows.

    Args:
        lines: The lines to grade.
        package: Imports the modules of the rubric.
        session: Where they are graded.
        ledger: Where the verdicts go.
        progress: Called with each line before it is graded.

    `code_checks` has the lines of code as they were graded, and `uncollected` says why modules of
    the rubric could not be imported.
    """

    def __init__(
        self,
        lines: tuple[RubricLine, ...],
        package: RubricPackage,
        session: Session,
        ledger: Ledger,
        progress: Callable[[RubricLine], None],
    ) -> None:
        self._lines = {(line.module.resolve(), line.test): line for line in lines}
        self._package = package
        self._session = session
        self._ledger = ledger
        self._progress = progress
        self._current: _Current | None = None
        self.uncollected: list[str] = []
        self.code_checks: list[CodeCheck] = []

    def pytest_pycollect_makemodule(
        self, module_path: Path, parent: pytest.Collector
    ) -> pytest.Module:
        """Collect a module of the rubric as it is imported by us."""
        module: _Module = _Module.from_parent(parent, path=module_path)
        module.package = self._package
        return module

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the lines that are graded, in the order in which they are."""
        ordered = grading_order(tuple(self._lines.values()))
        order = {line: index for index, line in enumerate(ordered)}
        graded = [item for item in items if self._line_of(item) is not None]
        items[:] = sorted(graded, key=lambda item: self._rank(item, order))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Give every line of a module that cannot be collected its verdict."""
        if report.failed:
            self.uncollected.append(report.longreprtext)
            for (module, _), line in self._lines.items():
                if module.name == Path(report.nodeid.split("::")[0]).name:
                    verdict = pending(report.longreprtext, state=State.COLLECTION_ERROR)
                    self._ledger.record(line.number, verdict)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Open a line, let pytest run it, and record its verdict whatever happened."""
        line = self._line_of(item)
        assert line is not None
        _forget(item)
        self._current = current = _Current(line)
        begun = time.monotonic()
        self._progress(line)
        result = yield
        verdict = current.verdict
        if verdict is None:
            verdict = pending("the test ended without a verdict", state=State.GRADER_ERROR)
        value = _left(item, "__leaderboard_value__")
        if value is not None:
            column, order = _left(item, "__leaderboard_column__"), "__leaderboard_sort_order__"
            self._ledger.enter(LeaderboardEntry(column, value, _left(item, order)))
        self._session.keep(line.number, verdict)
        answered = self._session.answered(line.number)
        self._ledger.record(line.number, verdict, time.monotonic() - begun, answered)
        self._current = None
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Begin nothing after the deadline: not even a test that does without a worker."""
        if self._session.is_late:
            assert self._current is not None
            self._current.verdict = not_reached("had passed")
            pytest.skip("the deadline has passed")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Turn what pytest says of a phase into a verdict, where the line has none."""
        report = yield
        current = self._current
        if current is None:
            return report
        if report.skipped and current.verdict is None:
            current.verdict = pending(f"skipped: {report.longreprtext}", state=State.SKIPPED)
        elif report.failed and report.when == "call":
            current.verdict = _failure(item, call, report)
        elif report.failed:
            current.verdict = pending(report.longreprtext, state=State.SETUP_ERROR)
        elif report.when == "call" and current.verdict is None:
            current.verdict = _passed(item)
        return report

    @pytest.fixture
    def grade(self, request: pytest.FixtureRequest) -> Callable[[Target, Checker], Verdict]:
        """Grade the line: ``grade(ref.count, Equal())``."""

        def grade(target: Target, checker: Checker) -> Verdict:
            current = self._current
            assert current is not None
            if current.verdict is not None:
                raise pytest.UsageError(f"{request.node.name} calls grade more than once")
            current.verdict = self._session.grade(current.line, target, checker)
            if current.line.code:
                checker = self._session.going_on(current.line, checker)
                check = CodeCheck(current.line, target, checker, current.verdict)
                self.code_checks.append(check)
            return current.verdict

        return grade

    @pytest.fixture
    def set_score(self) -> None:
        """Stand in for what gradescope-utils' decorator passes itself."""

    @pytest.fixture
    def set_leaderboard_value(self) -> None:
        """Stand in for what gradescope-utils' decorator passes itself."""

    def _line_of(self, item: pytest.Item) -> RubricLine | None:
        return self._lines.get((item.path.resolve(), getattr(item, "originalname", item.name)))

    def _rank(self, item: pytest.Item, order: dict[RubricLine, int]) -> int:
        line = self._line_of(item)
        assert line is not None
        return order[line]


def _functions(item: pytest.Item) -> Iterator[Any]:
    """Yield the test's function and those that it wraps: each decorator leaves its own values."""
    function = getattr(item, "function", None)
    while function is not None:
        yield function
        function = getattr(function, "__wrapped__", None)


def _left(item: pytest.Item, name: str) -> Any:
    """Return what a decorator of gradescope-utils has left on the test, or None."""
    found = (vars(function)[name] for function in _functions(item) if name in vars(function))
    return next(found, None)


def _forget(item: pytest.Item) -> None:
    """Remove what an earlier case has left: parametrised cases share their function."""
    for function in _functions(item):
        for name in ("__score__", "__leaderboard_value__"):
            vars(function).pop(name, None)


def _failure(item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> Verdict:
    """A test that failed: the student's loss where it asserts, ours where it grades."""
    assert call.excinfo is not None
    own = "grade" not in getattr(item, "fixturenames", ())
    if own and call.excinfo.errisinstance(AssertionError):
        hidden = _left(item, "__hide_errors__")
        text = str(hidden or call.excinfo.value)
        return lost(text, notes=("assertion",), review=report.longreprtext)
    return pending(report.longreprtext, state=State.GRADER_ERROR)


def _passed(item: pytest.Item) -> Verdict:
    """A test without `grade` that passed: in full, or as far as it said by ``set_score``."""
    if "grade" in getattr(item, "fixturenames", ()):
        return pending("the test passed without calling grade", state=State.GRADER_ERROR)
    score, weight = _left(item, "__score__"), Fraction(str(_left(item, "__weight__") or 0))
    if score is None or not weight:
        return earned()
    try:
        share = Fraction(str(score)) / weight
    except ValueError:
        return pending(f"set_score({score!r}): not a number of points", state=State.GRADER_ERROR)
    return partial(min(Fraction(1), max(Fraction(0), share)), "")
