"""All of a change happens, or nothing does."""

import os
import stat

import pytest

from autograder.authoring.draft import Draft
from autograder.authoring.refusal import AuthoringError

from .conftest import contents


@pytest.fixture
def draft(course):
    with Draft(course, ["hw2026"]) as draft:
        yield draft


def test_what_is_changed_added_and_taken_away(course, draft):
    root = draft.course.root
    rubric = root / "tests" / "grading" / "hw2026"
    draft.write(rubric / "norms.py", "NEW = 1\n")
    changed = next(rubric.glob("test_q1*"))
    draft.write(changed, draft.read(changed) + "# more\n")
    for path in (root / "tests" / "variants" / "hw2026" / "1.2").iterdir():
        path.unlink()
    before = contents(course.root)
    written, removed = draft.publish()
    now = contents(course.root)
    assert (
        {path.relative_to(course.root).as_posix() for path in written}
        == {name for name in now if before.get(name) != now[name]}
        != set()
    )
    assert {
        path.relative_to(course.root).as_posix() for path in removed
    } == before.keys() - now.keys()
    assert now == contents(root)
    assert not (course.root / "tests" / "variants" / "hw2026" / "1.2").exists(), "nothing is in it"


@pytest.mark.usefixtures("unchanged")
def test_a_draft_that_is_not_published_changes_nothing(draft):
    draft.write(draft.course.root / "reference" / "hw2026" / "q9.py", "")
    assert len(draft.changed[0]) == 1


def test_what_somebody_has_changed_meanwhile_is_kept(course, draft):
    (path,) = course.root.glob("reference/hw2026/q1*.py")
    draft.write(draft.course.root / path.relative_to(course.root), "mine")
    draft.write(draft.course.root / "reference" / "hw2026" / "q9.py", "")
    path.write_text("theirs")
    before = contents(course.root)
    with pytest.raises(AuthoringError, match=f"{path}: was changed meanwhile"):
        draft.publish()
    assert contents(course.root) == before


def test_what_somebody_has_made_meanwhile_is_kept(course, draft):
    path = course.root / "reference" / "hw2026" / "q9.py"
    draft.write(draft.course.root / path.relative_to(course.root), "mine")
    path.write_text("theirs")
    with pytest.raises(AuthoringError, match=f"{path}: is there already, and would be overwritten"):
        draft.publish()
    assert path.read_text() == "theirs"


@pytest.mark.parametrize("blocked", ["tests/variants/hw2026/9.9", "tests/zzz"])
def test_where_one_file_cannot_be_written_all_are_put_back(course, draft, blocked):
    """A file lies where a folder would have to be; others were written and removed before it."""
    (course.root / blocked).write_text("in the way")
    (changed,) = (draft.course.root / "reference" / "hw2026").glob("q1*.py")
    draft.write(changed, "changed")
    draft.write(draft.course.root / "reference" / "hw2026" / "new" / "q9.py", "")
    draft.write(draft.course.root / blocked / "x.py", "")
    before = contents(course.root)
    with pytest.raises(AuthoringError, match=r"cannot be written.*Nothing was changed"):
        draft.publish()
    assert contents(course.root) == before
    assert not (course.root / "reference" / "hw2026" / "new").exists()
    assert not [name for name in os.listdir(changed.parent) if "autograder" in name]


def test_files_keep_their_rights(course, draft):
    secret = course.root / "reference" / "hw2026" / "secret"
    copy = draft.course.root / secret.relative_to(course.root)
    draft.write(copy, "other")
    draft.publish()
    assert (secret.read_text(), stat.S_IMODE(secret.stat().st_mode)) == ("other", 0o600)


def test_links_stay_links(course):
    """A link that nobody changed is left; one in a folder with another name moves with it."""
    rubric = course.root / "tests" / "grading" / "hw2026"
    (rubric / "data").symlink_to("../../public")
    (rubric / "near.py").symlink_to("test_q1_softplus_slope.py")
    with Draft(course, ["hw2026"]) as draft:
        assert draft.changed == ([], [])
        folder = draft.course.root / "tests" / "grading" / "hw2026"
        (folder / "data").rename(folder / "tables")
        draft.publish()
    assert os.readlink(rubric / "tables") == "../../public"
    assert not os.path.lexists(rubric / "data")
    assert os.readlink(rubric / "near.py") == "test_q1_softplus_slope.py"


def test_messages_speak_of_the_course(course, draft):
    (path,) = (draft.course.root / "tests" / "grading" / "hw2026").glob("test_q1*.py")
    draft.write(path, "def test_x(grade:\n")
    with pytest.raises(
        AuthoringError, match=f"^{course.root}/tests/grading/hw2026/{path.name}:1: "
    ):
        draft.rubric("hw2026")


@pytest.mark.usefixtures("unchanged")
def test_what_is_no_file_is_named(course):
    """A pipe would be waited for; nothing else can be made of it either."""
    pipe = course.root / "tests" / "variants" / "hw2026" / "1.1" / "pipe"
    os.mkfifo(pipe)
    with (
        pytest.raises(AuthoringError, match=f"^{pipe}: cannot be read: .*named pipe"),
        Draft(course, ["hw2026"]),
    ):
        pass
