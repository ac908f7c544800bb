"""The versions that an assignment is graded with, ``reference/<assignment>/requirements.txt``.

The file is made once, for the assignment's Python, and then part of the course: the same course,
the same package. It has one line for each distribution, ``numpy==2.2.6``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from autograder.course import Assignment
from autograder.grading.newer_syntax import Version as PythonVersion

__all__ = [
    "VERSIONS",
    "PackageError",
    "Versions",
    "engine_pythons",
    "engine_requirements",
    "environment_of",
    "read_versions",
]

#: The file's name, in the reference and in a package.
VERSIONS = "requirements.txt"

_HEAD = """\
# What grades {assignment}: made by `autograder package gradescope {assignment}`, and kept, so that
# the same course makes the same package; with --resolve it makes them anew.
# Python {python}
"""


class PackageError(ValueError):
    """No package can be made, or rehearsed; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions by the names of distributions, for one Python."""

    python: PythonVersion
    pins: Mapping[str, str]

    def text(self, assignment: str) -> str:
        """Return them as the file says them."""
        head = _HEAD.format(assignment=assignment, python="{}.{}".format(*self.python))
        return head + "".join(f"{name}=={self.pins[name]}\n" for name in sorted(self.pins))


def engine_requirements() -> list[Requirement]:
    """Return what the engine needs, as it is installed.

    Raises:
        PackageError: It is not installed, so nothing says so.
    """
    needs = map(Requirement, _engine().get_all("Requires-Dist") or ())
    return [need for need in needs if not need.marker or "extra" not in str(need.marker)]


def engine_pythons() -> SpecifierSet:
    """Return the Pythons that the engine runs on.

    Raises:
        PackageError: It is not installed, so nothing says so.
    """
    return SpecifierSet(_engine()["Requires-Python"])


def _engine() -> PackageMetadata:
    try:
        return metadata("autograder")
    except PackageNotFoundError:
        raise PackageError(
            "the engine is not installed as a package: install it (pip install, or setup.sh in a "
            "checkout), and make the package with that"
        ) from None


def environment_of(python: PythonVersion) -> dict[str, str]:
    """Return what a requirement's marker is asked about: CPython on the platform's Linux."""
    release = "{}.{}".format(*python)
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{release}.0",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": f"{release}.0",
        "platform_python_implementation": "CPython",
        "python_version": release,
        "sys_platform": "linux",
    }


def read_versions(assignment: Assignment, python: PythonVersion) -> Versions | None:
    """Read an assignment's versions; None where there is no file yet.

    Args:
        assignment: Whose they are.
        python: The Python that it promises.

    Raises:
        PackageError: The file cannot be read, is for another Python, or lacks what the engine
            needs now.
    """
    file = assignment.reference / VERSIONS
    anew = f"`autograder package gradescope {assignment.name} --resolve` makes them anew"
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise PackageError(f"{file}: this is no text; {anew}") from None
    stated = re.search(r"^# Python (3)\.(\d+)$", text, re.MULTILINE)
    promised = "{}.{}".format(*python)
    if stated is None or (int(stated[1]), int(stated[2])) != python:
        of = f"for Python {stated[1]}.{stated[2]}" if stated else "for no Python that they name"
        raise PackageError(f"{file}: these versions are {of}, not for {promised}; {anew}")
    pins = _pins(file, text)
    for need in engine_requirements():
        pin = pins.get(canonicalize_name(need.name))
        if need.marker and not need.marker.evaluate(environment_of(python)):
            continue
        if pin is None or not need.specifier.contains(pin, prereleases=True):
            has = f"{need.name} is {pin}" if pin else f"{need.name} is missing"
            raise PackageError(f"{file}: {has}, and the engine needs {need}; {anew}")
    return Versions(python, pins)


def _pins(file: Path, text: str) -> dict[str, str]:
    pins: dict[str, str] = {}
    for number, written in enumerate(text.splitlines(), 1):
        line = written.strip()
        if line and not line.startswith("#"):
            name, pin = _pin(file, number, line)
            if name in pins:
                raise PackageError(f"{file}:{number}: {name} is there twice")
            pins[name] = pin
    return pins


def _pin(file: Path, number: int, line: str) -> tuple[str, str]:
    """Read a line; it has to say one version."""
    try:
        need = Requirement(line)
        (one,) = need.specifier
        plain = one.operator == "==" and not (need.marker or need.extras or need.url)
        if plain:
            return canonicalize_name(need.name), str(Version(one.version))
    except (InvalidRequirement, ValueError):
        pass
    raise PackageError(f"{file}:{number}: {line!r} is not one version, such as numpy==2.2.6")
