"""A choice is one of the words, or true or false; a wrong one is marked as a choice."""

import pytest

from autograder.checkers.answers.choice import Choice
from autograder.checkers.common.line import Unanswered
from autograder.sandbox.values import Tensor, UnsupportedValue, WireExpression
from autograder.verdict import WRONG_CHOICE, State, earned

SIZES = Choice(options=("small", "large", "equal"))


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize(
    ("given", "meaning"),
    [
        (True, True), (False, False), ("True", True), ("false", False), (" FALSE\n", False),
        ("yes", True), ("No", False), (1, True), (0, False), (Tensor.of(True), True),
        (WireExpression([["false", "", []]]), False),
    ],
)  # fmt: skip
def test_truth_is_read_from_booleans_and_words(line, right, given, meaning):
    verdict = Choice().check(line(given, right))
    assert (verdict.state is State.PASSED) == (meaning == right)
    assert verdict.notes == (() if meaning == right else (WRONG_CHOICE,))


@pytest.mark.parametrize("given", ["small", "Small", "  SMALL "])
def test_a_word_is_read_without_regard_to_case(line, given):
    assert SIZES.check(line(given, "small")) == earned()
    assert SIZES.check(line(given, "large")).notes == (WRONG_CHOICE,)


def test_a_word_may_be_written_with_capitals_in_the_rubric(line):
    names = Choice(options=("LoRA", "QLoRA"))
    assert names.check(line("qlora", "QLoRA")) == earned()
    assert names.check(line("LoRA", "QLoRA")).notes == (WRONG_CHOICE,)
    assert "`LoRA` or `QLoRA`" in names.check(line("neither", "QLoRA")).message


def test_where_more_than_one_option_is_right_each_is(line):
    either = Choice(options=("small", "large", "equal"), accepted=("large",))
    assert either.check(line("small", "small")) == either.check(line("large", "small")) == earned()
    assert either.check(line("equal", "small")).notes == (WRONG_CHOICE,)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (2, "`int`"), (0.5, "`float`"), ("maybe", "'maybe'"), ("", "''"), ([True], "`list`"),
        (Tensor.of([True]), "`tensor`"), (Tensor.of(2.0), "`tensor`"),
        (UnsupportedValue("LyingInt"), "`LyingInt`"),
        (WireExpression([["pi", "", []]]), "`expression`"), (WireExpression([[]]), "`expression`"),
        (WireExpression([5]), "`expression`"),
        (WireExpression([]), "`expression`"), ("x" * 10**6, "'" + "x" * 99),
    ],
    ids=lambda value: repr(value)[:30],
)  # fmt: skip
def test_what_is_no_choice_is_named_and_takes_nothing_away(line, given, shown):
    verdict = Choice().check(line(given, True))
    assert verdict.state is State.FAILED
    assert verdict.notes == ("unreadable",)
    assert verdict.message == f"Expected `True` or `False`, got {shown}."


def test_the_words_to_choose_from_are_told(line):
    verdict = SIZES.check(line("both", "small"))
    assert verdict.message == "Expected `small`, `large` or `equal`, got 'both'."
    assert SIZES.check(line(True, "small")).notes == ("unreadable",)


def test_a_wrong_choice_does_not_give_the_right_one_away(line):
    assert "small" not in SIZES.check(line("large", "small")).message


def test_an_unanswered_choice_is_neither_right_nor_wrong(line, unanswered):
    with pytest.raises(Unanswered) as caught:
        Choice().check(line(unanswered, True))
    assert WRONG_CHOICE not in caught.value.verdict.notes
