"""Describes an exception of a student's code as data: what, where, in which line of theirs."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Collection
from typing import Any

import torch

from .missing_packages import NotInstalled

__all__ = ["describe"]

# torch says so in a RuntimeError where it is the processor's memory, in one of its own on a GPU;
# libraries on a GPU say it in their own words.
_OUT_OF_MEMORY = (MemoryError, torch.cuda.OutOfMemoryError)
_SIGNS = ("can't allocate memory", "CUDA error: out of memory", "CUBLAS_STATUS_ALLOC_FAILED")

_MAX_TEXT = 2_000
_MAX_FRAMES = 8
_MAX_NAME = 50
_MAX_LIBRARIES = 20


def describe(error: BaseException, files: Collection[str]) -> dict[str, Any]:
    """Return the exception's type, text, its frames in the student's own ``files``, and whose else.

    The first frame is the outermost. A syntax error has the one frame where it was found.
    """
    frames = [
        _frame(entry.filename, entry.lineno, entry.name, entry.line)
        for entry in traceback.extract_tb(error.__traceback__, limit=-1000)
        if entry.filename in files
    ]
    text = _text(error)
    if isinstance(error, SyntaxError) and error.filename in files:
        frames.append(_frame(error.filename, error.lineno, "", error.text))
        text = str(error.msg)
    if isinstance(error, NotInstalled) and not frames:
        # What was decorated or derived at the top of a file, and is called by the grader.
        file, line, function = error.place.file, error.place.line, error.place.function
        frames.append(_frame(file, line, function, linecache.getline(file, line)))
    return {
        "type": type(error).__name__[:200],
        "text": text[:_MAX_TEXT],
        "frames": frames[:1] + frames[1:][-_MAX_FRAMES:],
        "libraries": _libraries(error, files),
        "memory": isinstance(error, _OUT_OF_MEMORY) or any(sign in text for sign in _SIGNS),
    }


def _libraries(error: BaseException, files: Collection[str]) -> list[str]:
    """Return the packages in which the exception arose, or through which it came."""
    names: set[str] = set()
    for frame, _ in traceback.walk_tb(error.__traceback__):
        name = frame.f_globals.get("__name__")
        if frame.f_code.co_filename not in files and isinstance(name, str):
            names.add(name.partition(".")[0][:_MAX_NAME])
    return sorted(names - {__name__.partition(".")[0]})[:_MAX_LIBRARIES]


def _frame(file: str | None, line: int | None, function: str, source: str | None) -> dict[str, Any]:
    return {
        "file": file or "",
        "line": line or 0,
        "function": function[:200],
        "source": (source or "").strip()[:300],
    }


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException as second:  # a student's own __str__ may do anything
        return f"(its text could not be read: {type(second).__name__})"
