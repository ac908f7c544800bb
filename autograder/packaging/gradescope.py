"""The package that Gradescope gets: the engine, and one assignment.

It holds what grades, and nothing that does not: no variants, whole submissions, rankings or tests,
and no other assignment. Unpacked it is a course of one assignment, with the engine beside it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from autograder.course import Assignment
from autograder.grading.interpreter import WrongPython, promised_python
from autograder.grading.newer_syntax import Version as PythonVersion
from autograder.grading.reference import SECRET, missing_secret
from autograder.grading.rubric import RubricError, read_rubric
from autograder.rulings.on_platform import unfit_for_package
from autograder.rulings.reading import RulingsError, read_rulings

from .archive import Packed, read_folder, write_archive
from .resolution import resolve
from .scripts import scripts_of
from .versions import (
    VERSIONS,
    PackageError,
    engine_pythons,
    engine_requirements,
    read_versions,
)
from .working_tree import uncommitted

__all__ = [
    "gradescope_files",
    "gradescope_package",
    "package_python",
    "uncommitted_files",
    "versions_of",
]

_ENGINE = Path(__file__).resolve().parents[1]


def gradescope_package(
    assignment: Assignment,
    target: Path,
    *,
    replace: bool = False,
    deadline: float | None = None,
    rulings: Path | None = None,
) -> list[tuple[str, int]]:
    """Write the zip that Gradescope gets.

    Args:
        assignment: What it grades; its versions are known (`versions_of`).
        target: The file.
        replace: Whether a file that is there may be replaced by another.
        deadline: Seconds after which no further line is begun, if not the usual ones.
        rulings: What persons have decided about lines.

    Returns:
        The path and the size of each file in it.

    Raises:
        PackageError: Something is missing that grading needs.
        FileExistsError: Another file is there.
        OSError: A file cannot be read or written.
    """
    files = gradescope_files(assignment, deadline=deadline, rulings=rulings)
    write_archive(target, files, replace=replace)
    return [(path, len(files[path].content)) for path in sorted(files)]


def gradescope_files(
    assignment: Assignment, *, deadline: float | None = None, rulings: Path | None = None
) -> Mapping[str, Packed]:
    """Return what the zip holds, by the paths in it.

    Args:
        assignment: What it grades.
        deadline: Seconds after which no further line is begun, if not the usual ones.
        rulings: What persons have decided about lines.

    Raises:
        PackageError: Something is missing that grading needs, or the rulings cannot be applied on
            the platform.
        OSError: The rulings cannot be read.
    """
    _require_whole(assignment)
    versions = read_versions(assignment, package_python(assignment))
    if versions is None:
        raise PackageError(
            f"{assignment.reference / VERSIONS} is missing: the versions to grade by"
        )
    name = assignment.name
    return {
        **read_folder(_ENGINE, "autograder"),
        **read_folder(assignment.reference, f"reference/{name}"),
        **read_folder(assignment.rubric, f"tests/grading/{name}"),
        # What students were given is told from what they wrote.
        **read_folder(assignment.template, f"student_template/{name}"),
        **scripts_of(name, deadline=deadline),
        f"autograder-{version('autograder')}.dist-info/METADATA": Packed(_metadata()),
        VERSIONS: Packed(versions.text(name).encode()),
        **({} if rulings is None else _rulings(assignment, rulings)),
    }


def _rulings(assignment: Assignment, path: Path) -> Mapping[str, Packed]:
    """Return the file of rulings, at its place in the package.

    Raises:
        PackageError: It has mistakes, or says what cannot be known on the platform.
        OSError: It cannot be read.
    """
    try:
        found = read_rulings(path, [line.number for line in read_rubric(assignment.rubric).lines])
    except RulingsError as error:
        raise PackageError(str(error)) from None
    if doubt := unfit_for_package(found):
        raise PackageError(doubt)
    place = assignment.rulings.relative_to(assignment.course)
    return {place.as_posix(): Packed(path.read_bytes())}


def versions_of(
    assignment: Assignment, *, anew: bool = False, looking_up: Callable[[], None] = lambda: None
) -> bool:
    """Have the versions that an assignment is graded with: looked up once, then kept beside it.

    Args:
        assignment: Whose they are.
        anew: Whether to look up the newest even where some are kept.
        looking_up: Called before they are looked up, which takes a while.

    Returns:
        Whether they had to be looked up.

    Raises:
        PackageError: They cannot be read or found.
        OSError: They cannot be kept.
    """
    _require_whole(assignment)
    python = package_python(assignment)
    if not anew and read_versions(assignment, python) is not None:
        return False
    looking_up()
    found = resolve(engine_requirements(), python)
    (assignment.reference / VERSIONS).write_text(found.text(assignment.name))
    return True


def uncommitted_files(assignment: Assignment) -> list[Path]:
    """Return what goes into the package and is not committed: of the course, then of the engine."""
    parts = (assignment.reference, assignment.rubric, assignment.template)
    return [*uncommitted(parts), *uncommitted([_ENGINE])]


def _require_whole(assignment: Assignment) -> None:
    """Make sure that what grades is there.

    Raises:
        PackageError: Something is not, or cannot be read.
    """
    try:
        read_rubric(assignment.rubric)
    except RubricError as error:
        raise PackageError(str(error)) from None
    for folder in (assignment.reference, assignment.template):
        if not any(folder.glob("*.py")):
            made = " (`autograder template` makes it)" if folder == assignment.template else ""
            raise PackageError(f"{folder}: there is no question file{made}")
    for path in sorted((*assignment.reference.glob("*.py"), *assignment.rubric.rglob("*.py"))):
        try:
            ast.parse(path.read_bytes())
        except (SyntaxError, ValueError) as error:
            line = f":{error.lineno}" if isinstance(error, SyntaxError) else ""
            raise PackageError(f"{path}{line}: this is no Python: {error}") from None
    if remedy := missing_secret(assignment.reference):
        raise PackageError(
            f"{assignment.reference / SECRET} is missing or empty: without it anybody can compute "
            f"the inputs that code is graded with. {remedy}"
        )


def package_python(assignment: Assignment) -> PythonVersion:
    """Return the Python that a package is for: what the assignment promises.

    Raises:
        PackageError: It does not say which, or the engine needs a later one.
    """
    try:
        python = promised_python(assignment.reference)
    except WrongPython as error:
        raise PackageError(str(error)) from None
    release, pythons = "{}.{}".format(*python), engine_pythons()
    if not pythons.contains(release):
        promise = assignment.reference / "python"
        raise PackageError(f"{promise}: Python {release} is promised, the engine needs {pythons}")
    return python


def _metadata() -> bytes:
    """Return what tells the engine's version and its needs, where it lies beside its course."""
    needs = "".join(f"Requires-Dist: {need}\n" for need in engine_requirements())
    head = f"Metadata-Version: 2.1\nName: autograder\nVersion: {version('autograder')}\n"
    return f"{head}Requires-Python: {engine_pythons()}\n{needs}".encode()
