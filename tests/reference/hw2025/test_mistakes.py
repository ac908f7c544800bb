"""The classic mistakes of each question are in the bank, and each is caught by a line.

Beside each mistake stand the wrong variants that make it, by the line that catches them. That they
run, and what they lose, is seen with all others, where variants are graded.
"""

import pytest

from autograder.checking.variants import read_variant
from rubric_lines import PROJECT

ASSIGNMENT = "hw2025"

# The mistakes are those that were collected before the questions were written.
MISTAKES = {
    "normalisation: wrong axes": [
        "1.batch_mean/wrong_over_the_batch_only", "1.batch_variance/wrong_per_feature",
        "1.layer_mean/wrong_over_the_batch", "1.layer_mean/wrong_instance",
        "1.instance_mean/wrong_layer", "1.instance_mean/wrong_over_the_batch",
    ],
    "normalisation: unbiased variance": [
        "1.batch_variance/wrong_unbiased", "1.layer_variance/wrong_unbiased",
        "1.instance_variance/wrong_unbiased",
    ],
    "normalisation: standard deviation for variance": [
        "1.batch_variance/wrong_standard_deviation", "1.layer_variance/wrong_standard_deviation",
        "1.instance_variance/wrong_standard_deviation",
    ],
    "normalisation: a one-pass variance on shifted data": [
        "1.batch_variance/wrong_one_pass_on_shifted_data",
        "1.layer_variance/wrong_mean_of_squares",
    ],
    "decoding: length normalisation": [
        "2.4.greedy/wrong_length_normalised", "2.4.greedy_code/wrong_length_normalised",
        "2.4.beam_code/wrong_length_normalised", "2.4.beam_code/wrong_mean_kept",
    ],
    "decoding: B copies of <BOS>": ["2.4.beam_code/wrong_copies_of_bos"],
    "decoding: off by one": [
        "2.1.count/wrong_one_position_too_few", "2.4.greedy_code/wrong_one_step_short",
        "2.4.beam_code/wrong_one_step_short", "2.4.beam_code/wrong_one_step_long",
        "2.4.beam_code/wrong_extra_call",
    ],
    "decoding: only the last token as context": [
        "2.4.greedy_code/wrong_last_word_only", "2.4.greedy_code/wrong_bigram",
        "2.4.beam_code/wrong_last_word_only", "2.4.beam_code/wrong_bigram",
    ],
    "decoding: one continuation per beam": [
        "2.4.frontier/wrong_one_per_hypothesis", "2.4.beam_code/wrong_one_continuation_each",
    ],
    "decoding: product of probabilities": [
        "2.4.greedy_code/wrong_product", "2.4.greedy_code/wrong_underflow",
        "2.4.beam_code/wrong_product", "2.4.beam_code/wrong_underflow",
        "2.4.beam_code/wrong_probabilities",
    ],
    "decoding: last score for the sum": [
        "2.4.greedy_code/wrong_last_score", "2.4.beam_code/wrong_last_score",
        "2.4.beam_code/wrong_detached_history",
    ],
    "decoding: ascending order": ["2.4.beam_code/wrong_ascending", "2.4.beam_code/wrong_worst"],
    "decoding: <BOS> stripped": [
        "2.4.greedy_code/wrong_bos_stripped", "2.4.beam_code/wrong_bos_stripped",
    ],
    "decoding: the beam shrinking": [
        "2.4.beam_code/wrong_shrinking", "2.4.beam_code/wrong_only_the_best",
    ],
    "decoding: everything expanded": [
        "2.4.beam_code/wrong_exhaustive", "2.4.beam_code/wrong_asks_for_all_continuations",
    ],
    "decoding: recomputation": [
        "2.4.beam_code/wrong_recomputes", "2.4.beam_code/wrong_one_call_per_hypothesis",
    ],
    "decoding: squeeze": ["2.4.beam_code/wrong_squeezed"],
    "RNN: backward chain not reversed": [
        "3.1.graph/wrong_backward_chain_forward", "3.2a.entry_hb/wrong_neighbour",
        "3.2b.jacobian_hb/wrong_neighbour",
    ],
    "RNN: no carry": ["3.1.graph/wrong_no_recurrence"],
    "RNN: 1 - h": [
        "3.2a.entry_hf/wrong_no_square", "3.2a.entry_hb/wrong_no_square",
        "3.2b.jacobian_hf/wrong_no_square", "3.2b.jacobian_hb/wrong_no_square",
        "3.3.grad_Wb/wrong_no_square", "3.3.grad_Uf/wrong_no_square",
    ],
    "RNN: tanh'(h)": [
        "3.2a.entry_hf/wrong_derivative_at_the_state",
        "3.2a.entry_hb/wrong_derivative_at_the_state",
        "3.2b.jacobian_hf/wrong_derivative_at_the_state",
        "3.2b.jacobian_hb/wrong_derivative_at_the_state",
        "3.3.grad_Wb/wrong_derivative_at_the_state", "3.3.grad_Uf/wrong_derivative_at_the_state",
    ],
    "RNN: wrong neighbour": [
        "3.2a.entry_hf/wrong_neighbour", "3.2a.entry_hf/wrong_same_time",
        "3.2b.jacobian_hf/wrong_neighbour", "3.3.grad_Uf/wrong_same_time",
        "3.3.grad_Uf/wrong_next_state", "3.3.grad_Wb/wrong_next_input",
    ],
    "RNN: assignment for accumulation": [
        "3.3.grad_Wb/wrong_last_step_only", "3.3.grad_Uf/wrong_last_step_only",
    ],
    "RNN: transposes": [
        "3.2a.grad_hf/wrong_not_transposed", "3.2a.grad_hf/wrong_row",
        "3.2a.grad_hb/wrong_not_transposed", "3.2a.entry_hf/wrong_transposed",
        "3.2b.jacobian_hf/wrong_transposed", "3.2b.jacobian_hf/wrong_matrix_transposed",
        "3.3.grad_Wb/wrong_transposed", "3.3.grad_Uf/wrong_no_transpose",
    ],
    "quantiser: steps 2^m - 1 or 2^(m-1)": [
        "4.4a.quantize/wrong_all_steps", "4.4a.quantize/wrong_steps",
    ],
    "quantiser: 127": ["4.4a.quantize/wrong_always_127"],
    "quantiser: max without abs": ["4.4a.quantize/wrong_max_without_abs"],
    "quantiser: min-max": ["4.4a.quantize/wrong_min_max"],
    "quantiser: mean |W|": ["4.4a.quantize/wrong_mean"],
    "quantiser: eps added to the step": ["4.4a.quantize/wrong_epsilon"],
    "quantiser: truncation toward zero": ["4.4a.quantize/wrong_truncated"],
    "quantiser: no rounding": ["4.4a.quantize/wrong_not_rounded"],
    "quantiser: unsigned clip": [
        "4.4a.quantize/wrong_unsigned_clip", "4.4a.quantize/wrong_unsigned",
    ],
    "quantiser: wrap-around": ["4.4a.quantize/wrong_wraps"],
    "quantiser: float codes": ["4.4a.quantize/wrong_float_codes"],
    "quantiser: 1/step": ["4.4a.quantize/wrong_inverse"],
    "quantiser: wrong clip": ["4.4a.quantize/wrong_clip_too_narrow"],
    "quantiser: division by zero": [
        "4.4a.quantize/wrong_zero_by_zero", "4.4a.quantize/wrong_zero_in_long",
    ],
    "quantiser: another matrix taken for one of zeros": [
        "4.4a.quantize/wrong_guard_not_all", "4.4a.quantize/wrong_guard_any_zero",
        "4.4a.quantize/wrong_guard_sum", "4.4a.quantize/wrong_guard_row",
        "4.4a.quantize/wrong_guard_column", "4.4a.quantize/wrong_guard_largest",
        "4.4a.quantize/wrong_guard_small_step", "4.4a.quantize/wrong_guard_thousandth",
        "4.4a.quantize/wrong_guard_allclose", "4.4a.quantize/wrong_clamped_step",
        "4.4a.quantize/wrong_clamped_divisor",
    ],
    "quantiser: one off where W/step is an integer": [
        "4.4a.quantize/wrong_one_less", "4.4a.quantize/wrong_less_1e_7",
        "4.4a.quantize/wrong_shrunk", "4.4a.quantize/wrong_more_1e_4",
    ],
    "quantiser: a coarser precision inside": [
        "4.4a.quantize/wrong_quotient_in_bfloat16", "4.4a.quantize/wrong_quotient_in_float32",
    ],
    "quantiser: another dtype for a matrix of zeros": [
        "4.4a.quantize/wrong_dtype_for_zero_in_single",
    ],
    "LoRA: A B for A Bᵀ": [
        "4.1.update/wrong_without_transpose", "4.3.merged/wrong_without_transpose",
        "4.4a.linear/wrong_without_transpose", "4.4a.attention/wrong_without_transpose",
    ],
    "LoRA: an extra scale": [
        "4.4a.linear/wrong_scale_by_rank", "4.4a.linear/wrong_scale_by_root",
        "4.4a.attention/wrong_scale_by_rank", "4.4a.attention/wrong_scale_by_root",
    ],
    "LoRA: B random": [
        "4.4a.linear/wrong_b_random", "4.4a.attention/wrong_b_random",
        "4.4a.attention/wrong_b_random_for_keys",
    ],
    "LoRA: both zero": ["4.4a.linear/wrong_both_zero", "4.4a.attention/wrong_both_zero"],
    "LoRA: A and B swapped": [
        "4.4a.linear/wrong_swapped_shapes", "4.4a.linear/wrong_adapters_transposed",
    ],
    "LoRA: W or a bias trained": [
        "4.4a.linear/wrong_w_trained", "4.4a.linear/wrong_bias",
        "4.4a.attention/wrong_all_trained", "4.4a.attention/wrong_output_trained",
    ],
    "LoRA: detach": [
        "4.4a.linear/wrong_detached", "4.4a.linear/wrong_one_detached",
        "4.4a.attention/wrong_detached", "4.4a.attention/wrong_values_detached",
    ],
    "LoRA: no_grad around the frozen path": [
        "4.4a.linear/wrong_no_grad", "4.4a.attention/wrong_no_grad",
    ],
    "LoRA: merge without guard": ["4.4a.linear/wrong_merge_unguarded"],
    "LoRA: unmerge without guard": [
        "4.4a.linear/wrong_unmerge_unguarded", "4.4a.linear/wrong_unmerge_twice",
        "4.4a.linear/wrong_unmerge_restores_nothing",
    ],
    "LoRA: merging without detach": [
        "4.4a.linear/wrong_merges_in_the_graph", "4.4a.linear/wrong_merges_one_detached",
        "4.4a.linear/wrong_unmerges_in_the_graph",
    ],
    "LoRA: merging what the adapters were before": [
        "4.4a.linear/wrong_merge_stale", "4.4a.linear/wrong_unmerge_stale",
        "4.4a.linear/wrong_merges_once",
    ],
    "LoRA: the adapters subtracted": [
        "4.4a.linear/wrong_subtracted", "4.4a.linear/wrong_merge_subtracts",
    ],
    "LoRA: merging the transpose": [
        "4.3.merged/wrong_transpose", "4.4a.linear/wrong_merge_transposed",
    ],
    "LoRA: adapters on W^O": ["4.4a.attention/wrong_adapter_on_output"],
    "LoRA: one adapter shared by heads": [
        "4.4a.attention/wrong_shared_by_heads", "4.4a.attention/wrong_first_head_for_all",
        "4.4a.attention/wrong_shared_by_matrices",
    ],
    "LoRA: an adapter missing on V": [
        "4.4a.attention/wrong_adapter_missing_on_v", "4.4a.attention/wrong_adapter_unused_on_v",
    ],
    "LoRA: the root of hd for that of d": ["4.4a.attention/wrong_scale_hd"],
    "LoRA: concatenation in the wrong order": [
        "4.4a.attention/wrong_order_of_heads", "4.4a.attention/wrong_interleaved",
    ],
    "LoRA: re-quantising": ["4.4a.quantize/wrong_quantised_twice"],
    "LoRA: quantising the adapters": [
        "4.2.bits_qlora/wrong_adapters_quantised", "4.4b.saving_ffn/wrong_adapters_too",
    ],
    "LoRA and quantiser: view on storage": [
        "4.4a.linear/wrong_view", "4.4a.attention/wrong_view", "4.4a.quantize/wrong_view",
    ],
    "LoRA: squeeze": ["4.4a.linear/wrong_squeezed", "4.4a.attention/wrong_squeezed"],
    "LoRA: softmax over another dimension": [
        "4.4a.attention/wrong_softmax_over_queries", "4.4a.attention/wrong_softmax_dim_1",
        "4.4a.attention/wrong_softmax_over_all",
    ],
    "LoRA: work in place, dropout, hidden state": [
        "4.4a.linear/wrong_in_place", "4.4a.linear/wrong_dropout", "4.4a.linear/wrong_remembers",
        "4.4a.attention/wrong_dropout", "4.4a.quantize/wrong_in_place",
    ],
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_classic_mistake_loses_points_at_the_lines_that_are_named(mistake):
    """Each of its variants earns less than everything."""
    assert MISTAKES[mistake]
    for name in MISTAKES[mistake]:
        path = PROJECT / "tests" / "variants" / ASSIGNMENT / f"{name}.py"
        assert read_variant(path).earns < 1, name
