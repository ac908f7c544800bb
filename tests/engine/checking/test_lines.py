"""Each line proves itself: what is spoilt in it, or in what answers it, is told with its place."""

import pytest

from autograder.checking.pieces import Piece, done


@pytest.fixture
def told(bench):
    """Return what is told of a line of the assignment as it is by now."""

    def told(number, **options):
        outcomes = done(bench(**options), Piece("line", number))
        return [problem for outcome in outcomes for problem in outcome.problems]

    return told


@pytest.mark.parametrize("number", ["1.mean", "1.shifted", "2.weights", "2.expectation", "3.code"])
def test_nothing_is_told_of_a_line_without_fault(told, number):
    assert told(number) == []


@pytest.mark.parametrize("number", ["2.weights", "2.expectation", "3.code"])
def test_nor_where_nothing_is_shared(told, number):
    assert told(number, shared=False) == []


def test_a_variant_that_earns_something_else_is_told_with_all_that_is_said(
    told, assignment, replace_in, line_number
):
    path = assignment.variants / "2.weights" / "wrong_one.py"
    said = path.read_text().partition("earns ")[2].partition('"')[0].splitlines()[0]
    replace_in(path, f"earns {said}", "earns half: sign")
    rubric = assignment.rubric / "test_q2_average.py"
    [problem] = told("2.weights")
    assert problem.place == f"{path}:1"
    assert problem.what.startswith("says half: sign, and earns nothing")
    assert "This is not the right answer." in problem.what
    assert f"{rubric}:{line_number(rubric, 'def test_weights')}" in problem.remedy


def test_a_variant_that_cannot_be_read_is_told(told, assignment):
    path = assignment.variants / "2.weights" / "wrong_new.py"
    path.write_text("def weights(beta, t):\n    return 1\n")
    [problem] = told("2.weights")
    assert problem.place == f"{path}:1"
    assert "earns all | half" in problem.what


def test_a_reference_that_the_line_does_not_take_is_told(told, assignment, replace_in, line_number):
    replace_in(assignment.reference / "q1_spread.py", "return False", "return 3")
    rubric = assignment.rubric / "test_q1_spread.py"
    problems = told("1.shifted")
    assert problems[0].place == f"{rubric}:{line_number(rubric, 'def test_shifted')}"
    assert problems[0].what.startswith("the reference earns nothing of 1.shifted")


def test_a_line_needs_right_and_wrong_variants(told, assignment):
    for path in (assignment.variants / "2.weights").glob("wrong_*.py"):
        path.unlink()
    [problem] = told("2.weights")
    assert "2 right and 0 wrong variants; it needs 2 and 3" in problem.what
    assert str(assignment.variants / "2.weights") in problem.remedy


def test_a_choice_needs_every_other_option(told, assignment, replace_in):
    replace_in(
        assignment.rubric / "test_q1_spread.py", "Choice()", 'Choice(options=("a", "b", "c"))'
    )
    replace_in(assignment.reference / "q1_spread.py", "return False", 'return "a"')
    folder = assignment.variants / "1.shifted"
    for path in folder.glob("*.py"):
        path.unlink()
    (folder / "wrong_b.py").write_text('"""earns nothing"""\ndef shifted():\n    return "b"\n')
    [problem] = told("1.shifted")
    assert "it needs 0 and 2" in problem.what


def test_a_line_without_points_needs_none(told, assignment, replace_in):
    replace_in(assignment.rubric / "test_q1_spread.py", '@number("1.shifted")\n@weight(1)',
               '@number("1.shifted")\n@weight(0)')  # fmt: skip
    for path in (assignment.variants / "1.shifted").glob("*.py"):
        path.unlink()
    assert told("1.shifted") == []


def test_right_code_is_tried_in_coarser_precisions(told, assignment):
    path = assignment.variants / "3.code" / "right_in_float64.py"
    path.write_text(
        '"""earns all"""\n\n\ndef softmax(x):\n    if x.dtype.itemsize == 2:\n'
        "        return x\n    return x.softmax(dim=-1)\n"
    )
    [problem] = told("3.code")
    assert problem.place == f"{path}:1"
    assert "in bfloat16" in problem.what


def test_a_checker_that_raises_is_told_without_a_traceback(told, assignment, replace_in):
    (assignment.rubric / "own.py").write_text(
        "class Own:\n    def check(self, line):\n        return 1 / 0\n"
    )
    rubric = assignment.rubric / "test_q1_spread.py"
    replace_in(rubric, '"""Q1 of warmup."""', '"""Q1 of warmup."""\nfrom .own import Own')
    replace_in(rubric, "Choice()", "Own()")
    problems = told("1.shifted")
    assert f"{assignment.rubric / 'own.py'}:3" in problems[0].what
    assert "ZeroDivisionError" in problems[0].what
    assert "Traceback" not in problems[0].what


def test_a_rubric_that_cannot_be_imported_is_told_once(told, assignment, replace_in):
    rubric = assignment.rubric / "test_q1_spread.py"
    replace_in(rubric, '"""Q1 of warmup."""', '"""Q1 of warmup."""\nimport nowhere_at_all')
    [problem] = told("1.mean")
    assert problem.place == f"{rubric}:2"


@pytest.mark.usefixtures("in_latex")
@pytest.mark.parametrize(
    "number", ["1.mean", "1.shifted", "2.weights", "2.expectation", "2.cost", "3.code"]
)
def test_an_assignment_with_variants_in_latex_is_without_fault_too(told, number):
    """Proofs and code need none; a choice has as many as it has other options."""
    assert told(number) == []


@pytest.mark.usefixtures("in_latex")
def test_a_variant_in_latex_that_earns_something_else_is_told(told, assignment, replace_in):
    path = assignment.variants / "2.weights" / "wrong_one.tex"
    replace_in(path, "$1$", r"$1-\beta^t$")
    [problem] = told("2.weights")
    assert problem.place == f"{path}:1"
    assert problem.what.startswith("says nothing, and earns all")


@pytest.mark.usefixtures("in_latex")
def test_one_that_is_not_understood_is_told_with_what_a_student_reads(told, assignment, replace_in):
    path = assignment.variants / "2.weights" / "wrong_one.tex"
    replace_in(path, "$1$", r"$1 - \gamma$")
    [problem] = told("2.weights")
    assert problem.what.startswith("says nothing, and cannot be read")
    assert "line 3" in problem.what
    assert r"\gamma" in problem.what


@pytest.mark.usefixtures("in_latex")
@pytest.mark.parametrize(
    ("number", "why"),
    [("2.expectation", "there is no answer to 2.expectation"), ("3.code", "answered by code")],
)
def test_one_that_cannot_be_about_its_line_is_told(told, assignment, number, why):
    path = assignment.variants / number / "wrong_place.tex"
    path.write_text((assignment.variants / "2.weights" / "wrong_one.tex").read_text())
    [problem] = told(number)
    assert problem.place == f"{path}:1"
    assert why in problem.what


@pytest.mark.usefixtures("in_latex")
@pytest.mark.parametrize("number", ["1.mean", "2.weights", "2.cost"])
def test_where_there_is_latex_a_line_needs_right_and_wrong_in_it(told, assignment, number):
    for path in (assignment.variants / number).glob("wrong_*.tex"):
        path.unlink()
    [problem] = told(number)
    assert "1 right and 0 wrong variants in LaTeX; it needs 1 and 2" in problem.what
    assert "right_….tex" in problem.remedy


@pytest.mark.usefixtures("in_latex")
def test_one_of_the_same_name_in_python_says_the_same(told, assignment, replace_in):
    path = assignment.variants / "2.weights" / "wrong_last_weight.tex"
    replace_in(path, ": last weight", "")
    [problem] = told("2.weights")
    assert problem.place == f"{path}:1"
    assert problem.what == ("says nothing, and wrong_last_weight.py says nothing: last weight")
