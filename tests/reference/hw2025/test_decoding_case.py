"""Problems for decoding algorithms: the models that are drawn, and the scores to end with."""

import itertools
import random
from dataclasses import dataclass, field

import numpy as np
import pytest

from autograder.checkers.common.line import Unanswered
from autograder.checkers.common.setting import GRADED, Setting
from autograder.sandbox.values import Tensor
from autograder.verdict import State, pending
from hw2025 import decoding
from hw2025.decoding_case import Case, pose


@dataclass
class ByDefinition:
    """A reference: the search as it is defined, word by word, in Python's floats."""

    calls: int = 0
    dtypes: list[str] = field(default_factory=list)

    def call(self, oracle, bos, steps, width=1, *, oracles, dtype):
        """Return the sequences and the scores that a beam search ends with."""
        self.calls += 1
        self.dtypes.append(dtype)
        kept = [((bos,), 0.0)]
        for _ in range(steps):
            answer = oracles[oracle.name](Tensor.of([words for words, _ in kept], "int64"))
            candidates = [
                ((*words, word), score + value)
                for (words, score), row in zip(kept, answer.array().tolist(), strict=True)
                for word, value in enumerate(row)
            ]
            kept = sorted(candidates, key=lambda pair: -pair[1])[:width]
        return (
            Tensor.of([words for words, _ in kept]),
            Tensor.of([score for _, score in kept], answer.dtype),
        )


def drawn(case, seed):
    return pose(case, ByDefinition(), random.Random(seed))


def best_scores(problem):
    """Return the scores of all sequences, best first, each added up word by word."""
    case, model = problem.case, problem.model
    totals = []
    for end in itertools.product(range(case.words), repeat=case.steps):
        sequence = (case.bos, *end)
        prefixes = [np.array([sequence[:t]]) for t in range(1, case.steps + 1)]
        values = [model.after(p)[0, w] for p, w in zip(prefixes, end, strict=True)]
        totals.append(sum(map(float, values)))
    return sorted(totals, reverse=True)


def test_the_scores_are_the_references():
    case = Case(words=4, steps=3, bos=1, width=3)
    problem = drawn(case, seed=5)
    kept = best_scores(problem)
    assert len(problem.scores) == 3
    assert list(problem.scores) == sorted(problem.scores, reverse=True)
    assert all(min(abs(score - other) for other in kept) < 1e-12 for score in problem.scores)


@pytest.mark.parametrize("width", [8, 9, 50])
def test_a_beam_that_holds_all_sequences_has_to_find_the_best_ones(width):
    problem = drawn(Case(words=2, steps=3, bos=0, width=width), seed=6)
    assert list(problem.scores) == pytest.approx(best_scores(problem))


def test_where_all_sequences_fit_the_references_own_scores_do_not_matter():
    class Wrong(ByDefinition):
        def call(self, *arguments, **options):
            sequences, scores = super().call(*arguments, **options)
            return sequences, Tensor.of(scores.array() - 1)

    problem = pose(Case(words=2, steps=2, bos=0, width=4), Wrong(), random.Random(6))
    assert list(problem.scores) == pytest.approx(best_scores(problem))


@pytest.mark.parametrize("width", [0, 2, 3])
def test_a_case_can_ask_for_a_model_on_which_the_search_misses_the_best(rng, width):
    case = Case(words=3, steps=3, bos=2, width=width, misses=True)
    for _ in range(5):
        problem = pose(case, ByDefinition(), rng)
        best = np.array(best_scores(problem)[: case.kept])
        assert (best - problem.scores).max() > 1e-4


def test_without_that_some_models_let_a_search_find_the_best(rng):
    case = Case(words=3, steps=2, bos=2, width=2)
    problems = [pose(case, ByDefinition(), rng) for _ in range(40)]
    found = [np.allclose(p.scores, best_scores(p)[:2], rtol=0, atol=1e-9) for p in problems]
    assert any(found)


def test_a_case_that_no_model_can_decide_is_ours():
    """In one step greedy decoding finds the best word, whatever the model."""
    with pytest.raises(Unanswered) as raised:
        drawn(Case(words=3, steps=1, bos=0, misses=True), seed=1)
    verdict = raised.value.verdict
    assert verdict.state is State.GRADER_ERROR
    assert "no model was found that decides the case N = 3, T = 1" in verdict.review


def test_models_with_near_ties_are_passed_over():
    """A step of −5·10¹⁴ leaves no decimals: only models that are sure of a word survive."""
    reference = ByDefinition()
    case = Case(words=2, steps=1, bos=0, width=1, offset=-5e14)
    problem = pose(case, reference, random.Random(1))
    values = np.sort(problem.model.after(np.array([[0]]))[0])
    assert reference.calls > 1
    assert values[1] - values[0] > 2 * 4 * 2.0**-52 * 5e14


def test_the_same_seeds_draw_the_same_model():
    case = Case(words=3, steps=2, bos=0, width=2)
    assert drawn(case, seed=7).model == drawn(case, seed=7).model
    assert drawn(case, seed=7).model != drawn(case, seed=8).model


def test_the_model_is_the_cases():
    case = Case(words=4, steps=2, bos=3, width=2, dtype="float32", paired=True, offset=-5.0)
    model = drawn(case, seed=1).model
    assert (model.words, model.bos, model.dtype) == (4, 3, "float32")
    assert (model.paired, model.offset) == (True, -5.0)


def test_the_reference_runs_under_the_cases_default_dtype():
    reference = ByDefinition()
    case = Case(words=2, steps=1, bos=0, dtype="float32")
    pose(case, reference, random.Random(1))
    assert set(reference.dtypes) == {"float32"}


def test_a_failing_reference_is_ours():
    class Failing:
        def call(self, *_arguments, **_options):
            raise Unanswered(pending("the reference failed", state=State.GRADER_ERROR))

    with pytest.raises(Unanswered, match="Not decided yet"):
        pose(Case(words=2, steps=1, bos=0), Failing(), random.Random(1))


def test_a_case_says_what_was_asked():
    case = Case(words=3, steps=2, bos=1, width=9)
    assert str(case) == "N = 3, T = 2, B = 9, <BOS> = 1, and a model in float64"
    steep = Case(words=2, steps=5, bos=0, paired=True, offset=-400.0, dtype="float32")
    assert str(steep) == (
        "N = 2, T = 5, <BOS> = 0, and a model in float32 with ties, about -400 a step"
    )


@pytest.mark.parametrize(
    ("width", "kept"), [(0, 1), (1, 1), (5, 5), (8, 8), (9, 8)]
)  # of 2³ sequences
def test_no_more_hypotheses_are_kept_than_there_are(width, kept):
    assert Case(words=2, steps=3, bos=0, width=width).kept == kept


# ------------------------------------------------------------------- in other precisions

ALL = [*decoding._GREEDY, *decoding._VALUES, *decoding._TIED, *decoding._COUNTED]


def test_where_points_hang_every_case_is_itself():
    assert [case.under(GRADED) for case in ALL] == ALL


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_cases_of_a_coarser_precision_can_be_posed(dtype, rng):
    """Of each kind of algorithm some are left, and a model that decides them is found."""
    under = [case.under(Setting(device="cuda", dtype=dtype)) for case in ALL]
    left = [case for case in under if case is not None]
    assert {bool(case.width) for case in left} == {True, False}
    for case in left:
        assert case.scores == dtype
        assert dtype in str(case)
        problem = drawn(case, rng.getrandbits(32))
        words = problem.model.after(np.array([[case.bos]]))
        assert (Setting(dtype=dtype).rounded(words) == words).all()


def test_cases_in_a_dtype_of_their_own_are_left_out():
    case = Case(words=2, steps=1, bos=0, dtype="float32")
    assert case.under(Setting(device="cuda", dtype="bfloat16")) is None


def test_cases_that_rounding_would_decide_are_left_out():
    coarse = Setting(device="cuda", dtype="bfloat16")
    assert Case(words=2, steps=32, bos=0).under(coarse) is None
    assert Case(words=3, steps=2, bos=0, width=3, offset=-400.0).under(coarse) is None
    assert Case(words=4, steps=2, bos=0, paired=True, width=4).under(coarse) is None
    assert Case(words=2, steps=2, bos=0, width=9).under(coarse) is not None
