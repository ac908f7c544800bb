"""A language model on which a beam search misses the most likely sequence."""

import itertools
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import pytest

from autograder.checkers.answers.witness import NoWitness, Witness
from autograder.checkers.common.line import Line, Question
from autograder.sandbox.values import Tensor, WireExpression
from hw2025.model_witness import BeamMisses

HALF = Fraction(1, 2)
#: Greedy decoding takes word 0 (0.6) and ends with 0.3; the sequence (1, 0) has 0.36.
GREEDY = {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.9, 0.1]}
EVEN = [0.34, 0.33, 0.33]
#: A beam of 2 drops word 2 (0.25), after which word 0 is certain; it ends with 0.136.
BEAM = {(): [0.4, 0.35, 0.25], (0,): EVEN, (1,): EVEN, (2,): [1, 0, 0]}


@dataclass(frozen=True)
class Fixed:
    """A side whose function returns the same value whenever it is called."""

    value: Any

    def call(self, *_arguments, **_options):
        """Return the value."""
        return self.value


def check(width, answer):
    line = Line(Question("9.9", "f", {}), Fixed(answer), Fixed(None), seed=1)
    try:
        return Witness(verify=BeamMisses(beam_width=width)).check(line)
    except NoWitness as reason:
        return reason.verdict


def model(rows, steps=2, words=None):
    return {"T": steps, "N": words or len(next(iter(rows.values()))), "p": rows}


def test_a_model_that_defeats_greedy_decoding_is_right():
    assert check(1, model(GREEDY)).share == 1


def test_a_model_that_defeats_a_beam_of_two_is_right():
    assert check(2, model(BEAM)).share == 1


def test_a_model_may_defeat_greedy_decoding_and_not_a_beam_of_two():
    rows = {(): [0.5, 0.4, 0.1], (0,): EVEN, (1,): [1, 0, 0], (2,): EVEN}
    assert check(1, model(rows)).share == 1
    verdict = check(2, model(rows))
    assert verdict.message == (
        "On this model a beam of 2 does find a most likely sequence: (1, 0) has probability 0.4, "
        "and no sequence has more than 0.4."
    )


@pytest.mark.parametrize(
    ("size", "row"),
    [
        (Fraction(2), [Fraction(3, 5), Fraction(2, 5)]),
        (2.0, Tensor.of([0.6, 0.4])),
        (Tensor.of(2), Tensor("float64", (1, 2), Tensor.of([0.6, 0.4]).data, "numpy")),
        (
            WireExpression([["rational", "2", []]]),
            [WireExpression([["rational", "3/5", []]]), WireExpression([["rational", "2/5", []]])],
        ),
        (2, (0.6, 0.4)),
    ],
)
def test_numbers_are_read_from_any_form(size, row):
    answer = {"T": size, "N": size, "p": {**GREEDY, (): row}}
    assert check(1, answer).share == 1


def test_a_word_stands_for_the_prefix_of_that_word():
    assert check(1, model({(): [0.6, 0.4], 0: [0.5, 0.5], 1: [0.9, 0.1]})).share == 1


def test_prefixes_that_are_not_needed_are_ignored():
    assert check(1, model({**GREEDY, (0, 0): "anything", "x": 3})).share == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("a model", "got `str`."),
        ({"T": 2, "p": GREEDY}, 'The answer has no "N".'),
        ({"T": 2, "N": 2, "p": [[0.6, 0.4]]}, '"p" is a dict from prefixes to probabilities, got'),
        ({"T": "two", "N": 2, "p": GREEDY}, '"T" could not be read: expected numbers, got `str`.'),
        ({"T": 2, "N": True, "p": GREEDY}, '"N" could not be read: expected numbers, got `bool`.'),
        ({"T": 1, "N": 2, "p": GREEDY}, "T is an integer from 2 to 4; got 1."),
        ({"T": 5, "N": 2, "p": GREEDY}, "T is an integer from 2 to 4; got 5."),
        ({"T": 2, "N": 1, "p": GREEDY}, "N is an integer from 2 to 5; got 1."),
        ({"T": 2, "N": 6, "p": GREEDY}, "N is an integer from 2 to 5; got 6."),
        ({"T": 2.5, "N": 2, "p": GREEDY}, "T is an integer from 2 to 4; got 5/2."),
        ({"T": 10**400, "N": 2, "p": GREEDY}, "T is an integer from 2 to 4; got a large number."),
        (model({(): [0.6, 0.4], (0,): [0.5, 0.5]}), "The prefix (1,) is missing"),
        (model({(0,): [0.6, 0.4], (0, 0): [0.5, 0.5]}), "The prefix () is missing"),
        (model({**GREEDY, (1,): [0.9, 0.2]}), "The probabilities after (1,) sum to 1.1, not to 1."),
        (model({**GREEDY, (1,): [1.0, 0.0, 0.0]}), "After (1,) there are N = 2 probabilities; got"),
        (model({**GREEDY, (1,): [1.1, -0.1]}), "A probability after (1,) is negative: -0.1."),
        (model({**GREEDY, (1,): [float("nan"), 1]}), "after (1,) could not be read: nan is not"),
        (model({**GREEDY, (1,): "half"}), "after (1,) could not be read: expected numbers, got"),
        (model({**GREEDY, (1,): [[0.9, 0.1], [0.5, 0.5]]}), "N = 2 probabilities; got 4."),
        (
            model({**GREEDY, (1,): [Fraction(1, 10**1000), 1 - Fraction(1, 10**1000)]}),
            "A probability after (1,) has too many digits.",
        ),
    ],
)
def test_each_violated_clause_has_its_own_message(answer, message):
    verdict = check(1, answer)
    assert verdict.share == 0
    assert message in verdict.message


def test_rows_may_miss_one_by_a_billionth():
    assert check(1, model({**GREEDY, (1,): [0.9 + 9e-10, 0.1]})).share == 1
    assert "not to 1" in check(1, model({**GREEDY, (1,): [0.9 + 2e-9, 0.1]})).message


def test_the_smallest_double_is_a_probability():
    assert check(1, model({**GREEDY, (1,): [1.0, 5e-324]})).share == 1


def test_a_beam_that_holds_every_prefix_is_exact():
    verdict = check(2, model(GREEDY))
    assert verdict.share == 0
    assert verdict.message.startswith("With N = 2 and T = 2 a beam of 2 is exact")


def test_two_words_are_enough_for_three_steps():
    rows = {
        (): [0.6, 0.4], (0,): [0.52, 0.48], (1,): [0.6, 0.4],
        (0, 0): [0.51, 0.49], (0, 1): [0.52, 0.48], (1, 0): [1, 0], (1, 1): [0.5, 0.5],
    }  # fmt: skip
    # 0.4 · 0.6 · 1 = 0.24 is dropped at step 2 behind 0.312 and 0.288.
    assert check(2, model(rows, steps=3)).share == 1


def test_a_tie_at_the_cut_is_named_with_its_step():
    rows = {(): [0.4, 0.3, 0.3], (0,): EVEN, (1,): EVEN, (2,): [1, 0, 0]}
    verdict = check(2, model(rows))
    assert verdict.share == 0
    assert verdict.message.startswith("At step 1 (1,) of probability 0.3 and (2,) of 0.3 are tied")


def test_a_tie_of_which_every_way_misses_does_not_matter():
    """Uniform rows are what one writes first; word 2, or word 3, leads to the best."""
    third, quarter = [Fraction(1, 3)] * 3, [Fraction(1, 4)] * 4
    rows = {(): [0.4, 0.4, 0.2], (0,): third, (1,): third, (2,): [1, 0, 0]}
    assert check(1, model(rows)).share == 1
    rows = {(): [0.3, 0.3, 0.3, 0.1], **{(word,): quarter for word in range(3)}}
    assert check(2, model({**rows, (3,): [1, 0, 0, 0]})).share == 1


def test_a_tie_is_told_with_the_way_that_finds_the_best():
    verdict = check(1, model({(): [0.5, 0.5], (0,): [0.5, 0.5], (1,): [0.9, 0.1]}))
    assert verdict.share == 0
    assert verdict.message.startswith("At step 1 (0,) of probability 1/2 and (1,) of 1/2 are tied")
    assert "One way ends with (1, 0) of 0.45" in verdict.message


def test_a_tie_that_no_cut_goes_through_does_not_matter():
    rows = {(): [0.375, 0.375, 0.25], (0,): EVEN, (1,): EVEN, (2,): [1, 0, 0]}
    assert check(2, model(rows)).share == 1


def test_a_tie_at_the_last_step_does_not_matter():
    rows = {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.9, 0.1]}
    assert check(1, model(rows)).share == 1


def test_a_tie_among_the_impossible_does_not_matter():
    """Where word 0 is certain at first, a beam of two keeps one of two words that never come."""
    sure = [1, 0, 0]
    rows = dict.fromkeys(itertools.chain([()], itertools.product(range(3), repeat=1)), sure)
    rows[(0,)] = [0.4, 0.35, 0.25]
    rows.update(dict.fromkeys(itertools.product(range(3), repeat=2), EVEN))
    rows[(0, 2)] = sure
    assert check(2, model(rows, steps=3)).share == 1


@pytest.mark.parametrize(("factor", "share"), [(10**6 + 1, 1), (10**6, 0)])
def test_the_margins_are_exact(factor, share):
    """The best beats the decoded by 1 + 10⁻⁶ exactly, or by nothing at all."""
    ratio = Fraction(factor, 10**6)
    # 3/5 · 1/2 = 3/10 against 2/5 · (3/4 · ratio).
    best = Fraction(3, 4) * ratio
    rows = {(): [Fraction(3, 5), Fraction(2, 5)], (0,): [HALF, HALF], (1,): [best, 1 - best]}
    assert check(1, model(rows)).share == share


def test_a_best_sequence_that_is_barely_better_is_named():
    best = Fraction(3, 4) * (1 + Fraction(1, 10**7))
    rows = {(): [Fraction(3, 5), Fraction(2, 5)], (0,): [HALF, HALF], (1,): [best, 1 - best]}
    verdict = check(1, model(rows))
    assert verdict.share == 0
    assert "has to beat what greedy decoding finds" in verdict.message
    assert "by a factor of at least 1 + 10⁻⁶" in verdict.message


@pytest.mark.parametrize("share", [1, 0])
def test_a_cut_has_the_margin_exactly(share):
    """Two words that differ by 1 + 10⁻⁶, or by a little less."""
    ratio = 1 + Fraction(1, 10**6) - (0 if share else Fraction(1, 10**12))
    first = ratio / (1 + ratio)
    rows = {(): [first, 1 - first], (0,): [HALF, HALF], (1,): [1, 0]}
    assert check(1, model(rows)).share == share


def brute_force(width, rows, steps, words):
    """Tell whether the search misses the best, with products of floats and no cleverness."""

    def probability(sequence):
        product = 1.0
        for t, word in enumerate(sequence):
            product *= rows[sequence[:t]][word]
        return product

    kept = [()]
    for _ in range(steps):
        candidates = [(*prefix, word) for prefix in kept for word in range(words)]
        kept = sorted(candidates, key=probability)[-width:]
    best = max(map(probability, itertools.product(range(words), repeat=steps)))
    return best > probability(kept[-1]) * (1 + 1e-6)


def every_way_misses(width, rows, steps, words):
    """Tell whether the search misses the best however ties are broken, trying every subset."""

    def probability(sequence):
        return prod(rows[sequence[:t]][word] for t, word in enumerate(sequence))

    best = max(map(probability, itertools.product(range(words), repeat=steps)))

    def misses(kept, step):
        candidates = {(*prefix, word): probability((*prefix, word))
                      for prefix in kept for word in range(words)}  # fmt: skip
        if step == steps:
            return max(candidates.values()) < best
        size = min(width, len(candidates))
        return all(
            misses(chosen, step + 1)
            for chosen in itertools.combinations(candidates, size)
            if all(
                candidates[inside] >= value
                for inside in chosen
                for outside, value in candidates.items()
                if outside not in chosen
            )
        )

    return misses([()], 1)


def test_models_full_of_ties_are_judged_by_every_way_of_breaking_them(rng):
    missed = 0
    for _ in range(120):
        words, steps, width = 3, rng.randint(2, 3), rng.randint(1, 2)
        rows = {}
        for t in range(steps):
            for prefix in itertools.product(range(words), repeat=t):
                # Often even, sometimes certain.
                certain = rng.choice([0, 0, 1])
                weights = [
                    rng.choice([1, 99]) if certain else rng.choice([2, 2, 3]) for _ in range(words)
                ]
                rows[prefix] = [Fraction(weight, sum(weights)) for weight in weights]
        expected = every_way_misses(width, rows, steps, words)
        verdict = check(width, model(rows, steps, words))
        assert (verdict.share == 1) is expected, (width, rows, verdict.message)
        missed += expected
    assert 0 < missed < 120


def test_random_models_are_judged_as_brute_force_judges_them(rng):
    missed = 0
    for _ in range(60):
        words, steps, width = rng.randint(2, 4), rng.randint(2, 4), rng.randint(1, 2)
        rows = {}
        for t in range(steps):
            for prefix in itertools.product(range(words), repeat=t):
                weights = [rng.random() ** 3 for _ in range(words)]
                rows[prefix] = [weight / sum(weights) for weight in weights]
        expected = brute_force(width, rows, steps, words)
        verdict = check(width, model(rows, steps, words))
        assert (verdict.share == 1) is expected, (width, rows, verdict.message)
        missed += expected
    assert 0 < missed < 60
