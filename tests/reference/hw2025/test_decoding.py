"""Greedy decoding and beam search, checked from end to end on functions of this file."""

import contextlib
from dataclasses import dataclass, field
from fractions import Fraction

import pytest
import torch

from autograder.checkers.common.clauses import Clauses, without_worth
from autograder.checkers.common.line import Line, Question, Unanswered
from autograder.sandbox.values import OracleName, Tensor
from autograder.sandbox.worker_replies import Refused
from autograder.verdict import State, lost, pending
from hw2025.decoding import BeamSearch, Greedy

CLAUSES = Clauses({"values": 2, "ties": 1, "one batched call": 1})


@contextlib.contextmanager
def default_dtype(name):
    before = torch.get_default_dtype()
    torch.set_default_dtype(getattr(torch, name))
    try:
        yield
    finally:
        torch.set_default_dtype(before)


@dataclass
class Calls:
    """A side that calls a Python function in this process, with torch's tensors."""

    function: object
    asked: list[str] = field(default_factory=list)

    def call(self, *arguments, oracles, dtype):
        """Call the function; what it raises becomes a verdict."""

        def log_prob(*values):
            answer = oracles["log_prob"](*map(_data, values))
            self.asked.append(f"{answer.dtype}, default {dtype}")
            return torch.from_numpy(answer.array().copy())

        given = [log_prob if isinstance(item, OracleName) else item for item in arguments]
        try:
            with default_dtype(dtype):
                return _data(self.function(*given))
        except (Refused, RuntimeError) as error:
            text = f"{type(error).__name__}: {error}"
            raise Unanswered(lost(text, notes=("exception",))) from None


def _data(value):
    """Return what the grader gets of a value."""
    if isinstance(value, torch.Tensor):
        return Tensor.of(value.numpy())
    return type(value)(map(_data, value)) if isinstance(value, (list, tuple)) else value


def beam_search(log_prob, bos, T, B):
    """Search in Python's lists, as a text book writes it."""
    kept = [([bos], 0.0)]
    for _ in range(T):
        rows = log_prob(torch.tensor([words for words, _ in kept]))
        candidates = [
            ([*words, word], score + value)
            for (words, score), row in zip(kept, rows.tolist(), strict=True)
            for word, value in enumerate(row)
        ]
        candidates.sort(key=lambda pair: -pair[1])
        kept = candidates[:B]
    scores = torch.tensor([score for _, score in kept], dtype=rows.dtype)
    return torch.tensor([words for words, _ in kept]), scores


def greedy(log_prob, bos, T):
    sequences, scores = beam_search(log_prob, bos, T, 1)
    return sequences[0], scores[0]


def check(submitted, *, clauses=CLAUSES, reference=beam_search, seed=1):
    checker = BeamSearch(clauses=clauses)
    return checker.check(Line(Question("9.9", "f", {}), Calls(submitted), Calls(reference), seed))


def check_greedy(submitted, *, seed=1):
    line = Line(Question("9.9", "f", {}), Calls(submitted), Calls(greedy), seed)
    return Greedy().check(line)


@pytest.mark.parametrize("seed", range(5))
def test_a_right_search_earns_everything_whatever_the_seed(seed):
    verdict = check(beam_search, seed=seed)
    assert (verdict.share, verdict.message) == (1, "")
    assert check_greedy(greedy, seed=seed).share == 1


def test_values_are_found_however_often_the_model_is_asked():
    """A search that asks for one hypothesis after the other loses the clause on calls alone."""

    def one_by_one(log_prob, bos, T, B):
        def batch(prefixes):
            return torch.cat([log_prob(prefix[None]) for prefix in prefixes])

        return beam_search(batch, bos, T, B)

    verdict = check(one_by_one)
    assert (verdict.state, verdict.share) == (State.PARTIAL, Fraction(3, 4))
    assert verdict.notes == ("calls",)
    assert (
        "values: earned.\nties: earned.\none batched call: not earned. log_prob was called 10 "
        in without_worth(verdict.message)
    )


def test_a_search_that_loses_the_tied_loses_the_clause_on_ties_alone():
    def by_score(log_prob, bos, T, B):
        kept = {0.0: [bos]}
        for _ in range(T):
            rows = log_prob(torch.tensor(list(kept.values())))
            candidates = {
                score + value: [*words, word]
                for (score, words), row in zip(kept.items(), rows.tolist(), strict=True)
                for word, value in enumerate(row)
            }
            kept = {score: candidates[score] for score in sorted(candidates)[: -B - 1 : -1]}
        return torch.tensor(list(kept.values())), torch.tensor(list(kept), dtype=rows.dtype)

    verdict = check(by_score)
    assert verdict.share == Fraction(3, 4)
    assert "). The shape of the sequences is (1, 3), not (2, 3)" in verdict.message


@pytest.mark.parametrize(
    "slip",
    [
        lambda sequences, scores: (sequences.to(torch.int32), scores),
        lambda sequences, scores: (sequences, -scores),
    ],
)
def test_a_slip_is_paid_by_the_values_alone_and_hides_nothing(slip):
    """Half of two of four shares are left, and those on ties and calls, if they are earned."""
    verdict = check(lambda *given: slip(*beam_search(*given)))
    assert verdict.share == Fraction(3, 4)
    assert "values: earned in part ({points:1/4} of {points:1/2}). Nearly: " in verdict.message

    def extra_call(log_prob, bos, T, B):
        log_prob(torch.tensor([[bos]]))
        return slip(*beam_search(log_prob, bos, T, B))

    assert check(extra_call).share == Fraction(1, 2)
    assert check_greedy(lambda *given: slip(*greedy(*given))).share == Fraction(1, 2)


def test_calls_count_only_where_the_values_are_right():
    def for_show(log_prob, bos, T, B):
        sequences, scores = beam_search(log_prob, bos, T, B)
        return sequences, scores - 1

    verdict = check(for_show, clauses=Clauses({"one batched call": 1}))
    assert verdict.share == 0


def test_a_masked_first_call_with_as_many_rows_as_the_beam_is_right():
    def masked(log_prob, bos, T, B):
        rows = torch.full((B, 1), bos)
        scores = torch.tensor([0.0] + [-torch.inf] * (B - 1))
        for _ in range(T):
            log_probs = log_prob(rows)
            totals = (scores[:, None] + log_probs).flatten()
            scores, best = totals.topk(min(B, int(totals.isfinite().sum())))
            N = log_probs.shape[1]
            rows = torch.cat([rows[best // N], best[:, None] % N], dim=1)
        return rows, scores

    assert check(masked).share == 1


def test_a_beam_that_crashes_on_a_narrow_vocabulary_keeps_its_other_clauses():
    def crashes(log_prob, bos, T, B):
        log_prob(torch.tensor([[bos]])).flatten().topk(B)
        return beam_search(log_prob, bos, T, B)

    verdict = check(crashes, clauses=Clauses({"values": 2, "ties": 1}))
    assert verdict.share == Fraction(1, 3)
    assert "). RuntimeError: selected index k out of range" in verdict.message


def test_the_report_says_for_what_and_never_what_is_expected():
    def reversed_(log_prob, bos, T, B):
        sequences, scores = beam_search(log_prob, bos, T, B)
        return sequences.flip(0), scores.flip(0)

    verdict = check(reversed_, clauses=Clauses({"values": 1}), seed=77)
    assert verdict.message == (
        "The scores do not come best first.\n"
        "Found with N = 3, T = 1, B = 2, <BOS> = 1, and a model in float64 (seed 77)."
    )


def test_a_question_that_the_model_refuses_is_the_students_error():
    def last_word_only(log_prob, bos, T, B):
        return beam_search(lambda prefixes: log_prob(prefixes[:, -1:]), bos, T, B)

    verdict = check(last_word_only)
    assert verdict.share == 0
    assert "every prefix begins with <BOS>" in verdict.message


def test_an_exhaustive_search_is_told_apart_on_every_seed():
    def exhaustive(log_prob, bos, T, B):
        if T > 7:  # 2⁸ sequences and more are not needed: it has failed by then
            return beam_search(log_prob, bos, T, B)
        sequences, scores = beam_search(log_prob, bos, T, 10**6)
        return sequences[:B], scores[:B]

    for seed in range(10):
        verdict = check(exhaustive, seed=seed)
        assert (verdict.share, verdict.notes) == (0, ("search",)), seed


@pytest.mark.parametrize("clause", ["values", "ties", "one batched call"])
def test_greedy_decoding_is_no_beam_search(clause):
    def repeated(log_prob, bos, T, B):
        sequences, scores = beam_search(log_prob, bos, T, 1)
        return sequences.repeat(B, 1), scores.repeat(B)

    assert check(repeated, clauses=Clauses({clause: 1})).share == 0


def test_products_of_probabilities_vanish_where_log_probabilities_are_low():
    def products(log_prob, bos, T, B):
        kept, product = torch.tensor([[bos]]), torch.ones(1)
        for _ in range(T):
            candidates = product[:, None] * log_prob(kept).exp()
            N = candidates.shape[1]
            product, best = candidates.flatten().topk(min(B, candidates.numel()))
            kept = torch.cat([kept[best // N], best[:, None] % N], dim=1)
        return kept, product.log()

    verdict = check(products)
    assert verdict.share == Fraction(1, 2)
    assert "about -400 a step" in verdict.message


def test_probabilities_are_0_where_log_probabilities_of_float32_are_low():
    """In float64 exp(-400) is a number that leads back to -400."""

    def through_probabilities(log_prob):
        return lambda prefixes: log_prob(prefixes).exp().log()

    def likeliest(log_prob, bos, T):
        sequence, score = torch.tensor([bos]), 0
        for _ in range(T):
            row = log_prob(sequence[None])[0]
            word = row.exp().argmax()
            sequence, score = torch.cat([sequence, word[None]]), score + row[word]
        return sequence, score

    for seed in range(5):
        verdict = check(lambda f, *a: beam_search(through_probabilities(f), *a), seed=seed)
        assert verdict.share == Fraction(1, 2)
        assert "a model in float32, about -400 a step" in verdict.message
        verdict = check_greedy(likeliest, seed=seed)
        assert (verdict.share, verdict.notes) == (0, ("search",))
        assert "a model in float32, about -400 a step" in verdict.message


def test_every_dtype_is_tried():
    side = Calls(beam_search)
    checker = BeamSearch(clauses=Clauses({"values": 1}))
    checker.check(Line(Question("9.9", "f", {}), side, Calls(beam_search), 1))
    assert set(side.asked) == {
        "float64, default float64",
        "float32, default float32",
    }


def test_scores_in_another_dtype_are_named():
    def in_float32(log_prob, bos, T, B):
        sequences, scores = beam_search(log_prob, bos, T, B)
        return sequences, scores.float()

    verdict = check(in_float32, clauses=Clauses({"values": 1}))
    assert (verdict.share, verdict.notes) == (0, ("dtype",))


def test_other_seeds_ask_about_other_models():
    seen = []

    def record(log_prob, bos, T, B):
        sequences, scores = beam_search(log_prob, bos, T, B)
        seen.append(scores[0].item())
        return sequences, scores

    once = Clauses({"ties": 1})
    for seed in (1, 1, 2):
        check(record, clauses=once, seed=seed)
    count = len(seen) // 3
    assert seen[:count] == seen[count : 2 * count] != seen[2 * count :]


def test_a_failing_reference_makes_the_line_ours():
    @dataclass
    class Failing:
        def call(self, *_arguments, **_options):
            raise Unanswered(pending("it failed", state=State.GRADER_ERROR))

    line = Line(Question("9.9", "f", {}), Calls(beam_search), Failing(), 1)
    verdict = BeamSearch(clauses=CLAUSES).check(line)
    assert (verdict.state, verdict.share) == (State.GRADER_ERROR, 0)


def test_a_misspelt_clause_is_refused():
    with pytest.raises(ValueError, match="no clause `tie` here"):
        BeamSearch(clauses=Clauses({"tie": 1}))


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (lambda sequence, score: (sequence[1:], score), "shape"),
        (lambda sequence, score: (sequence, score[None]), "shape"),
        (lambda sequence, score: (sequence, score / len(sequence)), "length normalisation"),
        (lambda sequence, score: (sequence, score.exp()), "probability"),
        (lambda sequence, score: (sequence.tolist(), score), "type"),
        (lambda sequence, score: (sequence, score.item()), "type"),
        (lambda sequence, score: (score, sequence), "shape"),
    ],
)
def test_mistakes_in_greedy_decoding_are_named(change, note):
    verdict = check_greedy(lambda log_prob, bos, T: change(*greedy(log_prob, bos, T)))
    assert (verdict.share, verdict.notes) == (0, (note,))


def test_a_beam_is_no_greedy_decoding():
    for seed in range(10):
        verdict = check_greedy(lambda *a: tuple(part[0] for part in beam_search(*a, 3)), seed=seed)
        assert (verdict.share, verdict.notes) == (0, ("search",)), seed


def test_an_exception_is_told_with_the_case_at_which_it_arose():
    """The B best of N words, where B is larger than N."""

    def best_of_each(log_prob, bos, T, B):
        log_prob(torch.tensor([[bos]]))[0].topk(B)
        return beam_search(log_prob, bos, T, B)

    verdict = check(best_of_each)
    assert "RuntimeError: selected index k out of range\nFound with N = " in verdict.message
