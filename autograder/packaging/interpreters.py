"""Finds the interpreter that a package is for, so that a rehearsal is one of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass

from autograder.grading.newer_syntax import Version

from .versions import PackageError

__all__ = ["Interpreter", "find_interpreter"]

_SCRIPT = "import ensurepip, sys, venv; print(*sys.version_info[:2])"
_TORCH_SCRIPT = "from importlib.metadata import version; print(version('torch'))"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """An interpreter that `setup.sh` can take.

    Args:
        path: Its program.
        version: Which Python it is.
        promised: Which Python the package is for.
    """

    path: str
    version: Version
    promised: Version

    @property
    def is_promised(self) -> bool:
        """Whether it is the one that the package is for."""
        return self.version == self.promised

    def will_do(self, torch: str) -> bool:
        """Whether the torch that it has stands for this version.

        One that is not what the package is for is a stand-in anyway.
        """
        present = _output(self.path, _TORCH_SCRIPT)
        return present.partition("+")[0] == torch if self.is_promised else bool(present)

    def describe(self) -> str:
        """Say which it is, and whether another is meant."""
        text = "Python {}.{}".format(*self.version) + f" ({self.path})"
        if self.is_promised:
            return text
        return (
            f"{text}, and not with Python {self.promised[0]}.{self.promised[1]} as on the platform"
        )


def find_interpreter(promised: Version, given: str = "") -> Interpreter:
    """Find the interpreter that a package is for; where there is none, the one that runs this.

    Args:
        promised: Which Python the package is for.
        given: A program to take, whichever it is.

    Raises:
        PackageError: What was given is no Python that can make an environment.
    """
    if given:
        version = _version(given)
        if version is None:
            raise PackageError(f"{given}: no Python with a venv module")
        return Interpreter(given, version, promised)
    named = "python{}.{}".format(*promised)
    for candidate in (sys.executable, named, "python3"):
        path = shutil.which(candidate)
        if path and _version(path) == promised:
            return Interpreter(path, promised, promised)
    return Interpreter(sys.executable, sys.version_info[:2], promised)


def _version(program: str) -> Version | None:
    """Return a program's version; None where it is no Python with what `setup.sh` needs."""
    major, _, minor = _output(program, _SCRIPT).partition(" ")
    return (int(major), int(minor)) if minor else None


def _output(program: str, script: str) -> str:
    """Return what a script prints; nothing where it fails, or the program is no Python."""
    try:
        done = subprocess.run(
            [program, "-I", "-c", script], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.strip()
