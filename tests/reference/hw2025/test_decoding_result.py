"""What a decoding algorithm returned: each promise that it breaks is named."""

import itertools
import re
from fractions import Fraction

import numpy as np
import pytest

from autograder.checkers.common.promises import Broken
from autograder.sandbox.values import Tensor, UnsupportedValue
from hw2025.decoding_case import Case, Problem
from hw2025.decoding_result import check_calls, check_result, check_words
from hw2025.language_model import LanguageModel

MODEL = LanguageModel(words=3, bos=1, seed=2026)
CASE = Case(words=3, steps=3, bos=1, width=3)
GREEDY = Case(words=3, steps=3, bos=1)


def total(sequence):
    """Add up a sequence's log-probabilities, one call of the model for each word."""
    values = [
        float(MODEL.after(np.array([sequence[:t]]))[0, sequence[t]])
        for t in range(1, len(sequence))
    ]
    return sum(values)


ALL = sorted(((1, *end) for end in itertools.product(range(3), repeat=3)), key=total, reverse=True)
#: As if the search had found the third best sequence and not the second.
FOUND = [ALL[0], ALL[2], ALL[5]]
SCORES = [total(sequence) for sequence in FOUND]
PROBLEM = Problem(CASE, MODEL, np.array(SCORES))
GREEDY_PROBLEM = Problem(GREEDY, MODEL, np.array(SCORES[1:2]))


def answer(sequences=FOUND, scores=SCORES, *, words="int64", dtype="float64"):
    return Tensor.of(sequences, words), Tensor.of(scores, dtype)


def broken(result, problem=PROBLEM):
    """Return the note and the text of the promise that a result breaks."""
    with pytest.raises(Broken) as raised:
        check_result(result, problem)
    return raised.value.note, str(raised.value)


def test_a_right_result_is_accepted():
    check_result(answer(), PROBLEM)
    check_result(list(answer()), PROBLEM)


def test_a_right_greedy_result_is_accepted():
    check_result(answer(FOUND[1], SCORES[1]), GREEDY_PROBLEM)


@pytest.mark.parametrize("dtype", ["int32", "int16", "uint8"])
def test_words_of_another_integer_dtype_are_read_and_worth_half(dtype):
    check_result(answer(words=dtype), PROBLEM)
    with pytest.raises(Broken, match=f"^Nearly: the sequences are of dtype {dtype}") as raised:
        check_words(answer(words=dtype), CASE)
    assert (raised.value.note, raised.value.share) == ("dtype", Fraction(1, 2))
    check_words(answer(), CASE)


def test_scores_of_the_opposite_sign_are_worth_half_if_all_else_is_right():
    with pytest.raises(Broken, match=r"^Nearly: every score has the opposite sign") as raised:
        check_result(answer(scores=[-score for score in SCORES]), PROBLEM)
    assert (raised.value.note, raised.value.share) == ("sign", Fraction(1, 2))
    others = [ALL[0], ALL[1], ALL[5]]
    assert broken(answer(others, [-total(sequence) for sequence in others]))[0] == "search"


def test_gradients_and_devices_do_not_matter():
    sequences, scores = answer()
    elsewhere = Tensor(scores.dtype, scores.shape, scores.data, "cuda", requires_grad=True)
    check_result((sequences, elsewhere), PROBLEM)


def test_rounding_is_allowed():
    noise = np.array([1, -1, 1]) * 4e-15
    check_result(answer(scores=np.array(SCORES) + noise), PROBLEM)


@pytest.mark.parametrize(
    ("result", "text"),
    [
        ("three", "Expected two tensors, sequences and scores; got `str`."),
        (answer()[0], "got `tensor`."),
        (answer()[:1], "got 1 of them."),
        ((answer()[0], SCORES), "Expected a tensor for the scores, got `list`."),
        ((FOUND, answer()[1]), "Expected a tensor for the sequences, got `list`."),
        (
            (answer()[0], UnsupportedValue("Thing")),
            "Expected a tensor for the scores, got `Thing`.",
        ),
        (
            (answer()[0], Tensor("float64", (3,), bytes(24), "numpy")),
            "Expected a tensor for the scores, got `numpy array`.",
        ),
    ],
)
def test_two_tensors_are_expected(result, text):
    note, message = broken(result)
    assert note == "type"
    assert message.endswith(text)


def test_greedy_decoding_returns_one_of_each():
    note, message = broken((3,), GREEDY_PROBLEM)
    assert (note, message) == ("type", "Expected two tensors, sequence and score; got 1 of them.")
    note, message = broken(answer(FOUND[1], [SCORES[1]]), GREEDY_PROBLEM)
    assert (note, message) == ("shape", "The shape of the score is (1,), not ().")


@pytest.mark.parametrize(
    ("sequences", "scores", "text"),
    [
        ([s[1:] for s in FOUND], SCORES, "(3, 3), not (3, 4): T + 1 words, as <BOS> is one of"),
        (FOUND[:2], SCORES[:2], "(2, 4), not (3, 4): B sequences, or all there are if they are"),
        ([(*s, 0) for s in FOUND], SCORES, "The shape of the sequences is (3, 5), not (3, 4)."),
        (FOUND[0], SCORES, "The shape of the sequences is (4,), not (3, 4)."),
        (FOUND, [[s] for s in SCORES], "The shape of the scores is (3, 1), not (3,)."),
    ],
)
def test_shapes_are_as_promised(sequences, scores, text):
    note, message = broken(answer(sequences, scores))
    assert note == "shape"
    assert text in message


def test_words_are_integers():
    assert broken(answer(words="float64")) == (
        "dtype", "The dtype of the sequences is float64, not int64.",
    )  # fmt: skip


def test_scores_have_the_models_dtype():
    assert broken(answer(dtype="float32")) == (
        "dtype", "The dtype of the scores is float32; the model's is float64.",
    )  # fmt: skip


@pytest.mark.parametrize("word", [-1, 3])
def test_words_are_those_of_the_vocabulary(word):
    note, message = broken(answer([(1, 0, word, 0), *FOUND[1:]]))
    assert (note, message) == ("words", f"The words are 0 to 2; the result has {word}.")


def test_every_sequence_begins_with_bos():
    assert broken(answer([*FOUND[:2], (0, *FOUND[2][1:])]))[0] == "bos"


def test_all_sequences_differ():
    note, message = broken(answer([FOUND[0], FOUND[1], FOUND[0]], [SCORES[0], *SCORES[:2]]))
    assert note == "duplicates"
    assert "the search starts from one hypothesis" in message


def test_best_comes_first():
    assert broken(answer(FOUND[::-1], SCORES[::-1])) == (
        "order", "The scores do not come best first.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("misread", "note", "hint"),
    [
        (lambda score, _: score / 3, "length normalisation", "It is divided by the length."),
        (lambda score, _: score / 4, "length normalisation", "It is divided by the length."),
        (lambda score, _: np.exp(score), "probability", "It is a probability, not its logarithm."),
        (
            lambda score, words: score - total(words[:-1]),
            "last score",
            "It is the value of the last word alone.",
        ),
        (lambda score, _: score + 0.5, "score", "It is off by 0.5, rounding explains"),
        (lambda score, _: score + 1e-10, "score", "It is off by 1e-10, rounding explains"),
    ],
)
def test_a_score_is_the_sum_of_its_own_sequence(misread, note, hint):
    scores = [misread(score, words) for score, words in zip(SCORES, FOUND, strict=True)]
    found, message = broken(answer(scores=scores))
    assert (found, message[-len(hint) :] if hint[-1] == "." else hint) == (note, hint)
    assert hint in message
    assert f"where that sum is {SCORES[0]:.6g}" in message


@pytest.mark.parametrize("score", [float("nan"), float("inf"), float("-inf")])
def test_a_score_is_finite(score):
    assert broken(answer(scores=[SCORES[0], SCORES[1], score]))[0] == "score"


def test_a_score_that_is_nearly_right_is_written_with_as_many_digits_as_tell_it_apart():
    near = [SCORES[0], SCORES[1] + 2e-8, SCORES[2]]
    _, message = broken(answer(scores=near))
    got, wanted = re.search(r"one of (\S+) where that sum is (\S+)\. It is off", message).groups()
    assert got != wanted
    assert len(got) < len(repr(near[1]))


EVEN_CASE = Case(words=2, steps=2, bos=1, width=2, paired=True)
EVEN = Problem(EVEN_CASE, LanguageModel(words=2, bos=1, seed=1, paired=True), np.log([0.25, 0.25]))


def test_what_a_score_is_is_not_said_where_it_may_be_something_else():
    """Of two words that are equally likely one counts half of both, whichever it is."""
    half = answer([(1, 0, 0), (1, 1, 0)], np.log([0.5, 0.5]))
    note, message = broken(half, EVEN)
    assert note == "score"
    assert "It is off by 0.69" in message
    thirds = answer([(1, 0, 0), (1, 1, 0)], np.log([0.25, 0.25]) / 3)
    assert broken(thirds, EVEN)[0] == "length normalisation"


def test_what_a_score_is_is_not_said_where_others_are_right():
    """One that is divided by the length is so in every row."""
    note, message = broken(answer(scores=[SCORES[0], SCORES[1], SCORES[2] / 3]))
    assert note == "score"
    assert f"There is one of {SCORES[2] / 3:.6g}" in message


def test_a_result_that_is_better_than_the_searchs_comes_from_a_wider_beam():
    found = [ALL[0], ALL[1], ALL[2]]
    note, message = broken(answer(found, [total(sequence) for sequence in found]))
    assert note == "search"
    assert message == (
        "Sequence 2 is more likely than number 2 of this beam search: more than B hypotheses were "
        "kept at a step, or others than the B best."
    )


def test_a_result_that_is_worse_has_dropped_a_better_one():
    found = [ALL[0], ALL[5], ALL[6]]
    note, message = broken(answer(found, [total(sequence) for sequence in found]))
    assert note == "search"
    assert message == (
        "Sequence 2 is less likely than number 2 of this beam search: a better one was dropped, "
        "or never looked at."
    )


def test_greedy_decoding_is_compared_with_the_greedy_sequence():
    note, message = broken(answer(ALL[0], total(ALL[0])), GREEDY_PROBLEM)
    assert note == "search"
    assert "more likely than the one that takes a most likely word at each step" in message


def test_no_message_gives_a_sequence_or_a_score_of_the_search_away():
    found = [ALL[0], ALL[5], ALL[6]]
    _, message = broken(answer(found, [total(sequence) for sequence in found]))
    assert f"{SCORES[1]:.3g}" not in message
    assert str(FOUND[1]) not in message


@pytest.mark.parametrize("rows", [[1, 3, 3], [3, 3, 3], [1, 1, 1]])
def test_one_batched_call_a_step_is_right(rows):
    check_calls(rows, CASE)


@pytest.mark.parametrize(
    ("rows", "note", "text"),
    [
        ([], "calls", "log_prob was called 0 times; one batched call for each step is 3."),
        ([1, 3], "calls", "log_prob was called 2 times"),
        ([1, 3, 3, 3], "calls", "log_prob was called 4 times"),
        ([1, 3, 9], "rows", "log_prob was called with 9 prefixes at once; no more than B = 3"),
    ],
)
def test_other_ways_to_ask_are_named(rows, note, text):
    with pytest.raises(Broken, match=text) as raised:
        check_calls(rows, CASE)
    assert raised.value.note == note
