"""A question goes with all its parts, and stays while something needs it."""

import pytest

from autograder.authoring.add import add_question
from autograder.authoring.refusal import AuthoringError
from autograder.authoring.remove import remove_question

from .conftest import contents


@pytest.mark.parametrize(
    ("number", "kind"), [("1.3", "choice"), ("2.2", "witness"), ("3.1", "close")]
)
def test_what_was_added_goes_without_a_trace(assignment, require_sane, number, kind):
    """Into a file that was there, with a checker beside the rubric, and into a new file."""
    before = contents(assignment.course)
    add_question(assignment, number, kind)
    assert contents(assignment.course) != before
    remove_question(assignment, number)
    now = contents(assignment.course)
    assert {name: text.decode("utf-8", "replace") for name, text in now.items()} == {
        name: text.decode("utf-8", "replace") for name, text in before.items()
    }
    require_sane(assignment)


@pytest.mark.usefixtures("unchanged")
def test_who_does_not_agree_has_changed_nothing(assignment):
    """What would be written and removed is told before it is."""
    asked = []
    done = remove_question(assignment, "1.2", agreed=lambda *files: asked.append(files) or False)
    ((written, removed),) = asked
    assert not done
    assert assignment.reference / "q1_softplus_slope.py" in written
    assert {path.parent.name for path in removed} == {"1.2"}


def test_ends_of_lines_stay_as_they_are(assignment):
    for folder in (assignment.reference, assignment.rubric, assignment.public):
        (path,) = folder.glob("*q1*.py")
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    remove_question(assignment, "1.2")
    for folder in (assignment.reference, assignment.rubric, assignment.public):
        (path,) = folder.glob("*q1*.py")
        assert b"convolution" not in path.read_bytes()
        assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_what_others_use_stays(assignment):
    """A helper that another question calls, and a mistake that another line names."""
    path = assignment.reference / "q1_softplus_slope.py"
    path.write_text(
        path.read_text()
        + '\n\n@question("1.3")\ndef other():\n    """O."""\n    return slid([1], [2])\n'
    )
    rubric = assignment.rubric / "test_q1_softplus_slope.py"
    rubric.write_text(
        rubric.read_text()
        + '\n\n@number("1.3")\n@weight(1)\ndef test_other(grade):\n    """O."""\n'
        '    grade(ref.other, Entries(tolerance="1", misreadings={"a": Misreading('
        'answer=ref.convolution_flipped, message="A.")}))\n'
    )
    remove_question(assignment, "1.2")
    text = path.read_text()
    assert "def convolution()" not in text
    assert "def slid(" in text
    assert "def convolution_flipped(" in text
    assert "Entries" in rubric.read_text()


def test_a_list_of_functions_loses_one(assignment):
    path = assignment.public / "test_q1_softplus_slope.py"
    both = (
        '\n\n@pytest.mark.parametrize(("function", "n"), [\n    ("softplus_slope", 1),\n'
        '    ("convolution", 3),  # of three\n])\ndef test_both(ask, function, n):\n'
        "    assert getattr(q1, function)\n"
    )
    path.write_text(path.read_text() + both)
    remove_question(assignment, "1.2")
    text = path.read_text()
    assert '("softplus_slope", 1),  # of three\n]' in text
    assert "convolution" not in text


NEEDED = {
    "it is followed": (
        "tests/grading", '@follows("1.2")\n@number("1.3")\ndef test_x(grade):\n    """X."""\n',
        r":\d+: 1\.3 goes on from 1\.2: change that first, or remove 1\.3",
    ),
    "it is counted with": (
        "tests/grading", '@counts_with("1.2")\n@number("1.3")\ndef test_x(grade):\n    """X."""\n',
        r":\d+: 1\.3 counts with 1\.2",
    ),
    "it follows a slip": (
        "tests/grading", 'SLIP = M(then={"1.2": "x"})\n', "`then=` speaks of 1.2",
    ),
    "another line names it": (
        "tests/grading", "def more(): return ref.convolution\n", "ref.convolution is used here too",
    ),
    "the reference calls it": (
        "reference", "def more(): return convolution()\n", "more uses convolution",
    ),
    "a table of public tests has it": (
        "tests/public", "TABLE = [q1.convolution]\n", "convolution is used here",
    ),
    "a public test compares two": (
        "tests/public", "def test_2(ask):\n    ask(q1.convolution, q1.softplus_slope)\n",
        "test_2 speaks of convolution and of others",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("where", "more", "message"), NEEDED.values(), ids=NEEDED)
def test_what_is_needed_stays(assignment, where, more, message):
    (path,) = (assignment.course / where / "hw2026").glob("*q1*.py")
    path.write_text(f"{path.read_text()}\n\n{more}")
    before = contents(assignment.course)
    with pytest.raises(AuthoringError, match=f"^{path}:?.*{message}"):
        remove_question(assignment, "1.2")
    assert contents(assignment.course) == before


def test_one_question_is_left(assignment):
    remove_question(assignment, "1.2")
    remove_question(assignment, "2.1.witness")
    with pytest.raises(AuthoringError, match=r"1\.1 is the only line of hw2026: add another one"):
        remove_question(assignment, "1.1")


def test_a_symbol_of_the_same_name_is_no_use(assignment, require_sane):
    """A parameter, a keyword argument and a text in a test that are called as the function is."""
    for folder, more in (
        (assignment.reference, "def more(convolution): return convolution\n"),
        (assignment.public, 'SYMBOLS = {"convolution": 1}\n'),
    ):
        (path,) = folder.glob("*q1*.py")
        path.write_text(f"{path.read_text()}\n\n{more}")
    remove_question(assignment, "1.2")
    require_sane(assignment)


@pytest.mark.usefixtures("unchanged")
def test_a_question_that_is_not_there_is_told(assignment):
    with pytest.raises(AuthoringError, match=r"no question 1\.4 \(did you mean 1\.\d\?\)"):
        remove_question(assignment, "1.4")
