"""What random numbers could decide earns the same whatever the seed is.

`benchmarks/verdicts_over_seeds.py` tries all variants of code with many seeds.
"""

import pytest

from autograder.checkers.symbolic.derivation_text import first_bad_step

ASSIGNMENT = "hw2022"
# So nearly right that the difference shows in few numbers.
CODE = (
    "3.2.code/wrong_epsilon",
    "3.3.code/wrong_clamped_normaliser",
    "3.3.standard_code/wrong_blocks_clamped",
    "3.3.standard_code/wrong_epsilon",
    "3.3.standard_code/wrong_softmax_in_single",
    "3.4.code/wrong_growing",
)
# Where a verdict hung on the seed, or could: the sides differ in few places.
DERIVATIONS = (
    "1.2.one_step/wrong_equality",
    "1.2.one_step/wrong_equality_in_the_bound",
    "1.2.many_steps/wrong_equality",
    "2.3.derivation/wrong_same_gradient",
    "3.2.rows_sum_to_one/wrong_number_of_keys",
)


@pytest.mark.parametrize("name", CODE)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_nearly_right_earns_the_same(graded_with, name, seed):
    verdict, variant = graded_with(ASSIGNMENT, name, seed)
    assert (verdict.share, verdict.message) == (variant.earns, verdict.message)


@pytest.mark.parametrize("name", DERIVATIONS)
def test_what_is_said_of_each_step_is_the_same(graded_with, name):
    seen = set()
    for seed in range(6):
        verdict, variant = graded_with(ASSIGNMENT, name, seed)
        marks = "".join(text[:1] for text in verdict.message.splitlines() if text[1:2] == " ")
        seen.add((verdict.share, verdict.notes, marks))
        assert first_bad_step(verdict.message) == variant.step
    assert len(seen) == 1
