"""Resolves versions for a Python and a platform that are not the ones at hand, from metadata alone.

pip chooses wheels for another Python when it is asked to, but asks a requirement's markers, and a
local wheel's Requires-Python, about the interpreter that it runs on: on 3.11 it leaves out what
pytest needs on 3.10. So what it has chosen is gone through as the other Python would, and pip is
asked again, with what was missing, and without what cannot be, until nothing is left to say.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from autograder.grading.newer_syntax import Version as PythonVersion

from .scripts import torch_version
from .versions import PackageError, Versions, environment_of

__all__ = ["resolve"]

# Ubuntu 22.04, the platform's stock image, has glibc 2.35.
_PLATFORMS = tuple(f"manylinux_2_{minor}_x86_64" for minor in range(35, 16, -1))
_MOST_ROUNDS = 8
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A distribution that pip has chosen."""

    version: str
    needs: tuple[Requirement, ...]
    pythons: SpecifierSet


def resolve(needs: Iterable[Requirement], python: PythonVersion) -> Versions:
    """Find the newest versions that fit together, for the platform.

    torch is the build for CPUs, in the version that the engine is tested with.

    Args:
        needs: What is asked for.
        python: The Python that they are for.

    Raises:
        PackageError: There are none, or the index cannot be reached.
    """
    torch = Requirement(f"torch=={torch_version()}")
    others = [need for need in needs if canonicalize_name(need.name) != "torch"]
    (chosen_torch,) = _ask_pip([torch], python, "--no-deps").values()
    # A build for CPUs asks for what every system has to have; what is asked for on Linux alone are
    # CUDA's libraries.
    anywhere = {**environment_of(python), "platform_system": "", "extra": ""}
    others += [n for n in chosen_torch.needs if not n.marker or n.marker.evaluate(anywhere)]
    asked = [Requirement(f"{n.name}{_extras(n)}{n.specifier}") for n in others]
    for _ in range(_MOST_ROUNDS):
        pins, corrections = _gone_through(asked, _ask_pip(asked, python), python)
        if not corrections:
            return Versions(python, {**pins, "torch": torch_version()})
        asked += corrections
    raise PackageError(f"no versions were found that fit together: {', '.join(map(str, asked))}")


def _extras(need: Requirement) -> str:
    return f"[{','.join(sorted(need.extras))}]" if need.extras else ""


def _gone_through(
    asked: Collection[Requirement], chosen: Mapping[str, _Chosen], python: PythonVersion
) -> tuple[dict[str, str], list[Requirement]]:
    """Go through what was chosen as the other Python would.

    Returns:
        The versions of what is needed, and what pip has to be asked for as well.
    """
    environment = environment_of(python)
    pins: dict[str, str] = {}
    corrections = []
    waiting = list(asked)
    seen: set[tuple[str, str]] = set()
    while waiting:
        need = waiting.pop()
        one = chosen.get(canonicalize_name(need.name))
        if one is None or not need.specifier.contains(one.version, prereleases=True):
            corrections.append(Requirement(f"{need.name}{_extras(need)}{need.specifier}"))
        elif not one.pythons.contains(environment["python_full_version"]):
            corrections.append(Requirement(f"{need.name}!={one.version}"))
        else:
            pins[canonicalize_name(need.name)] = one.version
            for extra in {"", *need.extras} - {e for name, e in seen if name == need.name}:
                seen.add((need.name, extra))
                here = {**environment, "extra": extra}
                waiting += [n for n in one.needs if not n.marker or n.marker.evaluate(here)]
    return pins, corrections


def _ask_pip(
    needs: Collection[Requirement], python: PythonVersion, *options: str
) -> dict[str, _Chosen]:
    """Let pip choose; nothing is installed, and wheels are not fetched where an index knows them.

    Raises:
        PackageError: It cannot.
    """
    release = "{}.{}".format(*python)
    with tempfile.TemporaryDirectory() as scratch:
        report, listed = Path(scratch, "report.json"), Path(scratch, "needs.txt")
        listed.write_text("".join(f"{need}\n" for need in needs))
        command = [
            *(sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input"),
            *("install", "--quiet", "--dry-run", "--ignore-installed", "--report", str(report)),
            *("--target", str(Path(scratch, "nowhere")), "--only-binary", ":all:"),
            *("--implementation", "cp", "--python-version", release),
            *(part for platform in _PLATFORMS for part in ("--platform", platform)),
            *options,
            *("--requirement", str(listed)),
        ]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=_SECONDS
            )
        except subprocess.TimeoutExpired:
            raise PackageError(f"{_WITHOUT}: pip had no answer within {_SECONDS} s") from None
        if done.returncode:
            raise PackageError(_failure(done.stderr, release))
        items = json.loads(report.read_text())["install"]
    return {canonicalize_name(item["metadata"]["name"]): _chosen(item) for item in items}


_WITHOUT = (
    "the versions for this package are not known yet, and could not be looked up (the file that "
    "keeps them is made where there is a network, once)"
)


def _failure(errors: str, release: str) -> str:
    """Say in one message why pip chose nothing."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    if re.search(r"No module named pip\b|no such option", errors):
        return f"{_WITHOUT}: pip 23 or later is needed; {sys.executable} has an older one, or none"
    if unknown := re.search(r"the requirement (\S+).* \(from versions: none\)", errors):
        return f"{_WITHOUT}: the package index cannot be reached, or has no {unknown[1]}"
    reasons = [line for line in lines if line.startswith("ERROR")]
    told = (reasons or lines or ["it did not say why"])[-1].removeprefix("ERROR: ")
    return f"{_WITHOUT} for Python {release}: pip says: {told}"


def _chosen(item: Mapping[str, object]) -> _Chosen:
    metadata = item["metadata"]
    assert isinstance(metadata, dict)
    return _Chosen(
        metadata["version"],
        tuple(map(Requirement, metadata.get("requires_dist", ()))),
        SpecifierSet(metadata.get("requires_python", "")),
    )
