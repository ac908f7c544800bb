"""The import statements of a submission: they get what is offered, and a stand-in for the rest.

Only the name in the importing file is bound. `sys.modules`, `importlib.util.find_spec` and every
library's own optional import go on saying that the package is not there, and so does an import
that the code is prepared to see fail: inside a ``try`` with a handler for it.

The public tests of a student's folder have a copy of this file, and of what it imports.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import linecache
import sys
from collections.abc import Callable, Iterator, Sequence
from opcode import opmap
from types import FrameType
from typing import Any

from .import_guards import is_guarded, parsed, unbound_names
from .missing_packages import Missing, MissingPackage, NotInstalled, Place, is_offered

__all__ = ["Imports"]

_IMPORT_NAME, _IMPORT_FROM = opmap["IMPORT_NAME"], opmap["IMPORT_FROM"]
_EXTENDED_ARG = opmap["EXTENDED_ARG"]


class Imports:
    """The import statements of a submission: asks for what is offered, stands in for the rest.

    Args:
        is_own: Whether a file, as code objects name it, is the submission's.
        has: Whether the submission has a module or package of a name.
        tell: Called with the module and the place where a stand-in is bound.
    """

    def __init__(
        self,
        is_own: Callable[[str], bool],
        has: Callable[[str], bool],
        tell: Callable[[str, Place], None] | None = None,
    ) -> None:
        self.is_own = is_own
        self._has = has
        self._tell = tell
        self._import = builtins.__import__
        self._import_module = importlib.import_module
        self._trees: dict[str, ast.Module] = {}

    def install(self) -> None:
        """Stand between every import and Python's own."""
        builtins.__import__ = self._import_statement
        importlib.import_module = self._import_call

    def uninstall(self) -> None:
        """Let Python import again."""
        builtins.__import__ = self._import
        importlib.import_module = self._import_module

    def refuses(self, top: str) -> bool:
        """Return whether a module is neither offered nor the submission's own."""
        return not is_offered(top) and not self._has(top)

    def _import_statement(
        self,
        name: str,
        globals: Any = None,  # noqa: A002  (as Python calls them)
        locals: Any = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        frame = sys._getframe(1)
        top = name.partition(".")[0]
        if level or not self._is_asked(frame):
            return self._import(name, globals, locals, fromlist or (), level)
        if self.refuses(top):
            missing = top
        else:
            try:
                return self._import(name, globals, locals, fromlist or (), level)
            except ModuleNotFoundError as error:
                if not error.name or self._has(top):
                    raise
                missing = error.name
        return self._stand_in(name, missing, frame, fromlist or ())

    def _import_call(self, name: str, package: str | None = None) -> Any:
        frame = sys._getframe(1)
        top = name.partition(".")[0]
        if not name.startswith(".") and self._is_asked(frame) and self.refuses(top):
            self._refuse_if_guarded(top, frame)
            return self._bind(name, top, frame)
        return self._import_module(name, package)

    def _stand_in(self, name: str, missing: str, frame: FrameType, fromlist: Sequence[str]) -> Any:
        self._refuse_if_guarded(missing, frame)
        following = _operations(frame)
        if next(following) != _IMPORT_NAME:  # `__import__`, called by Python's code or by C's
            raise NotInstalled(missing, self._place(frame)) from None
        top = name.partition(".")[0]
        if "*" in fromlist:
            return self._bind(name, missing, frame, self._starred(frame))
        if fromlist:
            return self._bind(name, missing, frame)
        if next(following) != _IMPORT_FROM and not self.refuses(top):
            # `import torch.utils.tensorboard` binds torch, which is there.
            return self._import(top)
        return self._bind(top, missing, frame)

    def _bind(
        self, path: str, missing: str, frame: FrameType, starred: tuple[str, ...] = ()
    ) -> MissingPackage:
        place = self._place(frame)
        if self._tell is not None:
            self._tell(missing, place)
        return MissingPackage(Missing(missing, path, place, self.is_own, starred))

    def _is_asked(self, frame: FrameType | None) -> bool:
        """Return whether an import stands in the submission; text that it executes is its own."""
        while frame is not None and frame.f_code.co_filename.startswith("<"):
            frame = frame.f_back
        return frame is not None and self.is_own(frame.f_code.co_filename)

    def _place(self, frame: FrameType) -> Place:
        own = next(f for f in _stack(frame) if self.is_own(f.f_code.co_filename))
        return Place(own.f_code.co_filename, own.f_lineno, own.f_code.co_name)

    def _starred(self, frame: FrameType) -> tuple[str, ...]:
        """Return what only ``from ... import *`` can mean, of what a file reads."""
        tree = self._tree(frame.f_code.co_filename)
        return tuple(sorted(unbound_names(tree) - set(frame.f_globals) - set(dir(builtins))))

    def _tree(self, file: str) -> ast.Module:
        if file not in self._trees:
            self._trees[file] = parsed("".join(linecache.getlines(file)))
        return self._trees[file]

    def _refuse_if_guarded(self, missing: str, frame: FrameType) -> None:
        """Fail where any code of the submission that is running is prepared for it."""
        for each in _stack(frame):
            file = each.f_code.co_filename
            if self.is_own(file) and is_guarded(self._tree(file), each.f_lineno):
                raise NotInstalled(missing, self._place(frame)) from None


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _operations(frame: FrameType) -> Iterator[int]:
    """Yield the operation that a frame is at, and those after it."""
    code = frame.f_code.co_code
    for index in range(frame.f_lasti, len(code), 2):
        if code[index] != _EXTENDED_ARG:
            yield code[index]
    yield from (0, 0)
