"""An assignment is made as a whole, and beside what is there."""

import stat
from pathlib import Path

import pytest

from autograder.authoring.draft import Draft
from autograder.authoring.new import ignore_secrets, new_assignment
from autograder.authoring.refusal import AuthoringError
from autograder.course import Course, find_course

from .conftest import contents


def test_all_parts_are_there_and_nothing_else(made, require_sane):
    top = {path.name for path in made.iterdir()}
    assert top == {"reference", "tests", "student_template", ".gitignore"}
    assert {path.name for path in (made / "tests").iterdir()} == {
        "grading", "public", "variants", "submissions",
    }  # fmt: skip
    assignment = find_course(made).assignment("hw2026")
    require_sane(assignment)
    assert {path.name for path in assignment.submissions.iterdir()} == {"excellent", "empty"}


def test_the_secret_is_its_own_and_stays_here(made, course):
    """Students do not get it, git leaves it out, and nobody else reads it."""
    secret = course.root / "reference" / "hw2026" / "secret"
    text = secret.read_text().strip()
    assert len(bytes.fromhex(text)) == 32
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    others = [name for name, content in contents(course.root).items() if text.encode() in content]
    assert others == ["reference/hw2026/secret"]
    assert "/reference/*/secret" in (made / ".gitignore").read_text().splitlines()


def test_a_second_assignment_has_a_secret_of_its_own(course):
    before = contents(course.root)
    written = new_assignment(course.root, "hw2027")
    now = contents(course.root)
    assert {name: now[name] for name in before} == before, "nothing that was there has changed"
    assert now["reference/hw2027/secret"] != now["reference/hw2026/secret"]
    assert {
        path.relative_to(course.root).as_posix() for path in written
    } == now.keys() - before.keys()
    assert course.names == ("hw2026", "hw2027")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*.zip", "*.zip\n# Random inputs"),
        ("*.zip\n", "*.zip\n# Random inputs"),
        ("reference/*/secret\n", "reference/*/secret\n"),
        ("**/secret\n", "**/secret\n"),
    ],
)
def test_what_git_ignores_is_kept(tmp_path, before, after):
    (tmp_path / ".gitignore").write_text(before)
    with Draft(Course(tmp_path), []) as draft:
        ignore_secrets(draft)
        draft.publish()
    text = (tmp_path / ".gitignore").read_text()
    assert text.startswith(after)
    assert text.count("secret\n") == 1


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", ["hw2026", "HW2026"])
def test_an_assignment_that_is_there_is_not_made_again(course, name):
    with pytest.raises(AuthoringError, match="there is an assignment hw2026 already"):
        new_assignment(course.root, name)


def test_a_part_that_is_there_is_not_overwritten(course):
    stray = course.root / "tests" / "variants" / "hw2030" / "notes"
    stray.parent.mkdir()
    stray.write_text("mine")
    before = contents(course.root)
    with pytest.raises(AuthoringError, match=f"{stray.parent}: is there already"):
        new_assignment(course.root, "hw2030")
    assert contents(course.root) == before


@pytest.mark.parametrize("blocked", ["student_template", "tests/variants", "reference"])
def test_a_file_in_the_way_leaves_nothing_behind(tmp_path, blocked):
    (tmp_path / "tests").mkdir()
    (tmp_path / blocked).write_text("in the way")
    with pytest.raises(AuthoringError, match=f"{tmp_path / blocked}: is a file in the way"):
        new_assignment(tmp_path, "hw2026")
    assert contents(tmp_path) == {blocked: b"in the way"}
    assert {path.name for path in tmp_path.iterdir()} == {"tests", Path(blocked).parts[0]}


def test_a_folder_that_is_not_there_is_made(tmp_path):
    new_assignment(tmp_path / "a" / "b", "hw2026")
    assert Course(tmp_path / "a" / "b").names == ("hw2026",)
