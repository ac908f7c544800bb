"""Imports a submission from the bytes that the grader sent, and from nowhere else.

Installed packages win over files of the same name; a submission's own files import each other;
anything that is neither, nor one of the packages a student may use, is not found, and
`guest.imports` gives it a stand-in. Libraries go on finding what they need for themselves.
Nothing of the submission is looked for on disk: no byte-code, no native module, no start-up file.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import linecache
import sys
from collections.abc import Mapping, Sequence
from types import FrameType, ModuleType

from .imports import Imports
from .missing_packages import PACKAGES, is_offered
from .source import lines_of, text_of

__all__ = ["SourceFinder", "install"]

# The grader is no library: nobody imports it here, however it is installed.
_GRADER = "autograder"

# The machinery of imports stands between an import statement and the finder.
_IMPORT_MACHINERY = importlib.__file__.rpartition("__init__")[0]
_GUEST = __file__.rpartition("modules")[0]
_IMPORTS = f"{_GUEST}imports."


class SourceFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a submission's modules among its sources.

    Args:
        sources: The submission's Python files by their path, with ``/`` between its parts.
    """

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = dict(sources)
        self._folders = {path.rpartition("/")[0] for path in sources}

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of a module of the submission, or leave it to the next finder."""
        if is_offered(name.partition(".")[0]) or not self._is_asked_by_submission(sys._getframe(1)):
            return None
        stem = name.replace(".", "/")
        for file, is_package in ((f"{stem}/__init__.py", True), (f"{stem}.py", False)):
            if file in self._sources:
                spec = importlib.machinery.ModuleSpec(name, self, origin=file)
                spec.submodule_search_locations = [stem] if is_package else None
                return spec
        if stem in self._folders or any(f.startswith(f"{stem}/") for f in self._folders):
            spec = importlib.machinery.ModuleSpec(name, None, origin=stem)
            spec.submodule_search_locations = [stem]
            return spec
        return None

    def hides(self, name: str) -> bool:
        """Return whether what is installed under a name is not there for the submission."""
        top = name.partition(".")[0]
        if is_offered(top):
            return False
        return top == _GRADER or self._is_asked_by_submission(sys._getframe(2))

    def has(self, top: str) -> bool:
        """Return whether the submission has a module or a folder of a name."""
        return f"{top}.py" in self._sources or any(f.startswith(f"{top}/") for f in self._sources)

    def exec_module(self, module: ModuleType) -> None:
        """Compile the source that was inspected, and run it in the module."""
        assert module.__spec__ is not None
        path = str(module.__spec__.origin)
        module.__file__ = path
        # Only here: what a file is written in may cost its own import, and nobody else's.
        text = text_of(self._sources[path], path)
        # Without a modification time the entry is never checked against the disk.
        linecache.cache[path] = (len(text), None, lines_of(text), path)
        code = compile(text, path, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # this is what the worker is for

    def shadowed(self) -> list[str]:
        """Return the submission's files that an installed module of the same name hides."""
        return [
            path
            for path in self._sources
            if "/" not in path
            and (stem := path.removesuffix(".py")) not in PACKAGES[:1]
            and (is_offered(stem) or stem in sys.modules)
        ]

    def _is_asked_by_submission(self, frame: FrameType | None) -> bool:
        """Tell whether the import stands in the submission, or in a library."""
        while frame is not None:
            file = frame.f_code.co_filename
            if file in self._sources:
                return True
            if not file.startswith(("<", _IMPORT_MACHINERY, _IMPORTS)):
                return file.startswith(_GUEST)
            frame = frame.f_back
        return False


def install(sources: Mapping[str, bytes]) -> SourceFinder:
    """Make a submission importable, in front of what is installed, and return its finder."""
    finder = SourceFinder(sources)

    class Installed(importlib.machinery.PathFinder):
        """Finds what is installed, as far as whoever asks may use it."""

        @classmethod
        def find_spec(
            cls,
            fullname: str,
            path: Sequence[str] | None = None,
            target: ModuleType | None = None,
        ) -> importlib.machinery.ModuleSpec | None:
            """Return a module's spec, as Python would."""
            if finder.hides(fullname):
                return None
            return super().find_spec(fullname, path, target)

    python = importlib.machinery.PathFinder
    sys.meta_path[:] = [finder, *(Installed if each is python else each for each in sys.meta_path)]
    Imports(sources.__contains__, finder.has).install()
    return finder
