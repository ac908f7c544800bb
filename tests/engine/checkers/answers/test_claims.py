"""Statements are read in many forms and counted, right minus wrong; nothing is revealed."""

from fractions import Fraction

import numpy as np
import pytest

from autograder.checkers.answers.claims import Claims
from autograder.checkers.common.line import Unanswered
from autograder.sandbox.values import Handle, Tensor, UnsupportedValue, WireExpression
from autograder.verdict import State, earned

RIGHT = {1: True, 2: False, 3: True, 4: False}


@pytest.fixture
def check(line):
    """Return the verdict on an answer to four statements."""
    return lambda given: Claims().check(line(given, RIGHT))


@pytest.mark.parametrize(
    "given",
    [
        RIGHT,
        dict(reversed(RIGHT.items())),
        {"1": True, "2": False, "3": True, "4": False},
        {"(1)": "T", "(2)": "F", "claim 3": "yes", " 4. ": "No"},
        list(RIGHT.items()),
        [["2", "F"], ["1", "T"], ["4", "F"], ["3", "T"]],
        {0: True, 1: False, 2: True, 3: False},
        {0: True, 2: True, 3: False, 1: 0},
        [True, False, True, False],
        (1, 0, 1, 0),
        [1.0, 0.0, 1.0, Fraction(0)],
        ["T", "F", "t", "f"],
        [" True ", "FALSE", "y", "n"],
        "TFTF",
        "t f t f",
        "True, False, True, False",
        "T;F;T;F\n",
        "1010",
        "1: T, 2: F, 3: T, 4: F.",
        "4F 3T 2F 1T",
        "(1) true\n(2) false\n(3) True\n(4) FALSE",
        Tensor.of(np.array([True, False, True, False])),
        Tensor.of(np.array([1, 0, 1, 0])),
        [Tensor.of(np.array(True)), Tensor.of(np.array(False)), True, False],
    ],
    ids=str,
)
def test_truth_values_are_read_in_any_usual_form(check, given):
    assert check(given) == earned()


@pytest.mark.parametrize(
    ("given", "right", "wrong"),
    [
        ({1: True, 2: False, 3: True, 4: True}, 3, 1),
        ({1: True, 2: True, 3: False, 4: False}, 2, 2),
        ({1: True, 2: True, 3: False, 4: True}, 1, 3),
        ({number: not truth for number, truth in RIGHT.items()}, 0, 4),
        ({1: True}, 1, 0),
        ([(1, True), (3, False)], 1, 1),
        ({2: True}, 0, 1),
        ({1: True, 2: False, 3: False}, 2, 1),
        ({}, 0, 0),
        ([None, None, True, False], 2, 0),
        (["T", "?", "", " - "], 1, 0),
        ("TF-?", 2, 0),
        ("1: T", 1, 0),
        ("1: T 3: F", 1, 1),
    ],
    ids=str,
)
def test_a_wrong_one_takes_away_what_a_right_one_earns(check, given, right, wrong):
    """Never below zero; what is not answered counts as neither."""
    verdict = check(given)
    assert verdict.share == Fraction(max(0, right - wrong), 4)
    assert verdict.message.startswith(f"{right} right, {wrong} wrong")
    assert ("not answered" in verdict.message) == (right + wrong < 4)
    wrongly = [note for note in verdict.notes if note.startswith("statement ")]
    assert len(wrongly) == wrong
    assert verdict.notes or verdict.share > 0


@pytest.mark.parametrize("constant", [True, False])
def test_a_constant_answer_earns_nothing(check, constant):
    """Half of the statements are true."""
    assert check([constant] * 4).share == 0


def test_instructors_see_which_are_wrong_and_students_do_not(check):
    """Which one is wrong is its answer."""
    verdict = check({1: True, 2: True, 3: False, 4: False})
    assert verdict.notes == ("statement 2", "statement 3")
    other = check({1: False, 2: False, 3: True, 4: True})
    assert verdict.message == other.message


@pytest.mark.parametrize(
    ("given", "right", "said"),
    [
        ({1: True, 2: "maybe"}, 1, "Statement 2 counts as not answered: 'maybe'"),
        ({1: True, 2: 7}, 1, "7 is neither true nor false"),
        ({1: True, 2: float("nan")}, 1, "nan is neither"),
        ({1: True, 2: [False]}, 1, "`list` is neither"),
        ({1: True, 2: WireExpression([5])}, 1, "`expression` is neither"),
        ({1: True, 2: Tensor.of(np.array([False]))}, 1, "`tensor` is neither"),
        ({1: True, 9: True}, 1, "There is no statement 9: they are 1 to 4."),
        ({0: True, 1: True, 4: False}, 2, "There is no statement 0"),
        ({1: True, "first": False}, 1, "There is no statement 'first'"),
        ({1: True, None: False}, 1, "There is no statement `None`"),
        ({1: True, (2, 3): False}, 1, "There is no statement `tuple`"),
        ({1: True, "2 and 3": False}, 1, "There is no statement '2 and 3'"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_takes_nothing_away(check, given, right, said):
    verdict = check(given)
    assert verdict.share == Fraction(right, 4)
    assert said in verdict.message
    assert verdict.notes == ()


@pytest.mark.parametrize("given", [{True: False}, {1: True, 10**4000: True}], ids=["bool", "long"])
def test_a_key_is_a_number(check, given):
    """`True` is no number of a statement, though Python takes it for 1."""
    assert "There is no statement" in check(given).message


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (True, "`bool`"), (5, "`int`"), ({1, 3}, "`set`"),
        (UnsupportedValue("Answers"), "`Answers`"),
        (Handle(3, "Model"), "`Model`"), (WireExpression([]), "`expression`"),
        (Tensor.of(np.ones((4, 1))), "`tensor`"), (Tensor.of(np.array(1)), "`tensor`"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_list_of_truth_values_is_named(check, given, shown):
    with pytest.raises(Unanswered) as caught:
        check(given)
    verdict = caught.value.verdict
    assert verdict.state is State.FAILED
    wanted = "Expected a dict from the statements' numbers to `True` or `False`"
    assert verdict.message == f"{wanted}, got {shown}."


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ([], 0),
        ([True] * 5, 5),
        ((1, 3), 2),
        ("TFT", 3),
        ("T F", 2),
        ("T" * 10**6, 200),
    ],
)
def test_without_numbers_there_is_one_for_each_statement(check, given, count):
    """The numbers of those that are true are no answer: nobody says what of the others."""
    with pytest.raises(Unanswered) as caught:
        check(given)
    assert caught.value.verdict.message.endswith(f"got {count}.")


@pytest.mark.parametrize(
    "given",
    [
        "", "  ", "1: T, see 2", "The first is true", "I do not know", "all of them are false",
        "true enough", "none of these", "abcd", "????",
    ],
)  # fmt: skip
def test_a_sentence_is_quoted_and_its_words_are_not_counted(check, given):
    with pytest.raises(Unanswered) as caught:
        check(given)
    verdict = caught.value.verdict
    assert verdict.message.startswith("Expected 4 truth values in a row, such as `TF…`, or a dict")
    assert verdict.message.endswith(f"got the text {given!r}.")
    assert verdict.notes == ("unreadable",)


def test_a_word_that_cannot_be_read_costs_its_own_statement(check):
    assert check("T F maybe F").share == check({1: True, 2: False, 4: False}).share


def test_an_answer_of_any_length_has_a_short_message(check):
    """Neither a hundred thousand keys nor a long text are repeated."""
    for given in ({f"{n} {n}": "x" for n in range(10**5)}, {1: "x" * 10**5}, {"x" * 10**5: True}):
        assert len(check(given).message) < 1000


@pytest.mark.parametrize("blank", [None, "", " ", "?", "-", "None"])
def test_what_is_left_out_needs_no_remark(check, blank):
    assert check({1: True, 2: blank}).message == "1 right, 0 wrong, 3 not answered."


def test_what_is_not_answered_has_the_verdict_of_its_side(line, unanswered):
    with pytest.raises(Unanswered):
        Claims().check(line(unanswered, RIGHT))
