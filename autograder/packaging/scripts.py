"""The two scripts that the platform starts, as they lie in a package."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from .archive import Packed

__all__ = ["scripts_of", "torch_version"]

_FOLDER = Path(__file__).parent
_SETUP = _FOLDER / "setup.sh"
_ENTRY = _FOLDER / "run_autograder"
# The line of `run_autograder` that says which assignment is graded, and what it grades with.
_UNSET = "# export AUTOGRADER_ASSIGNMENT=\n"
_OPTIONS = '--platform "$root"\n'


def torch_version() -> str:
    """Return the version of torch that `setup.sh` takes in a checkout: what is tested."""
    found = re.search(r"^torch_version=([\d.]+)$", _SETUP.read_text(), re.MULTILINE)
    assert found is not None
    return found.group(1)


def scripts_of(assignment: str, *, deadline: float | None = None) -> dict[str, Packed]:
    """Return both scripts; the second grades this assignment, whatever the files are called.

    Args:
        assignment: Its name.
        deadline: Seconds after which no further line is begun, if not the usual ones.
    """
    entry = _ENTRY.read_text()
    assert entry.count(_UNSET) == entry.count(_OPTIONS) == 1
    entry = entry.replace(_UNSET, f"export AUTOGRADER_ASSIGNMENT={shlex.quote(assignment)}\n")
    if deadline is not None:
        entry = entry.replace(_OPTIONS, f"{_OPTIONS.rstrip()} --deadline {deadline:g}\n")
    return {
        "setup.sh": Packed(_SETUP.read_bytes(), executable=True),
        "run_autograder": Packed(entry.encode(), executable=True),
    }
