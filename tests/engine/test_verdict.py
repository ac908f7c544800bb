"""A verdict is one of three ends, is made in four ways, and is neither true nor false."""

from fractions import Fraction

import pytest

from autograder.verdict import (
    PENDING_TEXT,
    State,
    Understood,
    earned,
    lost,
    partial,
    pending,
)

OURS = {"undecided", "grader error", "set-up error", "collection error", "skipped", "not reached"}


def test_six_states_are_ours():
    assert {state.value for state in State if state.ours} == OURS


def test_a_verdict_is_made_with_its_state_and_share():
    assert (earned().state, earned().share) == (State.PASSED, 1)
    assert (lost("no").state, lost("no").share) == (State.FAILED, 0)
    assert (lost("no", state=State.EXITED).state, lost("no", state=State.EXITED).share) == (
        State.EXITED, 0,
    )  # fmt: skip
    waiting = pending("why")
    assert (waiting.state, waiting.share) == (State.UNDECIDED, 0)
    assert (waiting.message, waiting.review) == (PENDING_TEXT, "why")


@pytest.mark.parametrize(
    ("share", "state"),
    [
        (0, State.FAILED), (Fraction(1, 3), State.PARTIAL), (1, State.PASSED),
        (Fraction(0), State.FAILED), (Fraction(2, 2), State.PASSED),
    ],
)  # fmt: skip
def test_all_and_nothing_are_shares_too(share, state):
    verdict = partial(share, "so far")
    assert (verdict.state, verdict.share) == (state, share)
    assert isinstance(verdict.share, Fraction)


@pytest.mark.parametrize("share", [-1, 2, Fraction(-1, 100), Fraction(101, 100)])
def test_a_share_is_between_nothing_and_all(share):
    with pytest.raises(ValueError, match="not between 0 and 1"):
        partial(share, "")


@pytest.mark.parametrize("verdict", [earned(), lost(""), pending("")])
def test_a_verdict_cannot_be_taken_for_a_truth_value(verdict):
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(verdict)


def test_everything_that_is_said_is_kept():
    understood = Understood("x", "x")
    for verdict in (
        earned("m", notes=("n",), understood=understood, review="r"),
        partial(Fraction(1, 2), "m", notes=("n",), understood=understood, review="r"),
        lost("m", notes=("n",), understood=understood, review="r"),
    ):
        said = (verdict.message, verdict.notes, verdict.understood, verdict.review)
        assert said == ("m", ("n",), understood, "r")
    waiting = pending("r", message="m", understood=understood)
    assert (waiting.message, waiting.understood, waiting.review) == ("m", understood, "r")


def test_a_verdict_is_frozen():
    with pytest.raises(AttributeError):
        lost("no").share = Fraction(1)


@pytest.mark.parametrize("verdict", [lost("no"), partial(0, "none of it")])
def test_nothing_is_lost_without_a_note(verdict):
    assert verdict.notes == ("wrong",)


def test_a_note_that_says_more_stands_alone():
    for verdict in (lost("no", notes=("shape",)), partial(0, "", notes=("shape",))):
        assert verdict.notes == ("shape",)
    assert partial(Fraction(1, 2), "half").notes == earned().notes == ()
