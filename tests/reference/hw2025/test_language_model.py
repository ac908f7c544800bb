"""Language models that the grader answers for, and what it remembers of a conversation."""

import itertools

import numpy as np
import pytest

from autograder.sandbox.values import Tensor
from autograder.sandbox.worker_replies import Refused
from hw2025.language_model import Conversation, LanguageModel, rounding

MODEL = LanguageModel(words=4, bos=2, seed=12345)
PAIRED = LanguageModel(words=6, bos=1, seed=99, paired=True)


def prefixes(*rows, dtype="int64"):
    return Tensor.of(rows, dtype)


def everything(model, steps):
    """Return all sequences of the model."""
    ends = itertools.product(range(model.words), repeat=steps)
    return np.array([(model.bos, *end) for end in ends])


def by_hand(model, sequence):
    """Add up one word after the other, as a student's code would."""
    return sum(
        float(model.after(np.array([sequence[:t]]))[0, sequence[t]])
        for t in range(1, len(sequence))
    )


def test_what_follows_a_prefix_is_a_distribution():
    rows = MODEL.after(everything(MODEL, 3))
    assert rows.shape == (64, 4)
    assert np.exp(rows).sum(axis=1) == pytest.approx(np.ones(64))


def test_the_probabilities_of_all_sequences_sum_to_one():
    assert np.exp(MODEL.totals(everything(MODEL, 4))).sum() == pytest.approx(1)


def test_a_total_is_the_sum_along_the_sequence(rng):
    for _ in range(20):
        sequence = [2, *(rng.randrange(4) for _ in range(6))]
        assert MODEL.totals(np.array([sequence]))[0] == pytest.approx(by_hand(MODEL, sequence))


def test_every_word_of_a_prefix_matters():
    base = [2, 0, 1, 3, 0]
    expected = MODEL.after(np.array([base]))
    for position in range(1, len(base)):
        other = [*base[:position], (base[position] + 1) % 4, *base[position + 1 :]]
        assert np.abs(MODEL.after(np.array([other])) - expected).max() > 1e-3


def test_the_order_and_the_number_of_words_matter():
    rows = MODEL.after(np.array([[2, 0, 1], [2, 1, 0]]))
    assert np.abs(rows[0] - rows[1]).max() > 1e-3
    longer = MODEL.after(np.array([[2, 2, 0, 1]]))
    assert np.abs(longer[0] - rows[0]).max() > 1e-3


def test_a_row_does_not_depend_on_the_others_in_its_batch():
    rows = everything(MODEL, 3)
    assert np.array_equal(MODEL.after(rows[5:6])[0], MODEL.after(rows)[5])


def test_another_seed_is_another_model():
    other = LanguageModel(words=4, bos=2, seed=12346)
    start = np.array([[2]])
    assert np.abs(other.after(start) - MODEL.after(start)).max() > 1e-3


def test_the_largest_seed_is_a_seed():
    model = LanguageModel(words=2, bos=0, seed=2**62 - 1)
    assert np.isfinite(model.after(np.zeros((1, 200), dtype=np.int64))).all()


def test_an_offset_is_added_to_every_step():
    steep = LanguageModel(words=4, bos=2, seed=12345, offset=-400.0)
    rows = everything(MODEL, 3)
    assert steep.totals(rows) == pytest.approx(MODEL.totals(rows) - 1200)


def test_a_model_speaks_in_its_dtype():
    coarse = LanguageModel(words=4, bos=2, seed=12345, dtype="float32")
    rows = everything(MODEL, 2)
    assert coarse.after(rows).dtype == np.float32
    assert coarse.after(rows) == pytest.approx(MODEL.after(rows), abs=1e-6)


def test_the_words_of_a_pair_cannot_be_told_apart():
    rows = everything(PAIRED, 3)
    swapped = rows.copy()
    swapped[:, 1:] ^= 1
    assert np.array_equal(PAIRED.after(rows), PAIRED.after(swapped))
    following = PAIRED.after(rows)
    assert np.array_equal(following[:, 0::2], following[:, 1::2])


def test_whichever_of_the_tied_are_kept_a_beam_ends_with_the_same_scores(rng):
    outcomes = set()
    for _ in range(20):
        kept = [((1,), 0.0)]
        for _ in range(3):
            candidates = [
                ((*words, word), score + value)
                for words, score in kept
                for word, value in enumerate(PAIRED.after(np.array([words]))[0].tolist())
            ]
            rng.shuffle(candidates)
            kept = sorted(candidates, key=lambda pair: -pair[1])[:5]
        outcomes.add(tuple(round(score, 9) for _, score in kept))
    assert len(outcomes) == 1


def test_a_conversation_answers_and_counts():
    asked = Conversation(MODEL)
    answer = asked(prefixes([2, 0], [2, 3]))
    asked(prefixes([2]))
    assert (answer.shape, answer.dtype) == ((2, 4), "float64")
    assert np.array_equal(answer.array(), MODEL.after(np.array([[2, 0], [2, 3]])))
    assert asked.rows == [2, 1]


@pytest.mark.parametrize("dtype", ["int32", "int16", "uint8"])
def test_any_integers_are_word_indices(dtype):
    expected = Conversation(MODEL)(prefixes([2, 3]))
    assert Conversation(MODEL)(prefixes([2, 3], dtype=dtype)) == expected


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "takes one argument, the prefixes; got 0"),
        ((prefixes([2]), 3), "takes one argument, the prefixes; got 2"),
        (([[2, 0]],), "takes a tensor of prefixes, shape .b, t.; got `list`"),
        ((Tensor("int64", (1, 1), bytes(8), "numpy"),), "got `numpy array`"),
        ((Tensor.of([[2.0]]),), "word indices, dtype torch.long; got float64"),
        ((Tensor.of([[True]]),), "word indices, dtype torch.long; got bool"),
        ((Tensor.of([2, 0]),), "a single prefix is a batch of one"),
        ((Tensor.of([[[2]]]),), r"have the shape \(b, t\); got \(1, 1, 1\)"),
        ((Tensor("int64", (0, 3), b""),), r"got \(0, 3\)"),
        ((prefixes([0, 2]),), "begins with <BOS>, which is 2 here; one begins with 0"),
        ((prefixes([2, 4]),), "the words are 0 to 3; a prefix holds 4"),
        ((prefixes([2, -1]),), "the words are 0 to 3; a prefix holds -1"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_its_reason(arguments, reason):
    asked = Conversation(MODEL)
    with pytest.raises(Refused, match=reason):
        asked(*arguments)
    assert asked.rows == []


def test_a_flood_of_questions_is_refused():
    asked = Conversation(LanguageModel(words=2, bos=0, seed=1))
    batch = Tensor.of(np.zeros((1000, 200), dtype=np.int64))
    for _ in range(100):
        asked(batch)
    with pytest.raises(Refused, match="asked about too much"):
        asked(batch)


def test_a_single_huge_question_is_refused():
    asked = Conversation(LanguageModel(words=2, bos=0, seed=1))
    with pytest.raises(Refused, match="300001 prefixes this time"):
        asked(Tensor.of(np.zeros((300_001, 1), dtype=np.int64)))


@pytest.mark.parametrize(("width", "decisive"), [(1, True), (2, False), (4, True)])
def test_a_cut_between_near_ties_is_not_decisive(width, decisive):
    """The second and the third of four words are as close as rounding in float32."""
    model = _Fixed(words=4, bos=0, seed=0)
    asked = Conversation(model, remembers=True)
    asked(prefixes([0]))
    assert asked.is_decisive(width, "float32") is decisive


def test_near_ties_are_told_apart_in_float64():
    asked = Conversation(_Fixed(words=4, bos=0, seed=0), remembers=True)
    asked(prefixes([0]))
    assert asked.is_decisive(2, "float64")


def test_exact_ties_are_decisive_only_in_a_paired_model():
    for paired in (True, False):
        model = _Fixed(words=6, bos=0, seed=0, paired=paired)
        asked = Conversation(model, remembers=True)
        asked(prefixes([0]))
        assert asked.is_decisive(5, "float64") is paired


def test_a_cut_is_between_totals_and_not_between_last_steps():
    """Two prefixes with the same continuations: totals −2.4, −2.8, −2.8 − 1e-8, −4, …."""
    asked = Conversation(_Fixed(words=4, bos=0, seed=0), remembers=True)
    asked(prefixes([0, 1], [0, 3]))
    assert asked.is_decisive(1, "float32")
    assert not asked.is_decisive(2, "float32")


def test_rounding_grows_with_steps_and_with_the_total():
    assert rounding(-10.0, 4, "float64") == pytest.approx(4 * 2.0**-52 * 4 * 10)
    assert rounding(-10.0, 4, "float32") == pytest.approx(4 * 2.0**-23 * 4 * 10)


class _Fixed(LanguageModel):
    """The same log-probabilities after every prefix: two nearly tied, two exactly."""

    def after(self, prefixes):
        row = [-1.0, -1.4, -1.4 - 1e-8, -3.0, -4.0, -4.0][: self.words]
        return np.tile(np.array(row), (len(prefixes), 1))

    def totals(self, sequences):
        row = self.after(sequences)[0]
        return row[sequences[:, 1:]].sum(axis=1)
