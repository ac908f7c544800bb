"""A course: a folder with assignments, found from the working folder upwards.

    reference/<assignment>/            the questions and their answers
    tests/grading/<assignment>/        the rubric, and checkers of the course's own beside it
    tests/public/<assignment>/         the tests that students get
    tests/variants/<assignment>/       right and wrong answers to each line
    tests/submissions/<assignment>/    whole submissions
    tests/reference/<assignment>/      the course's own tests of its reference
    student_template/<assignment>/     what students get, made from the above

The engine executes what a rubric says. So a course is never taken from inside what is graded, nor
from where others than its owner can write.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

__all__ = ["VARIABLE", "Assignment", "Course", "CourseError", "find_course"]

#: The environment variable that names a course, where no option does.
VARIABLE = "AUTOGRADER_COURSE"

# A folder with these two is a course.
_MARKS = (Path("reference"), Path("tests", "grading"))


class CourseError(ValueError):
    """There is no course, no such assignment in it, or it cannot be trusted; says the way out."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where the parts of an assignment lie; not all of them have to be there."""

    course: Path
    name: str

    @property
    def reference(self) -> Path:
        """The questions and their answers."""
        return self.course / "reference" / self.name

    @property
    def rubric(self) -> Path:
        """The rubric's modules, and the course's own checkers."""
        return self.course / "tests" / "grading" / self.name

    @property
    def public(self) -> Path:
        """The tests that students get."""
        return self.course / "tests" / "public" / self.name

    @property
    def variants(self) -> Path:
        """Right and wrong answers, in a folder for each line."""
        return self.course / "tests" / "variants" / self.name

    @property
    def submissions(self) -> Path:
        """Whole submissions, each a folder."""
        return self.course / "tests" / "submissions" / self.name

    @property
    def rankings(self) -> Path:
        """For each line, answers from the best to the worst."""
        return self.course / "tests" / "rankings" / self.name

    @property
    def tests(self) -> Path:
        """The course's own tests of the reference."""
        return self.course / "tests" / "reference" / self.name

    @property
    def template(self) -> Path:
        """What students get."""
        return self.course / "student_template" / self.name

    @property
    def secrets(self) -> list[Path]:
        """What no submission may read, as far as it is there."""
        kept = (self.reference, self.rubric, self.variants, self.submissions, self.tests)
        return [folder for folder in (*kept, self.rankings) if folder.exists()]


@dataclass(frozen=True, slots=True)
class Course:
    """A course's folder."""

    root: Path

    @property
    def names(self) -> tuple[str, ...]:
        """Its assignments: what has a reference or a rubric."""
        folders = (path for mark in _MARKS for path in (self.root / mark).glob("*/"))
        return tuple(sorted({path.name for path in folders if _has_modules(path)}))

    def assignment(self, name: str) -> Assignment:
        """Return the places of an assignment's parts.

        Raises:
            CourseError: There is none of that name.
        """
        names = self.names
        if name in names:
            return Assignment(self.root, name)
        if not names:
            raise CourseError(
                f"{self.root}: the course has no assignment yet: `autograder new {name}` makes one"
            )
        close = get_close_matches(name, names, n=1)
        meant = f" (did you mean {close[0]}?)" if close else ""
        raise CourseError(
            f"{self.root}: there is no assignment {name}{meant}; there is {', '.join(names)}"
        )


def find_course(given: Path | None = None, *, submission: Path | None = None) -> Course:
    """Find the course: the one that is given, or named by the environment, or around.

    Args:
        given: Its folder.
        submission: What is graded: a course in it, or it itself, is none.

    Raises:
        CourseError: There is none, or it is not to be trusted.
    """
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    graded = submission.resolve() if submission is not None else None
    if named is not None:
        root = named.resolve()
        how = "--course" if given else VARIABLE
        if not _is_course(root):
            raise CourseError(f"{how} {named}: no course is there (no {_listed_marks()})")
    else:
        root = _search(Path.cwd(), graded)
    if graded is not None and root.is_relative_to(graded):
        raise CourseError(
            f"{root}: this course lies in what is graded, {graded}: what was handed in does not "
            "say how it is graded. Give --course with yours"
        )
    _require_trusted(root)
    return Course(root)


def _search(start: Path, graded: Path | None) -> Path:
    """Return the nearest folder upwards that is a course, beginning above what is graded.

    Raises:
        CourseError: There is none.
    """
    folder = start.resolve()
    if graded is not None and folder.is_relative_to(graded):
        folder = graded.parent
    for candidate in (folder, *folder.parents):
        if _is_course(candidate):
            return candidate
    raise CourseError(
        f"no course here: neither {folder} nor a folder above it has {_listed_marks()}. Give "
        f"--course DIR or {VARIABLE}, or make a course with `autograder new NAME`"
    )


def _is_course(folder: Path) -> bool:
    return all((folder / mark).is_dir() for mark in _MARKS)


def _listed_marks() -> str:
    return " and ".join(f"{mark.as_posix()}/" for mark in _MARKS)


def _has_modules(folder: Path) -> bool:
    return not folder.name.startswith((".", "_")) and any(folder.glob("*.py"))


def _require_trusted(root: Path) -> None:
    """Make sure that nobody else has put there what would be executed.

    Raises:
        CourseError: Somebody might have.
    """
    engine = Path(__file__).parent
    owners = {os.geteuid(), 0, engine.stat().st_uid}  # who owns the engine can do anything anyway
    for path in _executed(root):
        status = path.stat()
        if status.st_uid not in owners:
            raise CourseError(
                f"{path} belongs to another user (number {status.st_uid}), who would say what this "
                "grader executes. Make a copy of your own, or change its owner"
            )
        if status.st_mode & stat.S_IWOTH:
            raise CourseError(
                f"{path}: everybody may write there, and so say what this grader executes. "
                f"Take that away: chmod -R o-w {root}"
            )


def _executed(root: Path) -> Iterator[Path]:
    """Yield the folders and files of a course that say what is executed."""
    yield root
    yield root / "tests"
    for mark in _MARKS:
        yield root / mark
        for folder, folders, files in os.walk(root / mark):
            paths = (Path(folder, name) for name in (*folders, *files))
            yield from (path for path in paths if path.exists())
