"""Stands in for a package that is not there: importing it costs nothing until it is used.

    import matplotlib.pyplot as plt     # `plt` is a `MissingPackage`

    def losses(steps): ...              # as good as without the import
    def picture(): plt.plot([1])        # ModuleNotFoundError: No module named 'matplotlib': ...

Which imports get one is `imports`' affair, beside this file. The public tests of a student's folder
have a copy of both.
"""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any, NoReturn

__all__ = ["PACKAGES", "Missing", "MissingPackage", "NotInstalled", "Place", "is_offered", "refuse"]

#: What a student's code may import beside the standard library and its own files.
PACKAGES = ("notation", "numpy", "sympy", "torch")

# What those packages import in turn, as far as it has a name of its own.
_NEEDED = {
    "_distutils_hack", "cuda", "filelock", "fsspec", "functorch", "jinja2", "markupsafe", "mpmath",
    "networkx", "nvidia", "setuptools", "torchgen", "triton", "typing_extensions",
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Missing:
    """What a stand-in stands for.

    Args:
        name: The module that was not found.
        path: What of it is meant, as it is written.
        place: Where it was asked for.
        is_own: Whether a file is the submission's.
        starred: The names that ``from ... import *`` binds.
    """

    name: str
    path: str
    place: Place
    is_own: Callable[[str], bool]
    starred: tuple[str, ...] = ()

    def part(self, suffix: str, place: Place) -> MissingPackage:
        """Return what stands for something of it."""
        return MissingPackage(Missing(self.name, f"{self.path}{suffix}", place, self.is_own))

    def place_of(self, frame: FrameType) -> Place:
        """Return the line that a frame is at."""
        code = frame.f_code
        return Place(code.co_filename, frame.f_lineno, code.co_name)


class MissingPackage:
    """A package that is not there, or anything of it.

    Attributes, subscripts and ``isinstance`` never raise. At the top of a file calls do not either:
    they decorate, configure, or make what is used later. Classes can be derived from it. Anything
    else raises `NotInstalled`.
    """

    __slots__ = ("__stands_for__",)

    # Methods are few and have no other names than Python's: every other name is the package's.
    def __init__(self, missing: Missing) -> None:
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

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        # `typing` asks every type; modules and classes are true.
        if not self.__stands_for__.is_own(frame.f_code.co_filename):
            return True
        _at_top(self, frame)
        return True

    def __copy__(self) -> MissingPackage:
        return self

    def __deepcopy__(self, _: object) -> MissingPackage:
        return self

    def __reduce_ex__(self, _: object) -> NoReturn:
        refuse(self)

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


_UNARY = "abs await complex enter exit aenter aexit float index int invert iter len neg next pos reversed"  # noqa: E501
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
    missing: Missing = value.__stands_for__
    is_function = bool(frame.f_code.co_flags & inspect.CO_OPTIMIZED)
    if is_function or not missing.is_own(frame.f_code.co_filename):
        refuse(value)
    return missing.place_of(frame)
