"""Rehearses a package for Gradescope: does with it here what the platform does.

The zip is unpacked into a folder that nothing else is in, `setup.sh` makes its environment there,
and `run_autograder` grades each submission in a copy of that, as each has a container of its own.
Each is graded once more by the engine at hand, and line by line the two have to agree.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from autograder.course import Assignment
from autograder.graded_apart import grade_apart, read_results
from autograder.grading.rubric import read_rubric

from .comparison import Graded, compare
from .container import Container, Ended, run
from .interpreters import Interpreter
from .versions import VERSIONS, PackageError

__all__ = ["PLATFORM_SECONDS", "Rehearsal", "rehearse"]

#: The platform's time limit; when it fires the results are overwritten with a zero.
PLATFORM_SECONDS = 600.0
_SETUP_SECONDS = 3600.0
_AT_ONCE = 2

# What of ours, and of an environment of Python's, could make a rehearsal unlike the platform.
_OWN_VARIABLES = ("AUTOGRADER_", "PYTEST_", "PYTHON", "VIRTUAL_ENV")

_VERSIONS_SCRIPT = """\
import json, platform
from importlib.metadata import distributions
found = {d.metadata["Name"].lower(): d.version for d in reversed(list(distributions()))}
print(json.dumps({"python": platform.python_version(), **found}))
"""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a rehearsal went.

    Args:
        setup: How `setup.sh` ended.
        sizes: Bytes by what takes them.
        versions: Of Python and of distributions: those of the package, and those at hand.
        graded: The submissions; none where `setup.sh` failed.
    """

    setup: Ended
    sizes: Mapping[str, int]
    versions: Mapping[str, tuple[str, str]]
    graded: tuple[Graded, ...]

    @property
    def succeeded(self) -> bool:
        """Whether everything was graded, and all the same."""
        return self.setup.code == 0 and not any(one.differences for one in self.graded)


def rehearse(
    assignment: Assignment,
    archive: bytes,
    submissions: Sequence[Path],
    *,
    interpreter: Interpreter,
    torch: str,
    container: Container,
    seconds: float = PLATFORM_SECONDS,
    say: Callable[[str], None],
) -> Rehearsal:
    """Unpack a package, set it up, and grade with it.

    Args:
        assignment: What it grades.
        archive: The zip.
        submissions: Folders to grade.
        interpreter: What `setup.sh` is told to take.
        torch: What `setup.sh` is told of torch.
        container: What holds each grading to the platform's limits.
        seconds: The platform's time limit.
        say: Called with what is done next.

    Raises:
        PackageError: The zip is no package of the assignment.
        OSError: Something cannot be written.
    """
    with _scratch() as scratch:
        source = scratch / "platform" / "source"
        unpacked = _unpack(archive, source, assignment)
        sizes = {"the zip": len(archive), "unpacked": unpacked}
        say(f"setup.sh, with {interpreter.describe()}; torch: {torch}")
        setup = _set_up(source, interpreter, torch)
        if setup.code:
            return Rehearsal(setup, sizes, {}, ())
        sizes["its environment"] = _size_of(source / ".venv")
        say(f"{len(submissions)} submissions, {_AT_ONCE} at once")
        roots = [scratch / f"submission-{number}" for number in range(len(submissions))]

        cancelled = Event()

        def grade(root: Path, submission: Path) -> Ended:
            layout = _lay_out(source, root, submission, assignment)
            return _grade_there(layout, container, seconds, cancelled)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                ends = list(pool.map(grade, roots, submissions))
            finally:  # after Ctrl-C nobody waits for what still runs
                cancelled.set()
        # Afterwards: nothing else runs here while the package is timed.
        say("the same, with the engine at hand")
        graded = [
            compare(
                submission,
                ended,
                read_results(root / "results"),
                grade_apart(assignment, submission).results,
            )
            for submission, root, ended in zip(submissions, roots, ends, strict=True)
        ]
        versions = _versions(source / ".venv" / "bin" / "python")
        return Rehearsal(setup, sizes, versions, tuple(graded))


@contextmanager
def _scratch() -> Iterator[Path]:
    """Make a folder that workers, who have users of their own, can pass."""
    # Named like none that a grader would take for one that another has left.
    folder = Path(tempfile.mkdtemp(prefix="rehearsal-"))
    try:
        folder.chmod(0o711)
        yield folder
    finally:
        shutil.rmtree(folder)


def _unpack(archive: bytes, target: Path, assignment: Assignment) -> int:
    """Unpack the zip as the platform does, and return how much that is.

    Raises:
        PackageError: It is no package of the assignment.
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(archive))
    except zipfile.BadZipFile:
        raise PackageError("the package is no zip") from None
    with opened:
        names = set(opened.namelist())
        wanted = {"setup.sh", "run_autograder", VERSIONS}
        if missing := sorted(wanted - names):
            raise PackageError(f"the package lacks {', '.join(missing)}")
        if not any(name.startswith(f"reference/{assignment.name}/") for name in names):
            raise PackageError(f"the package is for another assignment than {assignment.name}")
        for entry in opened.infolist():
            path = Path(opened.extract(entry, target))
            path.chmod(stat.S_IMODE(entry.external_attr >> 16) or 0o644)
        return sum(entry.file_size for entry in opened.infolist())


def _environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_OWN_VARIABLES)}
    return {**kept, **more}


def _set_up(source: Path, interpreter: Interpreter, torch: str) -> Ended:
    options = ["--python", str(interpreter.path), "--torch", torch]
    if not interpreter.is_promised:
        options.append("--any-python")
    return run(
        Container(),  # an image is built elsewhere, with more
        ["./setup.sh", *options],
        name="setup",
        cwd=source,
        environment=_environment(),
        seconds=_SETUP_SECONDS,
    )


def _lay_out(source: Path, root: Path, submission: Path, assignment: Assignment) -> Path:
    """Lay out the platform's folder for a submission, and return it."""
    # Links, since an environment is large: a container is a view of the same image, too.
    shutil.copytree(source, root / "source", symlinks=True, copy_function=os.link)
    shutil.copy2(source / "run_autograder", root)
    shutil.copytree(submission, root / "submission", symlinks=True)
    (root / "results").mkdir()
    (root / "submission_metadata.json").write_text(json.dumps(_metadata(assignment)))
    return root


def _grade_there(root: Path, container: Container, seconds: float, cancelled: Event) -> Ended:
    """Let the package grade what is laid out in a folder."""
    ended = run(
        container,
        [str(root / "run_autograder")],
        name=root.name,
        cwd=root,
        environment=_environment(AUTOGRADER_ROOT=str(root)),
        seconds=seconds,
        cancelled=cancelled,
    )
    if ended.timed_out:
        zero = {"score": 0, "output": "The autograder timed out."}
        (root / "results" / "results.json").write_text(json.dumps(zero))
    return ended


def _metadata(assignment: Assignment) -> Mapping[str, Any]:
    """Return what the platform tells about a submission."""
    total = sum(line.weight for line in read_rubric(assignment.rubric).lines)
    return {
        "id": 1,
        "created_at": "2026-01-01T12:00:00.000000-08:00",
        "assignment": {
            "id": 1,
            "course_id": 1,
            "title": assignment.name,
            "due_date": "2026-01-02T12:00:00.000000-08:00",
            "late_due_date": None,
            "release_date": "2025-12-01T12:00:00.000000-08:00",
            "group_size": None,
            "group_submission": False,
            "total_points": str(float(total)),
        },
        "submission_method": "upload",
        "users": [{"id": 1, "name": "A Student", "email": "student@example.edu"}],
        "previous_submissions": [],
    }


def _versions(python: Path) -> dict[str, tuple[str, str]]:
    """Return the versions in the package's environment, each with the one at hand."""
    found = []
    for program in (str(python), sys.executable):
        done = subprocess.run(
            [program, "-I", "-c", _VERSIONS_SCRIPT], capture_output=True, text=True, check=True
        )
        found.append(json.loads(done.stdout))
    there, here = found
    names = ("python", "torch", "numpy", "sympy", "python-flint", "pytest")
    return {name: (there.get(name, "none"), here.get(name, "none")) for name in names}


def _size_of(folder: Path) -> int:
    return sum(
        os.lstat(Path(parent, name)).st_size
        for parent, _, names in os.walk(folder)
        for name in names
    )
