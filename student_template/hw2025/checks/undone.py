"""What stands in for a question's function that is not there, where an answer may be in LaTeX."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Any

__all__ = ["UndoneFiles", "add_undone", "question_of"]


class UndoneFiles(MetaPathFinder, Loader):
    """Finds question files that are not there: all of their functions are not done yet.

    Args:
        files: The question files.
    """

    def __init__(self, files: Collection[str]) -> None:
        self._files = files

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return how to import a module, after all others have not found it."""
        del path, target
        return spec_from_loader(name, self) if f"{name}.py" in self._files else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Give the module every name that it is asked for."""

        def undone(name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            return add_undone(module, name)

        module.__getattr__ = undone  # type: ignore[method-assign]


def add_undone(module: ModuleType, name: str) -> Callable[..., Any]:
    """Give a module a function that is not done yet."""

    def undone(*_: Any, **__: Any) -> Any:
        raise NotImplementedError

    undone.__name__ = undone.__qualname__ = name
    setattr(module, name, undone)
    return undone


def question_of(
    function: Callable[..., Any], questions: dict[str, dict[str, Any]]
) -> tuple[str, dict[str, Any]] | None:
    """Return the number and the row of the question that a function is to answer, if any."""
    for number, row in questions.items():
        module = sys.modules.get(row["file"].removesuffix(".py"))
        if module is not None and vars(module).get(row["function"]) is function:
            return number, row
    return None
