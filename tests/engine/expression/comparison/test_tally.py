"""What a search has seen so far, and what follows from it."""

from autograder.expression.comparison.findings import Agreement, Disagreement, Undetermined
from autograder.expression.comparison.tally import Tally

_HOLE = Disagreement({}, undefined="a division by zero")


def _tally(*findings, rows=7):
    tally = Tally(rows)
    for row, finding in findings:
        tally.count(row, finding)
    return tally


def test_agreement_leaves_nothing_to_conclude():
    tally = _tally((0, Agreement.SAME), (3, Agreement.SAME), (3, None))
    assert tally.conclude(str) is None
    assert (tally.tried, tally.same, tally.agreed) == (3, 2, [0, 3])


def test_a_hole_where_the_answer_has_values_too_is_a_difference():
    assert _tally((2, _HOLE), (2, Agreement.SAME)).conclude(str) is _HOLE


def test_a_hole_at_some_integers_is_none_and_at_most_of_them_is_one():
    same = [(row, Agreement.SAME) for row in range(3, 7)]
    assert _tally(*((row, _HOLE) for row in range(3)), *same).conclude(str) is None
    assert _tally(*((row, _HOLE) for row in range(4)), *same[1:]).conclude(str) is _HOLE


def test_what_is_mostly_unclear_or_never_defined_is_undetermined():
    assert isinstance(_tally((0, None)).conclude(str), Undetermined)
    assert isinstance(_tally((0, Agreement.UNCLEAR)).conclude(str), Undetermined)
    findings = [(0, Agreement.UNCLEAR)] * 3 + [(0, Agreement.SAME)] * 2
    assert isinstance(_tally(*findings).conclude(str), Undetermined)
    assert _tally(*findings, (0, Agreement.SAME)).conclude(str) is None


def test_more_points_are_needed_while_few_tell_anything():
    assert _tally(*[(0, Agreement.SAME)] * 5).is_enough(5)
    rare = _tally(*[(0, Agreement.SAME)] * 4, *[(0, None)] * 8)
    assert not rare.is_enough(10)
    assert rare.is_enough(4)


def test_what_is_never_clear_is_given_up():
    assert _tally(*[(0, Agreement.UNCLEAR)] * 12).is_enough(320)
    assert not _tally(*[(0, Agreement.UNCLEAR)] * 11).is_enough(320)


def test_an_open_step_is_undetermined_unless_its_row_is_decided_otherwise():
    same = [(row, Agreement.SAME) for row in range(6)]
    conclusion = _tally(*same, (6, Agreement.OPEN)).conclude(str)
    assert isinstance(conclusion, Undetermined)
    assert conclusion.reason.endswith("[6]")
    assert _tally(*same, (6, Agreement.OPEN), (6, Agreement.SAME)).conclude(str) is None
    assert (
        _tally(*same, (6, _HOLE), (6, Agreement.OPEN), (6, Agreement.SAME)).conclude(str) is _HOLE
    )
