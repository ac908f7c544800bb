"""What changes a line's key, and what does not."""

import shutil
from dataclasses import replace

import pytest

from autograder.batch.keys import LineKeys, SubmissionDigests
from autograder.course import Course
from autograder.grading.documents import LatexDocument
from autograder.grading.reference import Reference
from autograder.grading.rubric import read_rubric
from autograder.grading.submission import Submission
from autograder.verdict import earned, lost
from small_course import COURSE, NAME

SUBMISSION = Submission({"q1_spread.py": b"def mean(): ...", "q2_average.py": b"x = 1"})


@pytest.fixture
def assignment(tmp_path):
    """One that a test may change."""
    root = tmp_path / "course"
    shutil.copytree(COURSE.root, root)
    return Course(root).assignment(NAME)


def keys(assignment, submission=SUBMISSION, *, verdicts=None, seed=None, **limits):
    """Return the keys of all lines, by their numbers."""
    rubric = read_rubric(assignment.rubric)
    table = LineKeys(assignment, rubric, Reference.read(assignment.reference), seed=seed, **limits)
    digests = SubmissionDigests(submission)
    return {line.number: table.key(line, digests, verdicts or {}) for line in rubric.lines}


def changed(before, after):
    """Return the numbers of the lines that have another key."""
    assert before.keys() == after.keys()
    return {number for number in before if before[number] != after[number]}


def edit(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


SPREAD = {"1.mean", "1.variance", "1.width", "1.shifted"}
AVERAGE = {"2.weights", "2.expectation", "2.cost"}


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("@weight(1)", "@weight(3)", set()),
        ("Widths of the rows.", "How wide the rows are.", set()),
        ('@visibility("after_published")', '@visibility("hidden")', set()),
        ("grade(ref.width,", "# a remark\n    grade(\n        ref.width,", set()),
        ("Fraction(1, 2)", "Fraction(1, 3)", {"1.variance"}),
        ("Nearly:", "Almost:", {"1.variance"}),
        ('TOLERANCE = "0.001"', 'TOLERANCE = "0.01"', {"1.mean", "1.variance", "1.width"}),
        ("grade(ref.shifted, Choice())", "grade(ref.width, Choice())", {"1.shifted"}),
    ],
)
def test_a_change_of_the_rubric_concerns_the_lines_whose_verdict_it_may_change(
    assignment, old, new, lines
):
    before = keys(assignment)
    edit(assignment.rubric / "test_q1_spread.py", old, new)
    assert changed(before, keys(assignment)) == lines


def test_a_checker_beside_the_rubric_concerns_those_that_reach_it(assignment):
    rubric = assignment.rubric
    (rubric / "norms.py").write_text("from .deeper import LIMIT\n")
    (rubric / "deeper.py").write_text("LIMIT = 1\n")
    (rubric / "lonely.py").write_text("LIMIT = 1\n")
    file = rubric / "test_q1_spread.py"
    file.write_text(f"from .norms import LIMIT\n{file.read_text()}")
    edit(file, "grade(ref.width,", "assert LIMIT\n    grade(ref.width,")
    before = keys(assignment)
    edit(rubric / "lonely.py", "1", "2")
    assert changed(before, keys(assignment)) == set()
    edit(rubric / "deeper.py", "1", "2")
    assert changed(before, keys(assignment)) == {"1.width"}


def test_a_conftest_concerns_all(assignment):
    before = keys(assignment)
    (assignment.rubric / "conftest.py").write_text("import pytest\n")
    assert changed(before, keys(assignment)) == set(before)


def test_the_reference_concerns_the_lines_of_its_file(assignment):
    before = keys(assignment)
    edit(assignment.reference / "q1_spread.py", "(2, 2, 5)", "(2, 2, 6)")
    assert changed(before, keys(assignment)) == SPREAD


def test_the_secret_concerns_all_unless_there_is_a_seed(assignment):
    before, seeded = keys(assignment), keys(assignment, seed=1)
    (assignment.reference / "secret").write_text("another")
    assert changed(before, keys(assignment)) == set(before)
    assert changed(seeded, keys(assignment, seed=1)) == set()
    assert changed(seeded, keys(assignment, seed=2)) == set(before)


def test_what_a_question_file_may_take_concerns_all(assignment):
    assert changed(keys(assignment), keys(assignment, deadline=1.0)) == set(keys(assignment))


def test_what_was_handed_in_concerns_all_where_seeds_follow_from_it(assignment):
    other = Submission({**SUBMISSION.sources, "q2_average.py": b"x = 2"})
    assert changed(keys(assignment), keys(assignment, other)) >= SPREAD | AVERAGE
    seeded = keys(assignment, seed=1), keys(assignment, other, seed=1)
    assert changed(*seeded) >= AVERAGE
    # Files at the top can import each other, so that even then it may concern them all.
    helper = Submission({**SUBMISSION.sources, "helper.py": b"x = 2"})
    assert changed(keys(assignment, seed=1), keys(assignment, helper, seed=1)) >= SPREAD | AVERAGE


def test_a_line_that_follows_sees_the_verdict_before_it(assignment):
    file = assignment.rubric / "test_q2_average.py"
    edit(file, '@number("2.cost")', '@number("2.cost")\n@follows("2.weights")')
    edit(file, "    number,\n", "    number,\n    follows,\n")
    right = keys(assignment, verdicts={"2.weights": earned()})
    wrong = keys(assignment, verdicts={"2.weights": lost("no")})
    slip = keys(assignment, verdicts={"2.weights": lost("no", notes=("last weight",))})
    assert changed(right, wrong) == changed(wrong, slip) == {"2.cost"}
    edit(file, "This is the weight of x_t alone.", "No.")
    again = keys(assignment, verdicts={"2.weights": lost("no")})
    assert changed(wrong, again) == {"2.weights"}


def test_a_rubric_that_does_not_parse_has_keys_too(assignment):
    rubric, reference = read_rubric(assignment.rubric), Reference.read(assignment.reference)
    (assignment.rubric / "test_q1_spread.py").write_text("def (")
    table = LineKeys(assignment, rubric, reference, seed=None)
    assert table.key(rubric.lines[0], SubmissionDigests(SUBMISSION), {})


def test_a_change_of_a_document_or_of_what_it_reads_concerns_all(assignment):
    """Python that answers a line counts before it, but only reading it tells."""

    def handed_in(source, macros):
        document = LatexDocument("warmup.tex", source, {"macros.sty": macros})
        return replace(SUBMISSION, placed={}, documents={"warmup.tex": document})

    before = keys(assignment, handed_in(b"a", b"m"), seed=1)
    assert keys(assignment, handed_in(b"a", b"m"), seed=1) == before
    assert changed(before, keys(assignment, handed_in(b"b", b"m"), seed=1)) == before.keys()
    assert changed(before, keys(assignment, handed_in(b"a", b"n"), seed=1)) == before.keys()
