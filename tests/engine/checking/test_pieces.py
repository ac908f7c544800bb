"""The pieces of the checks: all of them, or those of one question."""

from autograder.checking.pieces import pieces_of
from autograder.grading.rubric import read_rubric


def test_every_line_and_every_submission_is_a_piece(assignment):
    rubric = read_rubric(assignment.rubric)
    rows = [piece.row for piece in pieces_of(assignment, rubric)]
    lines = [line.number for line in rubric.lines]
    submissions = [f"submission {name}" for name in ("empty", "excellent", "typical")]
    assert rows == ["load", *lines, "template", "public", *submissions]


def test_of_one_question_only_its_lines_are(assignment):
    rubric = read_rubric(assignment.rubric)
    rows = [piece.row for piece in pieces_of(assignment, rubric, "2")]
    assert rows == ["load", "2.weights", "2.expectation", "2.cost"]
    assert [piece.row for piece in pieces_of(assignment, rubric, "2.cost")] == ["load", "2.cost"]
    assert [piece.row for piece in pieces_of(assignment, rubric, "2.c")] == ["load"]


def test_derivations_and_code_are_expected_to_take_the_longest(assignment):
    pieces = pieces_of(assignment, read_rubric(assignment.rubric))
    cost = {piece.row: piece.cost for piece in pieces}
    assert cost["load"] > cost["2.expectation"] > cost["3.code"] > cost["2.weights"]
