"""What pytest does with answers in LaTeX: tells of them first, tries them, shows them last."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Generator
from typing import Any

import pytest

from checks.latex_answers import LatexAnswers
from checks.undone import UndoneFiles, add_undone

__all__ = ["LatexPlugin"]


class LatexPlugin:
    """Lets answers in LaTeX stand for functions that are not there, and shows them at the end.

    Args:
        latex: The answers.
        files: The question files.
        file_of: Returns the question file that a test is about.
    """

    def __init__(
        self, latex: LatexAnswers, files: Collection[str], file_of: Callable[[pytest.Item], str]
    ) -> None:
        self._latex = latex
        self._undone = UndoneFiles(files)
        self._file_of = file_of
        self._asked: set[str] = set()
        if latex.written:
            sys.meta_path.append(self._undone)

    def pytest_unconfigure(self) -> None:
        """Leave imports as they were."""
        if self._undone in sys.meta_path:
            sys.meta_path.remove(self._undone)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Let answers in LaTeX stand for functions that are missing in their files."""
        self._asked = {self._file_of(item) for item in session.items}
        for row in map(self._latex.questions.__getitem__, self._latex.written):
            module = sys.modules.get(row["file"].removesuffix(".py"))
            if module is not None and not hasattr(module, row["function"]):
                add_undone(module, row["function"])

    def pytest_report_collectionfinish(self) -> list[str]:
        """Tell first what is wrong with documents, and what is answered in Python too."""
        return [*self._latex.problems, *self._latex.answered_twice()]

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """Let a test pass where it passes for one way to understand an answer."""
        self._latex.begin()
        try:
            return (yield)
        except (Exception, pytest.fail.Exception):
            for _ in self._latex.trials():
                if _passes(pyfuncitem):
                    return True
            raise

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Show how each answer is understood."""
        lines = list(self._latex.report(self._asked))
        if lines:
            terminalreporter.section("answers in LaTeX")
            for line in lines:
                terminalreporter.line(line)


def _passes(item: pytest.Function) -> bool:
    names = item._fixtureinfo.argnames
    try:
        item.obj(**{name: item.funcargs[name] for name in names})
    except (Exception, pytest.fail.Exception):
        return False
    return True
