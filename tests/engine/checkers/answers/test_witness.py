"""An example that a program of the course's verifies."""

import pytest

from autograder.checkers.answers.witness import NoWitness, Witness
from autograder.checkers.common.line import Unanswered
from autograder.verdict import State, pending


def verify_prime(answer):
    """See that a number is prime; of large ones a person decides."""
    if not isinstance(answer, int):
        raise NoWitness("Expected an integer.", "unreadable")
    if answer > 10**6:
        raise Unanswered(pending("too large to be factored here"))
    divisor = next((d for d in range(2, answer) if answer % d == 0), None)
    if answer < 2 or divisor:
        raise NoWitness(f"{answer} is divided by {divisor}.")


def check(line, answer):
    """Return the verdict; grading takes that of what is raised."""
    try:
        return Witness(verify=verify_prime).check(line(answer, 5))
    except NoWitness as reason:
        return reason.verdict


@pytest.mark.parametrize("answer", [2, 3, 97])
def test_any_example_is_right_that_is_one(line, answer):
    verdict = check(line, answer)
    assert (verdict.share, verdict.message, verdict.notes) == (1, "", ())


@pytest.mark.parametrize(
    ("answer", "message", "note"),
    [
        (91, "91 is divided by 7.", "no witness"),
        ("seven", "Expected an integer.", "unreadable"),
        (None, "Expected an integer.", "unreadable"),
    ],
)
def test_what_is_none_is_told_why(line, answer, message, note):
    verdict = check(line, answer)
    assert (verdict.state, verdict.message, verdict.notes) == (State.FAILED, message, (note,))


def test_what_the_program_cannot_decide_is_left_to_a_person(line):
    with pytest.raises(Unanswered) as raised:
        check(line, 2**61 - 1)
    assert raised.value.verdict.state.ours
