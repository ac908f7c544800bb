"""An assignment on its way to another machine: what grades, and nothing that does not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from autograder.course import Assignment, Course
from autograder.packaging.archive import read_folder

__all__ = ["packed", "unpacked"]


def packed(assignment: Assignment) -> Mapping[str, bytes]:
    """Return the files by which an assignment is graded, by their paths in its course."""
    parts = (assignment.reference, assignment.rubric, assignment.template)
    return {
        path: file.content
        for part in parts
        for path, file in read_folder(part, part.relative_to(assignment.course).as_posix()).items()
    }


def unpacked(files: Mapping[str, bytes], folder: Path) -> Course:
    """Write files into a folder, for its owner alone, and return the course that it is then.

    Args:
        files: The files, by their paths.
        folder: Where; it is made.

    Raises:
        ValueError: A path leads elsewhere.
        OSError: They cannot be written.
    """
    folder.mkdir(mode=0o700)
    for name, content in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(f"{name}: this leads out of the course")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return Course(folder)
