"""A course is found from the working folder upwards, and only where nobody else has put it."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import VARIABLE, Assignment, Course, CourseError, find_course

MARKS = "reference/ and tests/grading/"
OTHER_USER = 61_001


def make(root, *names):
    """Make a course with assignments of one line each."""
    for folder in ("reference", "tests/grading"):
        (root / folder).mkdir(parents=True)
        for name in names:
            (root / folder / name).mkdir()
            (root / folder / name / "test_q1_a.py").write_text("")
    return root


@pytest.fixture
def root(tmp_path):
    """A course."""
    return make(tmp_path / "course", "hw1", "hw2")


@pytest.fixture(autouse=True)
def without_a_variable(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def submission(tmp_path):
    """A submission that is a complete course."""
    return make(tmp_path / "submission", "hw1")


# ----------------------------------------------------------------------------------- its parts


def test_a_course_has_the_assignments_with_a_rubric_or_a_reference(root):
    (root / "reference" / "hw3").mkdir()
    (root / "reference" / "hw3" / "q1.py").write_text("")
    for other in ("reference/empty", "reference/__pycache__", "tests/grading/.hidden"):
        (root / other).mkdir()
    (root / "reference" / "__pycache__" / "q1.py").write_text("")
    (root / "tests" / "grading" / ".hidden" / "q1.py").write_text("")
    (root / "tests" / "grading" / "conftest.py").write_text("")
    assert Course(root).names == ("hw1", "hw2", "hw3")


def test_everything_that_gives_an_answer_away_is_a_secret(root):
    assignment = Course(root).assignment("hw1")
    assert assignment == Assignment(root, "hw1")
    for part in ("variants", "submissions", "reference", "rankings"):
        (root / "tests" / part / "hw1").mkdir(parents=True)
    handed_out = {assignment.template, assignment.public}
    kept = {root / "reference" / "hw1", *root.glob("tests/*/hw1")}
    assert set(assignment.secrets) == kept - handed_out
    assert len(assignment.secrets) == 6


def test_an_assignment_that_is_not_there_is_told_with_what_may_be_meant(root):
    with pytest.raises(
        CourseError, match=r"no assignment hw3 \(did you mean hw2\?\); there is hw1, hw2"
    ):
        Course(root).assignment("hw3")
    with pytest.raises(CourseError, match="no assignment essay; there is hw1, hw2"):
        Course(root).assignment("essay")
    for name in ("", ".", "..", "../hw1", "hw1/", str(root / "reference" / "hw1")):
        with pytest.raises(CourseError, match="there is no assignment"):
            Course(root).assignment(name)


def test_a_course_without_assignments_says_how_one_is_made(tmp_path):
    empty = Course(make(tmp_path / "empty"))
    assert empty.names == ()
    with pytest.raises(CourseError, match="no assignment yet: `autograder new hw1` makes one"):
        empty.assignment("hw1")


# -------------------------------------------------------------------------------- where it is found


@pytest.mark.parametrize("below", [".", "reference", "reference/hw1", "tests/grading/hw1", "a/b/c"])
def test_it_is_found_upwards_from_the_working_folder(root, monkeypatch, below):
    (root / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(root / below)
    assert find_course() == Course(root)


def test_the_nearest_one_is_taken(root, monkeypatch):
    inner = make(root / "old" / "course")
    monkeypatch.chdir(inner / "tests")
    assert find_course() == Course(inner)


def test_an_option_comes_before_the_variable_and_that_before_what_lies_around(
    root, tmp_path, monkeypatch
):
    named, given = make(tmp_path / "named"), make(tmp_path / "given")
    monkeypatch.chdir(root)
    monkeypatch.setenv(VARIABLE, str(named))
    assert find_course() == Course(named)
    assert find_course(given) == Course(given)
    monkeypatch.setenv(VARIABLE, "")
    assert find_course() == Course(root)
    assert find_course(Path("../given")) == Course(given)


def test_outside_of_one_it_is_said_what_was_looked_for(tmp_path, monkeypatch):
    (tmp_path / "reference").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError) as told:
        find_course()
    assert str(told.value) == (
        f"no course here: neither {tmp_path} nor a folder above it has {MARKS}. Give --course DIR "
        f"or {VARIABLE}, or make a course with `autograder new NAME`"
    )


def test_what_is_named_and_is_no_course_is_told(tmp_path, root, monkeypatch):
    """Nothing else is taken in its place."""
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(root)
    for given in ("nowhere", "loop", "reference", "tests/grading/hw1/test_q1_a.py"):
        with pytest.raises(CourseError, match=f"--course .*{given}: no course is there"):
            find_course(tmp_path / given if given == "loop" else Path(given))
    monkeypatch.setenv(VARIABLE, "/nowhere")
    with pytest.raises(CourseError, match=f"{VARIABLE} /nowhere: no course is there"):
        find_course()


def test_a_working_folder_that_is_gone_is_told(tmp_path):
    """In a process of its own, since one without a working folder is of no more use."""
    (tmp_path / "gone").mkdir()
    script = (
        "import os, sys; os.rmdir(os.getcwd())\n"
        "from autograder.course import CourseError, find_course\n"
        "try: find_course()\n"
        "except CourseError as error: sys.stdout.write(str(error))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path / "gone", capture_output=True, text=True
    )
    assert done.stdout == "the working folder is gone: change to another one", done.stderr


# ----------------------------------------------------------------- never inside what is graded


@pytest.fixture
def ways(submission, tmp_path):
    """Ways to a submission: itself, a link to it, and with steps there and back."""
    (tmp_path / "link").symlink_to(submission)
    (tmp_path / "second").symlink_to("link")
    return {
        "itself": submission,
        "a link": tmp_path / "link",
        "a link to a link": tmp_path / "second",
        "there and back": submission / "tests" / ".." / "." / "tests" / "..",
        "through a link and back": tmp_path / "link" / "tests" / "..",
        "by its own name": Path("."),
    }


@pytest.mark.parametrize("below", [".", "tests", "reference/hw1"])
@pytest.mark.parametrize(
    "way",
    ["itself", "a link", "a link to a link", "there and back", "through a link and back",
     "by its own name"],
)  # fmt: skip
def test_the_search_begins_above_the_submission(root, submission, ways, way, below, monkeypatch):
    """Whether the working folder is the submission or lies in it, and however it is written."""
    inside = shutil.move(submission, root / "handed in")
    submission.symlink_to(inside)
    monkeypatch.chdir(inside / below if way != "by its own name" else inside)
    assert find_course(submission=ways[way]) == Course(root)


def test_where_nothing_is_above_it_the_submissions_own_is_not_taken(submission, monkeypatch):
    monkeypatch.chdir(submission)
    with pytest.raises(CourseError, match=f"neither {submission.parent} nor a folder above it"):
        find_course(submission=Path())


def test_a_working_folder_that_was_entered_by_a_link_is_known(submission, tmp_path):
    """A shell keeps the link in the folder's name, and may say so in `PWD`."""
    (tmp_path / "link").symlink_to(submission / "tests")
    script = (
        "from pathlib import Path\nfrom autograder.course import *\n"
        f"try: print(find_course(submission=Path({str(submission)!r})))\n"
        "except CourseError as error: print(error)\n"
    )
    done = subprocess.run(
        ["sh", "-c", f'cd "{tmp_path}/link" && exec "{sys.executable}" -c "$1"', "sh", script],
        capture_output=True, text=True,
    )  # fmt: skip
    assert f"no course here: neither {tmp_path} nor" in done.stdout, done.stderr


@pytest.mark.parametrize("below", [".", "inner"])
@pytest.mark.parametrize("by", ["option", "variable"])
def test_one_that_is_named_inside_of_what_is_graded_is_refused(
    submission, root, monkeypatch, by, below
):
    """Also where it is the submission itself, or is reached by a link from outside."""
    inner = make(submission / "inner")
    (root / "link").symlink_to(submission / below)
    monkeypatch.chdir(root)
    for named in (submission / below, root / "link"):
        if by == "variable":
            monkeypatch.setenv(VARIABLE, str(named))
        with pytest.raises(CourseError, match=f"{(inner / '..' / below).resolve()}: this course"):
            find_course(named if by == "option" else None, submission=submission)


def test_a_course_whose_own_root_is_graded_is_refused(root, monkeypatch):
    monkeypatch.chdir(root)
    with pytest.raises(CourseError, match="no course here: neither"):
        find_course(submission=root)
    with pytest.raises(CourseError, match="lies in what is graded"):
        find_course(root, submission=root)
    with pytest.raises(CourseError, match="lies in what is graded"):
        find_course(root, submission=root.parent)
    assert find_course(submission=root / "reference" / "hw1") == Course(root)


def test_a_submission_that_is_not_there_or_no_folder_stands_in_no_ones_way(root, monkeypatch):
    monkeypatch.chdir(root)
    (root / "hw.zip").write_bytes(b"")
    for submission in (Path("/nowhere/at/all"), root / "hw.zip", root / "nowhere"):
        assert find_course(submission=submission) == Course(root)


def test_the_whole_file_system_is_no_place_beside_it(monkeypatch):
    monkeypatch.chdir("/")
    with pytest.raises(CourseError, match=f"no course here: nowhere is there {MARKS}"):
        find_course(submission=Path("/"))


# --------------------------------------------------------------------------- whose course it is


#: What says what is executed: folders, modules, checkers, what Python and pytest read beside them.
EXECUTED = [
    ".", "reference", "reference/hw1", "reference/hw1/q1_a.py", "reference/hw1/secret", "tests",
    "tests/grading", "tests/grading/hw1", "tests/grading/hw1/test_q1_a.py",
    "tests/grading/hw1/norms.py", "tests/grading/hw1/conftest.py",
    "tests/grading/hw1/__pycache__", "tests/grading/hw1/__pycache__/norms.cpython-311.pyc",
    "tests/grading/hw1/shapes/__init__.py", "tests/grading/hw1/link.py", "tests/grading/linked",
]  # fmt: skip


@pytest.fixture
def whole(root, tmp_path):
    """A course with everything that is executed, some of it by links to elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "hw").mkdir(parents=True)
    (elsewhere / "hw" / "deep.py").write_text("")
    (elsewhere / "file.py").write_text("")
    for path in EXECUTED[1:]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("link.py"):
            (root / path).symlink_to(elsewhere / "file.py")
        elif path.endswith("linked"):
            (root / path).symlink_to(elsewhere / "hw")
        elif "." in path or path.endswith("secret"):
            (root / path).touch()
        else:
            (root / path).mkdir(exist_ok=True)
    return root


def test_ones_own_is_taken(whole):
    assert find_course(whole) == Course(whole)


@pytest.mark.parametrize("path", [*EXECUTED, "tests/grading/linked/deep.py"])
def test_where_everybody_may_write_nothing_is_executed(whole, path):
    (whole / path).chmod((whole / path).stat().st_mode | stat.S_IWOTH)
    place = (whole / path).resolve()
    with pytest.raises(
        CourseError, match=f"{place}: everybody may write there.* chmod o-w {place}"
    ):
        find_course(whole)


@pytest.mark.parametrize("path", ["tests/grading/hw1", "."])
def test_a_sticky_folder_is_one_where_everybody_may_write(whole, path):
    """Nobody else's file can be replaced there, and a `conftest.py` can be put there."""
    (whole / path).chmod(0o1777)
    with pytest.raises(CourseError, match="everybody may write there"):
        find_course(whole)


@pytest.mark.parametrize("link", ["file.py", "hw/deep.py"])
def test_what_a_link_leads_to_may_not_be_replaced_by_everybody(whole, link, tmp_path):
    """Who may write in a folder puts another file in the place of one."""
    folder = (tmp_path / "elsewhere" / link).parent
    folder.chmod(0o777)
    with pytest.raises(CourseError, match=f"{folder}: everybody may write there"):
        find_course(whole)
    if folder.name == "elsewhere":
        folder.chmod(0o1777)
        assert find_course(whole) == Course(whole)


def test_nor_may_the_course_itself_but_it_may_lie_in_a_folder_such_as_tmp(whole, tmp_path):
    tmp_path.chmod(0o777)
    with pytest.raises(CourseError, match=f"{tmp_path}: everybody may write there"):
        find_course(whole)
    tmp_path.chmod(0o1777)
    assert find_course(whole) == Course(whole)


@pytest.mark.parametrize("path", [*EXECUTED, "tests/grading/linked/deep.py"])
def test_what_belongs_to_another_user_is_not_executed(whole, path, record_property):
    if os.geteuid() != 0:
        record_property("not run", "a course of another user's: only root can make one")
        return
    os.chown(whole / path, OTHER_USER, -1)
    place = (whole / path).resolve()
    with pytest.raises(
        CourseError, match=rf"{place} belongs to another user \(number {OTHER_USER}"
    ):
        find_course(whole)


def test_what_is_not_executed_may_be_anyones(whole):
    """Drafts, results, students' files: a person's own affair."""
    for path in ("drafts", "tests/variants", "student_template/hw1"):
        (whole / path).mkdir(parents=True)
        (whole / path).chmod(0o777)
    (whole / "tests" / "grading" / "hw1" / "broken.py").symlink_to("nowhere")
    (whole / "tests" / "grading" / "hw1" / "loop").symlink_to("..")
    assert find_course(whole) == Course(whole)


def test_a_submission_is_the_courses_own_where_its_owner_has_put_it(root, tmp_path):
    """Not a copy of it elsewhere, not one that a link there leads to, not where others write."""
    assignment = Course(root).assignment("hw1")
    for name in ("typical", "more/typical"):
        (assignment.submissions / name).mkdir(parents=True)
    copy = shutil.copytree(assignment.submissions / "typical", tmp_path / "copy")
    (assignment.submissions / "link").symlink_to(copy)
    assert assignment.has_own(assignment.submissions / "typical")
    assert assignment.has_own(assignment.submissions / "more" / ".." / "typical")
    for other in (copy, assignment.submissions / "link", assignment.submissions / "typical/../.."):
        assert not assignment.has_own(other)
    (assignment.submissions / "more").chmod(0o777)
    assert not assignment.has_own(assignment.submissions / "typical")


MOUNTED = """
mount --bind "$1" "$2" && cd "$2" && exec "$3" -c '
import sys
from pathlib import Path
from autograder.course import CourseError, find_course
for given in (None, Path(sys.argv[2])):
    try: print(find_course(given, submission=Path(sys.argv[1])))
    except CourseError as error: print(error)
' "$1" "$2"
"""


def test_a_submission_that_is_mounted_twice_is_known_by_its_other_path(
    submission, tmp_path, record_property
):
    """The mount is this test's alone."""
    other = tmp_path / "other"
    other.mkdir()
    command = ["unshare", "--mount", "sh", "-c", MOUNTED, "sh", submission, other, sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        record_property("not run", f"a folder that is mounted twice: {done.stderr.strip()}")
        return
    searched, given = done.stdout.splitlines()
    assert searched.startswith(f"no course here: neither {tmp_path} nor"), done.stderr
    assert given.startswith(f"{other}: this course lies in what is graded, {submission}")
