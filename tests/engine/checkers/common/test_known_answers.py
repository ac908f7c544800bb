"""Answers that are known: which of them was given, and what that earns."""

from fractions import Fraction

from autograder.checkers.common.known_answers import KnownAnswer, Misreading, explanation, named
from autograder.checkers.common.ref import ref
from autograder.verdict import State, Understood

HALF = Fraction(1, 2)
DECLARED = {
    "twice": Misreading(answer="2*x", share=HALF, message="Nearly: twice."),
    "square": Misreading(answer="x**2", message="That is the square."),
}


def test_a_misreading_earns_nothing_unless_it_says_so():
    assert Misreading(answer=ref.other, message="It is another.").share == 0


def test_misreadings_are_read_one_by_one_in_their_order():
    read = []
    known = named(DECLARED, lambda answer: read.append(answer) or answer.upper())
    assert next(known) == KnownAnswer("twice", HALF, "Nearly: twice.", "2*X")
    assert read == ["2*x"]
    assert [one.note for one in known] == ["square"]


def test_the_first_that_was_given_explains_an_answer_and_no_later_one_is_tried():
    tried = []

    def is_it(answer):
        tried.append(answer)
        return len(answer) > 1

    known = [KnownAnswer(text, HALF, "", text) for text in ("a", "bc", "def")]
    assert explanation(known, is_it) is known[1]
    assert tried == ["a", "bc"]
    assert explanation(known[:1], is_it) is None


def test_a_verdict_has_the_share_the_message_and_the_notes():
    shown = Understood("2*x", "2 x")
    verdict = KnownAnswer("twice", HALF, "Nearly: twice.", None).verdict(shown, also=["loose"])
    assert (verdict.share, verdict.state) == (HALF, State.PARTIAL)
    assert (verdict.message, verdict.notes) == ("Nearly: twice.", ("twice", "loose"))
    assert verdict.understood == shown
