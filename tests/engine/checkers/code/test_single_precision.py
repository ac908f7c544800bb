"""What is earned in spite of a float32 on the way: most, where nothing else is wrong."""

from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

import pytest

from autograder.checkers.code.single_precision import SHARE, forgiven
from autograder.checkers.common.line import Line, Question, Unanswered
from autograder.checkers.common.setting import Setting
from autograder.verdict import earned, lost, partial


@dataclass
class Submission:
    """A student's side, and in which of the two processes it is."""

    wide: bool = False

    @contextmanager
    def widened(self):
        """Give the same code where float32 means float64."""
        yield Submission(wide=True)


def outcome(coarse, exact, *, notes=("values",), setting=None):
    """Return what is earned by code that is wrong, by what it is in either way of looking."""
    line = Line(Question("1.a", "f", {}), Submission(), None, 1, setting or Setting())

    def check(line):
        verdict = exact if line.submitted.wide else coarse
        assert line.submitted.wide or line.setting.judged == "float32"
        assert not line.submitted.wide or not line.setting.tries_own_dtypes
        if isinstance(verdict, Exception):
            raise verdict
        return verdict

    return forgiven(line, lost("Off.", notes=notes), check).share


def test_rounding_alone_costs_an_eighth():
    assert outcome(earned(), earned()) == SHARE == Fraction(7, 8)


@pytest.mark.parametrize(
    ("coarse", "exact"),
    [
        (lost("Off by more.", notes=("values",)), earned()),
        (earned(), lost("Off all the same.", notes=("values",))),
        (earned(), Unanswered(lost("It does not run.", notes=("exception",)))),
    ],
)
def test_what_is_wrong_in_one_of_the_two_earns_nothing_more(coarse, exact):
    assert outcome(coarse, exact) == 0


def test_a_slip_besides_costs_its_part_besides():
    half = partial(Fraction(1, 2), "Nearly.", notes=("scaled",))
    assert outcome(half, half) == SHARE / 2


def test_what_rounding_never_explains_is_not_looked_at():
    unseen = AssertionError("looked at")
    assert outcome(unseen, unseen, notes=("shape",)) == 0
    assert outcome(unseen, unseen, setting=Setting(device="cuda", dtype="float32")) == 0
