"""Imports a submission from the bytes that the grader sent, and from nowhere else.

Installed packages win over files of the same name; a submission's own files import each other;
anything that is neither, nor one of the packages a student may use, is refused by name. Libraries
go on finding what they need for themselves. Nothing of the submission is looked for on disk: no
byte-code, no native module, no start-up file.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import linecache
import sys
from collections.abc import Mapping, Sequence
from types import FrameType, ModuleType

from .source import lines_of, text_of

__all__ = ["PACKAGES", "SourceFinder", "install"]

#: What a student's code may import beside the standard library and its own files.
PACKAGES = ("notation", "numpy", "sympy", "torch")

# The grader is no library: nobody imports it here, however it is installed.
_GRADER = "autograder"

# The machinery of imports stands between an import statement and the finder.
_IMPORT_MACHINERY = importlib.__file__.rpartition("__init__")[0]
_GUEST = __file__.rpartition("modules")[0]

# What those packages import in turn, as far as it has a name of its own.
_NEEDED = {
    "_distutils_hack", "cuda", "filelock", "fsspec", "functorch", "jinja2", "markupsafe", "mpmath",
    "networkx", "nvidia", "setuptools", "torchgen", "triton", "typing_extensions",
}  # fmt: skip


class SourceFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a submission's modules among its sources and refuses packages that are not offered.

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
        top, _, inner = name.partition(".")
        if _is_installed(top) or not (self._is_asked_by_submission() or top == _GRADER):
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
        if inner:
            return None
        raise ModuleNotFoundError(
            f"No module named '{name}': you may use your own files, the standard library and "
            f"{', '.join(PACKAGES[:-1])} and {PACKAGES[-1]}",
            name=name,
        )

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
            and (_is_installed(stem) or stem in sys.modules)
        ]

    def _is_asked_by_submission(self) -> bool:
        """Tell whether the import stands in the submission, or in a library."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            file = frame.f_code.co_filename
            if not file.startswith(("<", _IMPORT_MACHINERY)):
                return file in self._sources or file.startswith(_GUEST)
            frame = frame.f_back
        return False


def _is_installed(name: str) -> bool:
    return name in PACKAGES or name in _NEEDED or name in sys.stdlib_module_names


def install(sources: Mapping[str, bytes]) -> SourceFinder:
    """Make a submission importable, in front of what is installed, and return its finder."""
    finder = SourceFinder(sources)
    sys.meta_path.insert(0, finder)
    return finder
