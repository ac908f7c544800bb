"""The Python that an assignment promises to be graded with, ``reference/<assignment>/python``.

The file says it in figures, as in ``3.12``; without it the promise is that of the platform's stock
image. Students read it in their folder, and the public tests look at syntax for it. Messages about
code name the interpreter that really runs.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from .newer_syntax import Version

__all__ = ["WrongPython", "promised_python", "require_python"]

_STOCK: Version = (3, 10)
_FILE = "python"


class WrongPython(RuntimeError):
    """An interpreter that cannot grade as promised, or a promise that cannot be read."""


def promised_python(reference: Path) -> Version:
    """Return the version that an assignment promises.

    Args:
        reference: The assignment's folder, ``reference/<assignment>``.

    Raises:
        WrongPython: The file says something else than a version.
    """
    file = reference / _FILE
    if not file.exists():
        return _STOCK
    text = file.read_text("utf-8", "replace").strip()
    match = re.fullmatch(r"3\.(\d{1,2})", text)
    if match is None:
        raise WrongPython(f"{file}: not a version of Python such as 3.10, but {text[:40]!r}")
    return 3, int(match.group(1))


def require_python(promised: Version, running: Version | None = None) -> None:
    """Make sure that what was promised can be read: a later Python reads what an earlier one does.

    Raises:
        WrongPython: The interpreter is too old.
    """
    running = running or sys.version_info[:2]
    if running < promised:
        raise WrongPython(
            f"the assignment promises Python {promised[0]}.{promised[1]}, and the grader runs "
            f"{running[0]}.{running[1]}; make its environment with the one that was promised"
        )
