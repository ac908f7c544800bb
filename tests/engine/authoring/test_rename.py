"""Another number, or another name, in all parts."""

import re

import pytest

from autograder.authoring.refusal import AuthoringError
from autograder.authoring.rename import rename_assignment, rename_question
from autograder.course import CourseError

from .conftest import contents


def test_a_question_gets_another_number(assignment, require_sane):
    before = contents(assignment.course)
    renamed = rename_question(assignment, "2.1.witness", "2.2.step")
    rubric = require_sane(assignment)
    assert [line.number for line in rubric.lines] == ["1.1", "1.2", "2.2.step"]
    now = contents(assignment.course)
    assert not [name for name, text in now.items() if b"2.1.witness" in text or "2.1.w" in name]
    moved = {name.replace("2.1.witness", "2.2.step") for name in before}
    assert moved == now.keys()
    assert renamed.mentions == []
    assert len(renamed.removed) == 5


def test_lines_that_speak_of_it_speak_of_the_new_one(assignment, require_sane):
    path = assignment.rubric / "test_q1_softplus_slope.py"
    text = path.read_text().replace(
        '@number("1.2")', '@number("1.2")\n@follows("1.1")\n@counts_with("1.1")'
    )
    text = text.replace("import (\n", "import (\n    counts_with,\n    follows,\n", 1)
    text = text.replace("import Entries", "import counts_with, follows, Entries")
    path.write_text(
        text + '\n\nMINE = "x*({1.1: x=2})", "1.1*x", M  # see question 1.1\n'.replace(", M", "")
    )
    ranking = assignment.rankings / "q1_softplus_slope.py"
    ranking.parent.mkdir(parents=True)
    ranking.write_text("# ===== 1.1\n\n# 1: right\n1.1\n\n# ===== 1.2\n")
    renamed = rename_question(assignment, "1.1", "1.9")
    (line,) = (line for line in require_sane(assignment).lines if line.number == "1.2")
    assert (line.follows, line.counts_with) == (("1.9",), "1.9")
    assert 'MINE = "x*({1.9: x=2})", "1.1*x"  # see question 1.9' in path.read_text()
    assert ranking.read_text() == "# ===== 1.9\n\n# 1: right\n1.1\n\n# ===== 1.2\n"
    left = {(place.name, number) for place, number in renamed.mentions}
    assert left == {(path.name, len(path.read_text().splitlines())), (ranking.name, 4)}


def test_answers_in_latex_get_the_new_number(assignment):
    folder = assignment.variants / "1.1"
    text = "%% earns all\n%% Of 1.1 in 1.1.\n\\begin{answer}{%s} $1.1$ \\end{answer}\n"
    (folder / "right_one.tex").write_text(text % "1.1")
    (folder / "right_other.tex").write_text(text % "1.1.mean")
    renamed = rename_question(assignment, "1.1", "1.9")
    folder = assignment.variants / "1.9"
    assert (folder / "right_one.tex").read_text() == text % "1.9"
    assert (folder / "right_other.tex").read_text() == text % "1.1.mean"
    assert (folder / "right_one.tex", 2) in renamed.mentions


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1.1", "1.2", r"q1_softplus_slope\.py:\d+: there is a question 1\.2 already, convolution"),
        ("1.1", "1.1", "has that number already"),
        ("1.1", "one", "'one' is no number"),
        ("1.7", "1.8", r"has no question 1\.7 .*; it has 1\.1, 1\.2, 2\.1\.witness"),
    ],
)
def test_a_wrong_move_changes_nothing(assignment, old, new, message):
    with pytest.raises(AuthoringError, match=message):
        rename_question(assignment, old, new)


def test_variants_of_the_new_number_are_kept(assignment):
    (assignment.variants / "1.3").mkdir()
    (assignment.variants / "1.3" / "mine.py").write_text("")
    before = contents(assignment.course)
    with pytest.raises(AuthoringError, match=r"1\.3: there are variants of 1\.3 already"):
        rename_question(assignment, "1.1", "1.3")
    assert contents(assignment.course) == before


def test_an_assignment_gets_another_name(course, require_sane):
    before = contents(course.root)
    renamed = rename_assignment(course, "hw2026", "hw2027")
    now = contents(course.root)
    assert course.names == ("hw2027",)
    require_sane(course.assignment("hw2027"))
    assert {name.replace("hw2026", "hw2027") for name in before} == now.keys()
    assert now["reference/hw2027/secret"] == before["reference/hw2026/secret"]
    assert not [name for name, text in now.items() if b"hw2026" in text]
    assert renamed.mentions == []
    assert not list(course.root.rglob("hw2026"))


def test_where_the_name_is_said_elsewhere_is_told(course):
    path = course.root / "reference" / "hw2026" / "q2_growing_step.py"
    path.write_text(path.read_text() + "\n\n# As in hw2026; xhw2026 is something else.\n")
    renamed = rename_assignment(course, "hw2026", "hw2027")
    (mention,) = renamed.mentions
    assert (mention[0].name, mention[1]) == (path.name, len(mention[0].read_text().splitlines()))


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("hw2026", "hw 2027", "no name for an assignment"),
        ("hw2026", "hw2026", "is called so already"),
        ("hw2020", "hw2027", r"there is no assignment hw2020 \(did you mean hw2026\?\)"),
    ],
)
def test_a_wrong_name_changes_nothing(course, old, new, message):
    with pytest.raises((AuthoringError, CourseError), match=message):
        rename_assignment(course, old, new)


def test_what_is_called_so_is_kept(course):
    (course.root / "tests" / "variants" / "hw2027").mkdir()
    (course.root / "tests" / "variants" / "hw2027" / "mine").write_text("")
    before = contents(course.root)
    with pytest.raises(AuthoringError, match=re.escape("variants/hw2027: is there already")):
        rename_assignment(course, "hw2026", "hw2027")
    assert contents(course.root) == before
