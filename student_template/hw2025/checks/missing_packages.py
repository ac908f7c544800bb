"""Stands in for a package that is not there: importing it costs nothing until it is used.

    import matplotlib.pyplot as plt     # `plt` is a `MissingPackage`

    def losses(steps): ...              # as good as without the import
    def picture(): plt.plot([1])        # ModuleNotFoundError: No module named 'matplotlib': ...

Only the name in the importing file is bound. `sys.modules`, `importlib.util.find_spec` and every
library's own optional import go on saying that the package is not there, and so does an import
that the code is prepared to see fail: inside a ``try`` with a handler for it.

The public tests of a student's folder have a copy of this file, and of what it imports.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import linecache
import sys
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from opcode import opmap
from types import FrameType
from typing import Any, NoReturn

from .import_guards import is_guarded, parsed, unbound_names

__all__ = ["PACKAGES", "Imports", "MissingPackage", "NotInstalled", "Place", "is_offered", "refuse"]

#: What a student's code may import beside the standard library and its own files.
PACKAGES = ("notation", "numpy", "sympy", "torch")

# What those packages import in turn, as far as it has a name of its own.
_NEEDED = {
    "_distutils_hack", "cuda", "filelock", "fsspec", "functorch", "jinja2", "markupsafe", "mpmath",
    "networkx", "nvidia", "setuptools", "torchgen", "triton", "typing_extensions",
}  # fmt: skip

_IMPORT_NAME, _IMPORT_FROM = opmap["IMPORT_NAME"], opmap["IMPORT_FROM"]
_EXTENDED_ARG = opmap["EXTENDED_ARG"]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the submission."""

    file: str
    line: int
    function: str


class NotInstalled(ModuleNotFoundError):
    """What Python raises for a package that is not there, with the line that asked for it."""

    def __init__(self, name: str, place: Place) -> None:
        offer = f"{', '.join(PACKAGES[:-1])} and {PACKAGES[-1]}"
        super().__init__(
            f"No module named '{name}': you may use your own files, the standard library and "
            f"{offer}",
            name=name,
        )
        self.place = place


# Nobody has to know that there are two.
NotInstalled.__name__ = NotInstalled.__qualname__ = "ModuleNotFoundError"


def is_offered(top: str) -> bool:
    """Return whether a student's code may import a package, going by its first name."""
    return top in PACKAGES or top in _NEEDED or top in sys.stdlib_module_names


class MissingPackage:
    """A package that is not there, or anything of it.

    Attributes, subscripts and ``isinstance`` never raise. At the top of a file calls do not either:
    they decorate, configure, or make what is used later. Classes can be derived from it. Anything
    else raises `NotInstalled`.
    """

    __slots__ = ("__stands_for__",)

    # Methods are few and have no other names than Python's: every other name is the package's.
    def __init__(self, missing: _Missing) -> None:
        object.__setattr__(self, "__stands_for__", missing)

    def __getattr__(self, name: str) -> Any:
        # What protocols ask for is not there; what says which release it is may be printed.
        if name.startswith("__") and name != "__version__":
            if name == "__all__":
                return list(self.__stands_for__.starred)
            raise AttributeError(name)
        return self.__stands_for__.part(f".{name}", self.__stands_for__.place)

    def __getitem__(self, key: object) -> Any:
        return self.__stands_for__.part("[...]", self.__stands_for__.place)

    def __call__(self, *_: object, **__: object) -> Any:
        """Decorate, configure, or make what is used later."""
        return self.__stands_for__.part("(...)", _at_top(self, sys._getframe(1)))

    def __setattr__(self, name: str, value: object) -> None:
        _at_top(self, sys._getframe(1))

    def __setitem__(self, key: object, value: object) -> None:
        _at_top(self, sys._getframe(1))

    def __mro_entries__(self, bases: object) -> tuple[type, ...]:
        place = self.__stands_for__.place_of(sys._getframe(1))

        def refuse_instance(*_: object, **__: object) -> NoReturn:
            raise NotInstalled(self.__stands_for__.name, place)

        def accept_options(cls: type, **_: object) -> None:
            pass

        body = {"__new__": refuse_instance, "__init_subclass__": accept_options}
        return (type(self.__stands_for__.path, (), body),)

    def __instancecheck__(self, instance: object) -> bool:
        return False  # nothing can be made of a package that is not there

    def __subclasscheck__(self, subclass: object) -> bool:
        return False

    def __or__(self, other: Any) -> Any:
        return _union(self, other, self)

    def __ror__(self, other: Any) -> Any:
        return _union(other, self, self)

    def __repr__(self) -> str:
        return f"<{self.__stands_for__.path}, which is not installed>"


def refuse(value: MissingPackage) -> NoReturn:
    """Raise what the use of a package that is not there raises."""
    missing = object.__getattribute__(value, "__stands_for__")
    raise NotInstalled(missing.name, missing.place)


_UNARY = "abs await bool complex enter exit aenter aexit float index int invert iter len neg next pos reversed"  # noqa: E501
_BINARY = "add and divmod floordiv lshift matmul mod mul pow rshift sub truediv xor"
_COMPARED = "contains ge gt le lt delitem delattr round trunc floor ceil"


def _union(left: Any, right: Any, missing: MissingPackage) -> Any:
    """Return the annotation ``left | right``; of anything but types it is a use."""
    if all(part is None or isinstance(part, str) or callable(part) for part in (left, right)):
        return typing.Union[left, right]  # noqa: UP007
    refuse(missing)


def _refuse_use(value: MissingPackage, *_: object, **__: object) -> NoReturn:
    refuse(value)


for _name in (
    *f"{_UNARY} {_BINARY} {_COMPARED}".split(),
    *(f"{kind}{name}" for kind in "ri" for name in _BINARY.split()),
):
    setattr(MissingPackage, f"__{_name}__", _refuse_use)


def _at_top(value: MissingPackage, frame: FrameType) -> Place:
    """Return the place of a call at the top of a file; anywhere else it is a use."""
    missing: _Missing = value.__stands_for__
    is_function = bool(frame.f_code.co_flags & inspect.CO_OPTIMIZED)
    if is_function or not missing.imports.is_own(frame.f_code.co_filename):
        refuse(value)
    return missing.place_of(frame)


@dataclass(frozen=True, slots=True)
class _Missing:
    """What a stand-in stands for.

    Args:
        name: The module that was not found.
        path: What of it is meant, as it is written.
        place: Where it was asked for.
        imports: Who knows the submission.
        starred: The names that ``from ... import *`` binds.
    """

    name: str
    path: str
    place: Place
    imports: Imports
    starred: tuple[str, ...] = ()

    def part(self, suffix: str, place: Place) -> MissingPackage:
        return MissingPackage(_Missing(self.name, f"{self.path}{suffix}", place, self.imports))

    def place_of(self, frame: FrameType) -> Place:
        code = frame.f_code
        return Place(code.co_filename, frame.f_lineno, code.co_name)


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
        return MissingPackage(_Missing(missing, path, place, self, starred))

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
