"""A course: a folder with assignments, found from the working folder upwards.

    reference/<assignment>/            the questions and their answers
    tests/grading/<assignment>/        the rubric, and checkers of the course's own beside it
    tests/public/<assignment>/         the tests that students get
    tests/variants/<assignment>/       right and wrong answers to each line
    tests/submissions/<assignment>/    whole submissions
    tests/reference/<assignment>/      the course's own tests of its reference
    student_template/<assignment>/     what students get, made from the above
    rulings/<assignment>.toml          in a package: what persons have decided

The engine executes what a rubric says. So a course is never taken from inside what is graded, nor
from where others than its owner can write.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
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
    def rulings(self) -> Path:
        """What persons have decided about lines, in a package that has such."""
        return self.course / "rulings" / f"{self.name}.toml"

    @property
    def secrets(self) -> list[Path]:
        """What no submission may read, as far as it is there."""
        kept = (self.reference, self.rubric, self.variants, self.submissions, self.tests)
        return [path for path in (*kept, self.rankings, self.rulings) if path.exists()]

    def has_own(self, submission: Path) -> bool:
        """Return whether a submission is one of the course's own, put there by its owner."""
        own = _real(self.submissions)
        return _real(submission).is_relative_to(own) and not _doubt((), (own,))


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
    try:
        graded = _real(submission) if submission is not None else None
        root = _named(given) or _search(_real(Path.cwd()), graded)
    except FileNotFoundError:
        raise CourseError("the working folder is gone: change to another one") from None
    if graded is not None and _lies_in(root, graded):
        raise CourseError(
            f"{root}: this course lies in what is graded, {graded}: what was handed in does not "
            "say how it is graded. Give --course with yours"
        )
    # What the folders hold, of the course itself: a person may keep anything else beside them.
    if doubt := _doubt((root, root / "tests"), map(root.joinpath, _MARKS)):
        raise CourseError(doubt)
    return Course(root)


def _named(given: Path | None) -> Path | None:
    """Return the course that an option or the environment names; None where none does.

    Raises:
        CourseError: It is none.
    """
    variable = os.environ.get(VARIABLE)
    named = given or (Path(variable) if variable else None)
    if named is None:
        return None
    root = _real(named)
    if not _is_course(root):
        how = "--course" if given else VARIABLE
        raise CourseError(f"{how} {named}: no course is there (no {_listed_marks()})")
    return root


def _search(start: Path, graded: Path | None) -> Path:
    """Return the nearest folder upwards that is a course, beginning above what is graded.

    Raises:
        CourseError: There is none.
    """
    above = (start, *start.parents)
    searched = [f for f in above if graded is None or not _lies_in(f, graded)]
    for candidate in searched:
        if _is_course(candidate):
            return candidate
    looked = f"neither {searched[0]} nor a folder above it has" if searched else "nowhere is there"
    raise CourseError(
        f"no course here: {looked} {_listed_marks()}. Give --course DIR or {VARIABLE}, or make a "
        "course with `autograder new NAME`"
    )


def _is_course(folder: Path) -> bool:
    return all(os.path.isdir(folder / mark) for mark in _MARKS)


def _listed_marks() -> str:
    return " and ".join(f"{mark.as_posix()}/" for mark in _MARKS)


def _has_modules(folder: Path) -> bool:
    return not folder.name.startswith((".", "_")) and any(folder.glob("*.py"))


def _real(path: Path) -> Path:
    """Return where a path leads to; unlike `Path.resolve` it takes a loop of links for an end."""
    return Path(os.path.realpath(path))


def _lies_in(folder: Path, other: Path) -> bool:
    """Return whether a folder is another one or lies in it, by whatever name it is reached."""
    if folder.is_relative_to(other):
        return True
    # Where a file system is mounted twice, the same folder has two paths without a link.
    known = _status(other)
    found = map(_status, (folder, *folder.parents))
    return known is not None and any(s is not None and os.path.samestat(s, known) for s in found)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


# ---------------------------------------------------------------------------------- who may write


def _doubt(folders: Iterable[Path], whole: Iterable[Path]) -> str:
    """Say why somebody else may have put there what would be executed; nothing if nobody may.

    Args:
        folders: Folders that are looked at alone.
        whole: Folders that are looked at with all that they hold.
    """
    engine = Path(__file__).parent
    owners = {os.geteuid(), 0, engine.stat().st_uid}  # who owns the engine can do anything anyway
    ways: set[Path] = set()
    for place, status in _found(folders, whole):
        ways.update(place.parents)
        if status.st_uid not in owners:
            return (
                f"{place} belongs to another user (number {status.st_uid}), who would say what "
                "this grader executes. Make a copy of your own, or change its owner"
            )
        if status.st_mode & stat.S_IWOTH:
            return _written_by_all(place)
    for way in sorted(ways):
        status = way.stat()
        # In a folder such as /tmp everybody may make files, and nobody may replace another's.
        if status.st_mode & stat.S_IWOTH and not status.st_mode & stat.S_ISVTX:
            return _written_by_all(way)
    return ""


def _written_by_all(place: Path) -> str:
    return (
        f"{place}: everybody may write there, and so say what this grader executes. Take that "
        f"away: chmod o-w {shlex.quote(str(place))}"
    )


def _found(folders: Iterable[Path], whole: Iterable[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield where these lie, and what is in the whole ones, also through links; each once."""
    alone = {_real(folder) for folder in folders}
    waiting, seen = [*alone, *whole], set[Path]()
    while waiting:
        place = _real(waiting.pop())
        status = _status(place)
        if place in seen or status is None:  # what cannot be reached is not executed either
            continue
        seen.add(place)
        yield place, status
        if place not in alone and stat.S_ISDIR(status.st_mode):
            with suppress(PermissionError):
                waiting += place.iterdir()
