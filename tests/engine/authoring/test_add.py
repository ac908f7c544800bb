"""A question is added to what is there, and to nothing that is not as it has to be."""

import pytest

from autograder.authoring.add import add_question
from autograder.authoring.refusal import AuthoringError
from autograder.authoring.remove import remove_question

from .conftest import contents

CASES = {
    "no number": (("3", "equal"), {}, "'3' is no number of a question"),
    "a number that is there": (("1.1", "choice"), {}, r"a line 1\.1 already, test_softplus"),
    "another case": (("2.1.Witness", "choice"), {}, r"there is a line 2\.1\.witness already"),
    "no kind": (("3.1", "equals"), {}, r"no kind equals \(did you mean equal\?\); there"),
    "no kind at all": (("3.1", "../equal"), {}, "there is no kind"),
    "a keyword": (("1.3", "choice"), {"name": "lambda"}, "'lambda' is a name of P"),
    "no identifier": (("1.3", "choice"), {"name": "two words"}, "is no name of a function"),
    "a name that is there": (("1.3", "choice"), {"name": "convolution"}, "convolution already"),
    "a name of the notation": (("1.3", "choice"), {"name": "norm2"}, "there is a norm2 already"),
    "a name that is imported": (("1.3", "equal"), {"name": "exp"}, "there is a exp already"),
    "a bad file": (("3.1", "choice"), {"file": "../q3.py"}, "no name of a question file"),
}  # fmt: skip


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(("arguments", "options", "message"), CASES.values(), ids=CASES)
def test_a_wrong_move_changes_nothing(assignment, arguments, options, message):
    with pytest.raises(AuthoringError, match=message):
        add_question(assignment, *arguments, **options)


def test_a_rubric_that_is_broken_is_named_with_its_line(assignment):
    path = assignment.rubric / "test_q2_growing_step.py"
    path.write_text(path.read_text() + "def test_more(grade:\n")
    before = contents(assignment.course)
    last = len(path.read_text().splitlines())
    with pytest.raises(AuthoringError, match=f"^{path}:{last}: "):
        add_question(assignment, "1.3", "choice")
    assert contents(assignment.course) == before


def test_a_question_without_a_line_has_its_number_all_the_same(assignment):
    path = assignment.reference / "q2_growing_step.py"
    path.write_text(path.read_text() + '\n\n@question("2.7")\ndef f():\n    """F."""\n')
    before = contents(assignment.course)
    with pytest.raises(AuthoringError, match=rf"{path}:\d+: there is a question 2\.7 already"):
        add_question(assignment, "2.7", "choice")
    assert contents(assignment.course) == before


@pytest.mark.parametrize("blocked", ["tests/variants/hw2026/2.9", "tests/grading/hw2026/one.py"])
def test_what_lies_where_it_would_be_written_is_kept(assignment, blocked):
    name = "tests/grading/hw2026/growing_step_2_9.py" if blocked.endswith("one.py") else blocked
    (assignment.course / name).write_text("mine")
    before = contents(assignment.course)
    with pytest.raises(AuthoringError, match=name):
        add_question(assignment, "2.9", "witness")
    assert contents(assignment.course) == before


def test_several_files_of_a_number_are_told(assignment):
    (assignment.reference / "q1_other.py").write_text("")
    with pytest.raises(
        AuthoringError,
        match=r"1\.3 can come into q1_other\.py or .*: say which, such as --file q1_other\.py",
    ):
        add_question(assignment, "1.3", "choice")
    add_question(assignment, "1.3", "choice", file="q1_other")
    assert '"1.3"' in (assignment.reference / "q1_other.py").read_text()


def test_what_stands_in_the_files_is_kept(assignment, require_sane):
    """Comments and imports of a course's own, in all that is added to."""
    added_to = [
        next(folder.glob("*q2*.py"))
        for folder in (assignment.reference, assignment.rubric, assignment.public)
    ]
    mine = "\n\nimport json  # mine\n\n# mine too\nTABLE = json.loads('{}')\n"
    for path in added_to:
        path.write_text(path.read_text() + mine)
    add_question(assignment, "2.2", "choice")
    for path in added_to:
        assert mine in path.read_text()
    require_sane(assignment)


def test_a_domain_is_no_answer(assignment, require_sane):
    """So a question may be called as one is."""
    add_question(assignment, "2.2", "choice", name="symmetric")
    require_sane(assignment)


def test_a_second_question_of_a_kind_has_a_name_of_its_own(assignment, require_sane):
    add_question(assignment, "2.2", "witness")
    add_question(assignment, "2.3", "witness", name="another_step")
    assert {"growing_step", "growing_step_2_2", "another_step"} <= set(
        (assignment.template / "q2_growing_step.py").read_text().replace("(", " ").split()
    )
    require_sane(assignment)
    assert sorted(path.name for path in assignment.rubric.glob("growing*")) == [
        "growing_step_2_1_witness.py", "growing_step_2_2.py", "growing_step_2_3.py",
    ]  # fmt: skip


def test_whole_submissions_answer_it(assignment):
    """Rightly where the file is there; a submission with a notebook in its place leaves it out."""
    other = assignment.submissions / "notebook"
    other.mkdir()
    (other / "expected").write_text("1.1 half\n1.2 nothing\n2.1.witness nothing\n")
    (other / "q1_softplus_slope.ipynb").write_text("{}")
    add_question(assignment, "1.3", "choice")
    shares = {
        folder.name: (folder / "expected").read_text().splitlines()
        for folder in assignment.submissions.iterdir()
    }
    assert shares == {
        "excellent": ["1.1 all", "1.2 all", "1.3 all", "2.1.witness all"],
        "empty": ["1.1 nothing", "1.2 nothing", "1.3 nothing", "2.1.witness nothing"],
        "notebook": ["1.1 half", "1.2 nothing", "1.3 nothing", "2.1.witness nothing"],
    }
    assert not (other / "q1_softplus_slope.py").exists()


def test_variants_in_latex_come_along_where_the_assignment_has_some(assignment):
    add_question(assignment, "1.3", "growth")
    folder = assignment.variants / "1.3"
    assert not list(folder.glob("*.tex"))
    (folder / "right_one.tex").write_text("% earns all\n\\begin{answer}{1.3}$x$\\end{answer}\n")
    add_question(assignment, "1.4", "growth")
    found = sorted(path.name for path in (assignment.variants / "1.4").glob("*.tex"))
    assert found == ["right_theta.tex", "wrong_one_row.tex", "wrong_product_first.tex"]
    remove_question(assignment, "1.4")
    assert not (assignment.variants / "1.4").exists()
