"""Sequences and scores as people write them down, and what they earn."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from autograder.checkers.common.line import Line, Question
from autograder.sandbox.values import Tensor, UnsupportedValue, WireExpression
from hw2025.hypotheses import Hypothesis, NotSequences, read_hypotheses, read_words
from hw2025.sequences import Decoded, Frontier

BEST = ("she", "sells", "shells")
SECOND = ("she", "sells", "sand")
BEAM = [("she sells shells", -3.5), ("she sells sand", -4.25)]


@dataclass(frozen=True)
class Fixed:
    """A side whose function returns the same value whenever it is called."""

    value: Any

    def call(self, *_arguments, **_options):
        """Return the value."""
        return self.value


def check(checker, expected, submitted):
    line = Line(Question("9.9", "f", {}), Fixed(submitted), Fixed(expected), seed=1)
    return checker.check(line)


def beam(submitted):
    return check(Decoded(sequence=2, score=1), BEAM, submitted)


@pytest.mark.parametrize(
    "written",
    [
        "she sells shells",
        "<BOS> she sells shells",
        "<bos>  She SELLS shells ",
        "BOS she sells shells",
        "she, sells, shells",
        "<BOS> -> she -> sells -> shells",
        ["she", "sells", "shells"],
        ("<BOS>", "she", "sells", "shells"),
        ["she sells", "shells"],
        [WireExpression([["symbol", "she", []]]), "sells", "shells"],
    ],
)
def test_a_sequence_is_read_however_it_is_written(written):
    assert read_words(written) == BEST


def test_bos_is_left_out_only_where_it_stands_first():
    assert read_words("<BOS> she <BOS>") == ("she", "bos")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (3, "int"),
        (None, "None"),
        ({"she": 1}, "dict"),
        (["she", 3], "int"),
        (UnsupportedValue("generator"), "generator"),
        (WireExpression([["rational", "3", []]]), "expression"),
    ],
)
def test_what_is_no_sequence_is_named(written, name):
    with pytest.raises(NotSequences, match=f"expected a sequence of words, got `{name}`"):
        read_words(written)


@pytest.mark.parametrize(
    "written",
    [
        BEAM,
        tuple(BEAM),
        [["she sells shells", -3.5], ["she sells sand", -4.25]],
        [(["she", "sells", "shells"], -3.5), (["she", "sells", "sand"], -4.25)],
        [("she", "sells", "shells", -3.5), ("she", "sells", "sand", -4.25)],
        [(-3.5, "she sells shells"), (-4.25, "she sells sand")],
        {"she sells shells": -3.5, "she sells sand": -4.25},
        {BEST: Fraction(-7, 2), SECOND: Fraction(-17, 4)},
        (["she sells shells", "she sells sand"], [-3.5, -4.25]),
        ([["she", "sells", "shells"], ["she", "sells", "sand"]], [-3.5, -4.25]),
        [
            ("she sells shells", Tensor.of(-3.5)),
            ("she sells sand", WireExpression([["decimal", "-4.25", []]])),
        ],
    ],
)
def test_hypotheses_are_read_however_they_are_written(written):
    assert read_hypotheses(written) == (
        Hypothesis(BEST, Fraction("-3.5")),
        Hypothesis(SECOND, Fraction("-4.25")),
    )


@pytest.mark.parametrize(
    "written",
    [
        ("she sells shells", -3.5),
        [("she sells shells", -3.5)],
        {"she sells shells": -3.5},
        (BEST, -3.5),
        (-3.5, BEST),
        ("she", "sells", "shells", -3.5),
        (list(BEST), "-3.5"),
        ("she sells shells", " \u22123.50 "),
        ("-3.5", "she sells shells"),
        {"she sells shells": "-3.5"},
        ["she", "sells", "shells", "-3.5"],
        (["she sells shells"], ["-3.5"]),
    ],
)
def test_a_single_hypothesis_is_read_with_or_without_a_list_around_it(written):
    assert read_hypotheses(written) == (Hypothesis(BEST, Fraction("-3.5")),)


@pytest.mark.parametrize("text", ["1e9", "-", ".", "3.5.1", "three", "9" * 30])
def test_a_text_that_is_no_plain_decimal_is_no_score(text):
    with pytest.raises(NotSequences, match="expected a log-likelihood, got `str`"):
        read_hypotheses({"she sells shells": text})


def test_scores_may_be_left_out():
    assert read_hypotheses("she sells shells") == (Hypothesis(BEST),)
    assert read_hypotheses(["she", "sells", "shells"]) == (Hypothesis(BEST),)
    both = (Hypothesis(BEST), Hypothesis(SECOND))
    assert read_hypotheses(["she sells shells", "she sells sand"]) == both
    assert set(read_hypotheses({"she sells shells", "she sells sand"})) == set(both)
    assert read_hypotheses({"she sells shells": None}) == (Hypothesis(BEST),)


def test_everything_right_earns_everything():
    assert (beam(BEAM).share, beam(BEAM).message) == (1, "")


def test_a_sequence_earns_twice_what_a_score_earns():
    assert beam([("she sells shells", -1), ("she sells sand", -1)]).share == Fraction(4, 6)
    assert beam([("she sells shells", -3.5), ("by the shore", -1)]).share == Fraction(3, 6)
    assert beam([("she sells shells", -3.5)]).share == Fraction(3, 6)
    assert beam([("she sells shells", -1), ("by the shore", -1)]).share == Fraction(2, 6)


def test_a_score_counts_beside_a_wrong_sequence():
    assert beam([("she sells shells", -3.5), ("by the shore", -4.25)]).share == Fraction(4, 6)
    assert beam([("by the shore", -3.5), ("on the shore", -4.25)]).share == Fraction(2, 6)


def test_a_score_beside_another_right_sequence_does_not_count():
    assert beam([("she sells shells", -4.25), ("she sells sand", -3.5)]).share == Fraction(4, 6)


def test_a_score_that_was_given_wrongly_beside_its_own_sequence_is_lost():
    assert beam([("she sells shells", -1), ("by the shore", -3.5)]).share == Fraction(2, 6)


def test_a_score_counts_once():
    assert beam([("by the shore", -3.5), ("on the shore", -3.5)]).share == Fraction(1, 6)


def test_a_sequence_counts_once():
    twice = [("she sells shells", -3.5), ("she sells shells", -3.5)]
    assert beam(twice).share == Fraction(3, 6)


@pytest.mark.parametrize(
    ("score", "right"),
    [(-3.5, True), (-3.51, True), (-3.49, True), (-3.511, False), (-3.489, False), (3.5, False)],
)
def test_a_score_is_right_within_a_hundredth(score, right):
    verdict = check(Decoded(sequence=1, score=1), BEAM[0], ("she sells shells", score))
    assert verdict.share == (1 if right else Fraction(1, 2))


def test_the_order_is_named_and_costs_nothing():
    verdict = beam(BEAM[::-1])
    assert (verdict.share, verdict.notes) == (1, ("order",))
    assert "most likely sequence comes last" in verdict.message


def test_each_hypothesis_more_takes_what_a_score_earns():
    """Wherever it stands; and there is never less than nothing."""
    more = [("by the shore", -9.0), ("on the shore", -9.5), *[("in the sea", 0)] * 9]
    for further in ([*BEAM, more[0]], [more[0], *BEAM], [*BEAM[:1], more[0], *BEAM[1:]]):
        verdict = beam(further)
        assert (verdict.share, verdict.notes[0]) == (Fraction(5, 6), "too many")
        assert verdict.message.endswith(
            "Expected 2 sequences: what is more takes away {points:1/6}."
        )
    assert beam([*BEAM, *more[:2]]).share == Fraction(4, 6)
    assert beam([*BEAM, *more]).share == 0
    single = check(Decoded(sequence=1, score=1), BEAM[0], BEAM)
    assert single.share == Fraction(1, 2)


def test_a_wrong_sequence_is_quoted_and_the_right_one_is_not():
    verdict = beam([("she sells shells", -3.5), ("By the shore", -1)])
    assert "1 of 2 are right. `by the shore` is not what this search ends with." in verdict.message
    assert "sand" not in verdict.message
    assert "4.25" not in verdict.message


def test_scores_that_were_forgotten_are_named():
    verdict = beam(["she sells shells", "she sells sand"])
    assert verdict.share == Fraction(4, 6)
    assert "log-likelihood: not earned ({points:0} of {points:1/3}). None is given." in (
        verdict.message
    )


@pytest.mark.parametrize("answer", [7, [("she", -1), 4.5], [None], {"she": "sells"}])
def test_an_answer_that_cannot_be_read_says_so(answer):
    verdict = beam(answer)
    assert verdict.share == 0
    assert verdict.message.startswith("The answer could not be read: expected a ")


@pytest.mark.parametrize("answer", [[], (), {}, set()])
def test_an_empty_answer_is_named(answer):
    assert beam(answer).message == "The answer could not be read: it is empty."


KEPT = [["she", "he"], ["she sells", "she buys"]]


def frontier(submitted):
    return check(Frontier(), KEPT, submitted)


@pytest.mark.parametrize(
    "written",
    [
        KEPT,
        [["he", "she"], ["she buys", "<BOS> she sells"]],
        [["<BOS>"], ["she", "he"], ["she sells", "she buys"]],
        [[[]], [["she"], ["he"]], [["she", "sells"], ["she", "buys"]]],
        [[("she", -1), ("he", -2)], [("she sells", -3), ("she buys", -4)]],
        [[(["she"], -1), (["he"], -2)], [(["she", "sells"], -3), (["she", "buys"], -4)]],
        [{"she": -1, "he": -2}, {"she sells": -3, "she buys": -4}],
        {1: {"she", "he"}, 2: {"she sells", "she buys"}},
        KEPT[::-1],
    ],
)
def test_a_frontier_is_read_however_it_is_written(written):
    assert frontier(written).share == 1


def test_each_step_earns_the_same():
    assert frontier([["she", "he"], ["she sells", "he buys"]]).share == Fraction(1, 2)
    assert frontier([["she"], ["she sells", "she buys"]]).share == Fraction(1, 2)
    assert frontier([["she", "he"]]).share == Fraction(1, 2)
    assert frontier([["she", "he", "it"], ["she sells", "she buys", "he sells"]]).share == 0


def test_last_words_alone_are_named():
    verdict = frontier([["she", "he"], ["sells", "buys"]])
    assert verdict.share == Fraction(1, 2)
    assert "no list of hypotheses of 2 words (after <BOS>): write each one from its" in (
        verdict.message
    )


def test_a_wrong_step_does_not_give_the_right_one_away():
    verdict = frontier([["she", "it"], ["she sells", "she buys"]])
    assert verdict.message == (
        "step 1: not earned ({points:0} of {points:1/2}). "
        "These are not the hypotheses that are kept.\n"
        "step 2: earned ({points:1/2})."
    )


def test_each_step_more_takes_half_of_what_a_step_earns():
    verdict = frontier([*KEPT, ["she sells", "he sells"]])
    assert (verdict.share, verdict.notes) == (Fraction(3, 4), ("too many",))
    assert verdict.message.endswith("Expected 2 steps: what is more takes away {points:1/4}.")
    assert frontier([*KEPT, *[[f"she {word}"] for word in "abcdefgh"]]).share == 0


@pytest.mark.parametrize("answer", ["she he", 3, [3], [["she", 3]], [["she"], None]])
def test_a_frontier_that_cannot_be_read_says_so(answer):
    verdict = frontier(answer)
    assert verdict.share == 0
    assert verdict.message.startswith("The answer could not be read: expected a ")


def test_monsters_are_refused():
    many = ["she"] * 2000
    assert "could not be read" in frontier([many]).message
    assert "could not be read: more than 1000 sequences" in beam([("she", -1)] * 2000).message
    assert "could not be read" in beam([many, many]).message
    nested = "she"
    for _ in range(60):
        nested = [nested]
    assert beam([nested, nested]).share == 0
