"""The promise that is reported is the first that is worth nothing, else the first slip."""

from fractions import Fraction

import pytest

from autograder.checkers.common.line import Unanswered
from autograder.checkers.common.promises import Broken, first_broken

SLIP = Fraction(1, 2)


def kept():
    """Keep a promise."""


def broken(note, share=Fraction(0)):
    def promise():
        raise Broken(f"{note} is wrong.", note, share)

    return promise


@pytest.mark.parametrize(
    ("promises", "note"),
    [
        ((), None),
        ((kept, kept), None),
        ((kept, broken("a"), broken("b")), "a"),
        ((broken("slip", SLIP), kept), "slip"),
        ((broken("slip", SLIP), kept, broken("a")), "a"),
        ((broken("slip", SLIP), broken("other", SLIP)), "slip"),
    ],
)
def test_a_slip_is_reported_where_nothing_else_is(promises, note):
    found = first_broken(promises)
    assert (found and found.note) == note


def test_it_is_a_verdict_where_nothing_catches_it():
    with pytest.raises(Unanswered) as raised:
        broken("dtype", SLIP)()
    verdict = raised.value.verdict
    assert (verdict.share, verdict.message, verdict.notes) == (SLIP, "dtype is wrong.", ("dtype",))


def test_what_comes_after_a_broken_promise_is_not_looked_at():
    def never():
        raise AssertionError

    assert str(first_broken(iter((broken("a"), never)))) == "a is wrong."
