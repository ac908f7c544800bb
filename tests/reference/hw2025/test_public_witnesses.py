"""The public tests of language models: where ties decide, they say so, and nothing else."""

from types import SimpleNamespace

import pytest

ASSIGNMENT = "hw2025"
TEST = "test_it_does_not_depend_on_a_tie_whether_the_best_is_missed"

EVEN = [1 / 3, 1 / 3, 1 / 3]
#: What greedy decoding does with these, and a beam of two.
MODELS = {
    # Greedy decoding misses (1, 0), whichever of its ways it takes.
    "missed": {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.9, 0.1]},
    "missed by all ways": {(): [0.35, 0.35, 0.3], (0,): EVEN, (1,): EVEN, (2,): [1, 0, 0]},
    "found by all ways": {(): [0.5, 0.5], (0,): [0.9, 0.1], (1,): [0.1, 0.9]},
    "found": {(): [0.6, 0.4], (0,): [0.9, 0.1], (1,): [0.9, 0.1]},
    # Of the first words, either may be kept; only one of them leads on to the best.
    "a tie decides": {(): [0.5, 0.5], (0,): [0.5, 0.5], (1,): [0.9, 0.1]},
    "rounding decides": {(): [0.5 + 1e-9, 0.5 - 1e-9], (0,): [0.5, 0.5], (1,): [0.9, 0.1]},
}


@pytest.fixture(scope="module")
def public(student_folder):
    """The public test, on a model that stands in the place of an answer."""
    with student_folder(ASSIGNMENT) as load:
        tests = load("test_q2_decoding")
        load("q2_decoding")

        def public(function, width, probabilities):
            words = len(probabilities[()])
            length = 1 + max(map(len, probabilities))
            model = {"T": length, "N": words, "p": probabilities}
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(tests, "q2", SimpleNamespace(**{function: lambda: model}))
                getattr(tests, TEST)(lambda answer: answer(), function, width)

        yield public


@pytest.mark.parametrize("name", [name for name in MODELS if not name.endswith("decides")])
def test_a_model_whose_ties_do_not_matter_passes(public, name):
    """Also one that is no witness: that is for the grader to say."""
    public("greedy_witness", 1, MODELS[name])


@pytest.mark.parametrize("name", ["a tie decides", "rounding decides"])
def test_a_model_whose_ties_decide_is_told(public, name):
    with pytest.raises(AssertionError, match="as likely as each other"):
        public("greedy_witness", 1, MODELS[name])


@pytest.mark.parametrize(
    ("first", "decides"), [([0.4, 0.3, 0.3], True), ([0.4, 0.35, 0.25], False)]
)
def test_the_last_place_of_a_beam_may_be_tied(public, first, decides):
    """One of those that may have it leads to the best."""
    model = {(): first, (0,): EVEN, (1,): EVEN, (2,): [1, 0, 0]}
    if not decides:
        public("beam_witness", 2, model)
        return
    with pytest.raises(AssertionError, match="as likely as each other"):
        public("beam_witness", 2, model)
