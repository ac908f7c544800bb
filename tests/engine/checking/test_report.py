"""What was found is counted by rows, and said once."""

from autograder.checking.report import Counted, Outcome, Problem, Report, placed

FAULT = Problem("a.py:3", "wrong", "Mend it.")
REPORT = Report(
    "hw1",
    (
        Outcome("1.a", "reference", (), 0.5),
        Outcome("1.a", "wrong_sign", (FAULT,), 0.25),
        Outcome("at load", "1.a", (FAULT, Problem("b.py", "other"))),
    ),
)


def test_what_several_say_stands_once():
    assert REPORT.problems == [FAULT, Problem("b.py", "other")]


def test_rows_are_counted_in_their_order():
    assert REPORT.counted == {"1.a": Counted(2, 1, 0.75), "at load": Counted(1, 1, 0.0)}


def test_a_problem_is_shown_with_place_and_remedy():
    assert str(FAULT) == "a.py:3: wrong\n  Mend it."
    assert str(Problem("b.py", "other")) == "b.py: other"


def test_the_place_of_an_error_is_taken_from_its_text():
    assert placed("x/a.py:12: no: more", "y") == ("x/a.py:12", "no: more")
    assert placed("x/a.py: no", "y") == ("x/a.py", "no")
    assert placed("ValueError: no", "y") == ("y", "ValueError: no")
