"""Imports the modules of a rubric, and the checkers of the course's own that lie beside them.

A rubric module says ``from .norms import Norms`` for the ``norms.py`` beside it. Each assignment's
folder is a package under a name of its own, so that two assignments may each have a ``norms.py``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import sys
import traceback
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from autograder.checkers.common.line import Checker
from autograder.checkers.common.ref import Target

from .rubric import RubricError, RubricLine

__all__ = ["RubricPackage"]


class RubricPackage:
    """The folder of a rubric as a package; making one forgets what was imported of it before.

    Args:
        folder: ``tests/grading/<assignment>``.

    Attributes:
        folder: The same.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._folder = folder.resolve()
        digest = hashlib.sha256(str(self._folder).encode()).hexdigest()[:12]
        self._name = f"autograder_rubric_{digest}"
        for name in [name for name in sys.modules if name.partition(".")[0] == self._name]:
            del sys.modules[name]
        spec = ModuleSpec(self._name, None, is_package=True)
        spec.submodule_search_locations = [str(self._folder)]
        sys.modules[self._name] = importlib.util.module_from_spec(spec)

    def load(self, path: Path) -> ModuleType:
        """Import one of its modules, once.

        Raises:
            RubricError: It raises; the text has file, line and what to do.
        """
        try:
            return importlib.import_module(f"{self._name}.{path.stem}")
        except (Exception, SystemExit) as error:
            raise RubricError(self._told(path, error)) from error

    def check(self, line: RubricLine) -> tuple[Target, Checker] | None:
        """Return what the test of a line passes to `grade`; None if it does without.

        Raises:
            RubricError: The module, or the test, raises, or calls `grade` more than once.
        """
        test = getattr(self.load(line.module), line.test)
        if tuple(inspect.signature(test).parameters) != ("grade",):
            return None
        passed: list[tuple[Target, Checker]] = []
        try:
            test(lambda target, checker: passed.append((target, checker)))
        except Exception as error:
            raise RubricError(self._told(line.module, error)) from error
        if len(passed) != 1:
            raise RubricError(
                f"{line.module}: {line.test} calls grade {len(passed)} times, not once"
            )
        return passed[0]

    def _told(self, path: Path, error: BaseException) -> str:
        """Return what went wrong, at the last line of the course's that had to do with it."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [(frame.filename, frame.lineno) for frame in frames]
        if isinstance(error, SyntaxError) and error.filename:
            places.append((error.filename, error.lineno))
        ours = [place for place in places if Path(place[0]).is_relative_to(self._folder)]
        where = "{}:{}".format(*ours[-1]) if ours else str(path)
        if isinstance(error, ModuleNotFoundError) and error.name:
            beside = error.name.partition(".")[0]
            if (self._folder / f"{beside}.py").exists() or (self._folder / beside).is_dir():
                return (
                    f"{where}: `{beside}` lies beside the rubric: import from it with a dot, as in "
                    f"`from .{error.name} import …`"
                )
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        text = text.replace(f"{self._name}.", ".")  # as the rubric writes it
        return f"{where}: {type(error).__name__}: {text}"
