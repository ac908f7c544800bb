"""How a worker gets the file that it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["PYTHON", "Callables", "Loading", "read_callables"]

# Names that can be a template's; longer ones would make looking for the nearest one slow.
_MAX_NAME = 100

#: What can be called in a loaded file: name → parameter names, None where they are not known.
Callables = Mapping[str, "list[str] | None"]


@dataclass(frozen=True, slots=True)
class Loading:
    """How a worker gets its file.

    Args:
        verb: What it is asked.
        body: What goes with it, by the file.
        title: What a student calls the file's content, with ``{}`` for the file.
    """

    verb: str
    body: Callable[[str], Mapping[str, Any]]
    title: str


#: A Python file, without its ending, is imported.
PYTHON = Loading("load", lambda module: {"module": module}, "the code of `{}.py`")


def read_callables(value: Any) -> Callables:
    """Keep what is well formed: names may be of any type, and the code may lie about parameters."""
    callables: dict[str, list[str] | None] = {}
    for name, parameters in value.items() if isinstance(value, dict) else ():
        if isinstance(name, str) and len(name) <= _MAX_NAME:
            known = isinstance(parameters, list) and all(isinstance(p, str) for p in parameters)
            callables[name] = parameters if known else None
    return callables
