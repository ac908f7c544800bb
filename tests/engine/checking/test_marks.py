"""A misreading that is one slip earns half, as every slip does."""

from autograder.checking.pieces import Piece, done


def test_a_slip_that_earns_something_else_is_told(assignment, bench, replace_in, line_number):
    rubric = assignment.rubric / "test_q2_average.py"
    replace_in(rubric, 'answer="1 - beta"', 'answer="beta**t - 1"')
    outcomes = list(done(bench(), Piece("line", "2.weights")))
    [problem] = [p for o in outcomes if o.name == "marks of slips" for p in o.problems]
    assert problem.place == f"{rubric}:{line_number(rubric, 'last weight')}"
    assert "'last weight' is a slip, and earns nothing" in problem.what
