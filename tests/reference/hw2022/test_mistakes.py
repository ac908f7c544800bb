"""The classic mistakes of each question are in the bank, and each is caught by a line.

Beside each mistake stand the wrong variants that make it, by the line that catches them. That they
run, and what they lose, is seen with all others, where variants are graded.
"""

import pytest

from autograder.checking.variants import read_variant
from rubric_lines import PROJECT

ASSIGNMENT = "hw2022"

# The mistakes are those that were collected before the questions were written.
MISTAKES = {
    "attention: a scale where none is asked": [
        "3.3.standard_code/wrong_scaled", "3.3.standard_code/wrong_library_default",
        "3.3.standard_code/wrong_scaled_queries", "3.2.code/wrong_scaled",
    ],
    "attention: scaled by d": ["3.3.standard_code/wrong_scaled_by_d"],
    "attention: scaled by the root of n": ["3.3.standard_code/wrong_scaled_by_n"],
    "attention: the root of d cut to an integer": ["3.3.standard_code/wrong_integer_root"],
    "attention: scaled twice": ["3.3.standard_code/wrong_scaled_twice"],
    "attention: scaled after the softmax": ["3.3.standard_code/wrong_scaled_afterwards"],
    "attention: softmax over queries": [
        "3.3.standard_code/wrong_over_queries", "3.2.code/wrong_rows_twice",
        "3.2.code/wrong_columns_twice", "3.2.code/wrong_swapped",
    ],
    "attention: softmax over dimension 0 or 1": [
        "3.3.standard_code/wrong_first_side", "3.3.standard_code/wrong_second_side",
        "3.3.standard_code/wrong_third_side", "3.2.code/wrong_first_side",
        "3.2.code/wrong_second_side",
    ],
    "attention: softmax over everything": ["3.3.standard_code/wrong_over_everything"],
    "attention: base 2": ["3.3.standard_code/wrong_base_two"],
    "attention: no maximum taken off": [
        "3.3.standard_code/wrong_no_maximum", "3.3.standard_code/wrong_scaled_no_maximum",
        "3.2.code/wrong_no_maximum",
    ],
    "attention: a global maximum": [
        "3.3.standard_code/wrong_global_maximum", "3.2.code/wrong_global_maximum",
    ],
    "attention: clamping": ["3.3.standard_code/wrong_clamped", "3.3.code/wrong_clamped"],
    "attention: 1e-6 or 1e-9 in a denominator": [
        "3.3.standard_code/wrong_epsilon", "3.3.standard_code/wrong_large_epsilon",
        "3.2.code/wrong_epsilon", "3.3.code/wrong_epsilon", "3.3.code/wrong_small_epsilon",
    ],
    "attention: V for K": [
        "3.3.standard_code/wrong_values_for_keys", "3.3.standard_code/wrong_keys_for_values",
        "3.2.code/wrong_values_for_keys", "3.3.code/wrong_values_for_keys",
    ],
    "attention: Q and K swapped": ["3.3.standard_code/wrong_swapped", "3.3.code/wrong_swapped"],
    "attention: transposes": ["3.3.standard_code/wrong_capital_t"],
    "attention: float32 inside": [
        "3.3.standard_code/wrong_float32", "3.2.code/wrong_float32", "3.4.code/wrong_float32",
    ],
    "attention: in place": [
        "3.3.standard_code/wrong_in_place", "3.3.standard_code/wrong_transposed_in_place",
        "3.2.code/wrong_in_place", "3.3.code/wrong_in_place", "3.4.code/wrong_in_place",
    ],
    "attention: squeeze": [
        "3.3.standard_code/wrong_squeeze", "3.2.code/wrong_squeeze", "3.3.code/wrong_squeeze",
        "3.4.code/wrong_squeeze",
    ],
    "attention: view on storage": ["3.3.standard_code/wrong_view", "3.2.code/wrong_view"],
    "attention: hidden state, dropout": [
        "3.3.standard_code/wrong_remembers", "3.3.standard_code/wrong_dropout",
    ],
    "attention: detach, no_grad": [
        "3.3.standard_code/wrong_detached", "3.3.standard_code/wrong_no_grad",
        "3.3.standard_code/wrong_new_tensor", "3.2.code/wrong_detached",
        "3.3.code/wrong_detached_normaliser", "3.4.code/wrong_detached",
    ],
    "attention: a wrong custom backward": ["3.3.standard_code/wrong_own_backward"],
    "attention: one batch side, or none": [
        "3.3.standard_code/wrong_two_sides_only", "3.3.standard_code/wrong_batches_only",
        "3.3.code/wrong_sum_of_batch",
    ],
    "features: ‖u‖² without the half": ["3.4.code/wrong_whole_norm"],
    "features: the norm not squared": ["3.4.code/wrong_norm_not_squared"],
    "features: +‖u‖²/2": ["3.4.code/wrong_growing"],
    "features: no norm": ["3.4.code/wrong_without_norm", "3.4.code/wrong_norm_of_w"],
    "features: trigonometric": ["3.4.code/wrong_cosine", "3.4.code/wrong_sine_and_cosine"],
    "features: relu": ["3.4.code/wrong_relu"],
    "features: a stabiliser that differs by row": [
        "3.4.code/wrong_stabilised_by_row", "3.4.code/wrong_stabilised_by_all",
    ],
    "features: /m or nothing for the root of m": [
        "3.4.code/wrong_over_m", "3.4.code/wrong_without_root", "3.4.code/wrong_mean_over_d",
    ],
    "features: a product that overflows": ["3.4.code/wrong_product"],
    "features: the denominator missing or averaged": [
        "3.3.code/wrong_not_normalised", "3.3.code/wrong_averaged",
        "3.3.code/wrong_normaliser_of_keys", "3.3.code/wrong_normaliser_of_queries",
    ],
    "features: all pairs formed first": ["3.3.code/wrong_all_pairs"],
    "features: cumulative sums": ["3.3.code/wrong_cumulative_sum", "3.3.code/wrong_causal"],
    "optimisers: decay sign, half or twice": [
        "4.2.code/wrong_penalty_sign", "4.2.code/wrong_penalty_half", "4.3.code/wrong_sign",
        "4.2.code/wrong_penalty_twice",
    ],
    "optimisers: coupled for decoupled": [
        "4.2.code/wrong_decoupled", "4.3.code/wrong_coupled",
    ],
    "optimisers: learning rate inside": ["4.3.code/wrong_times_step_size"],
    "optimisers: betas swapped": ["4.2.code/wrong_rates_swapped", "4.3.code/wrong_rates_swapped"],
    "optimisers: second moment from the raw gradient": ["4.2.code/wrong_raw_second_moment"],
    "optimisers: t + 1": ["4.2.code/wrong_next_step", "4.3.code/wrong_next_step"],
    "optimisers: no bias correction": [
        "4.2.code/wrong_uncorrected", "4.2.code/wrong_first_moment_uncorrected",
        "4.3.code/wrong_uncorrected",
    ],
    "optimisers: the stabiliser before bias correction": ["4.2.code/wrong_stabilised_early"],
    "optimisers: shared state": ["4.2.code/wrong_remembers"],
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_classic_mistake_loses_points_at_the_lines_that_are_named(mistake):
    """Each of its variants earns less than everything."""
    assert MISTAKES[mistake]
    for name in MISTAKES[mistake]:
        path = PROJECT / "tests" / "variants" / ASSIGNMENT / f"{name}.py"
        assert read_variant(path).earns < 1, name
