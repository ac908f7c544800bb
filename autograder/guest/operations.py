"""What one operation of torch's costs: floating-point operations, and elements moved.

The conventions, in full, are in ``docs/cost.md``:

=====================  ============================================================================
products of matrices   2 for each pair that is multiplied and added: 2·n·k·p for n×k times k×p
element by element     1 for each element of the result, whatever the function
reductions             1 for each element that is read; 2 for a norm; 4 for a variance and for
                       ``logsumexp``; 5 for a softmax; 4 for its derivative
cumulative sums        1 for each element
views, allocations     nothing
copies, fills, looks   no operation, and 1 element moved for each one written
=====================  ============================================================================

What an operation does inside, such as making an operand contiguous, is not seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch

__all__ = ["Work", "work_of"]

#: Operations, and elements moved.
Work = tuple[int, int]

_ALLOCATIONS = frozenset({
    "_local_scalar_dense", "empty", "empty_like", "empty_strided", "new_empty", "new_empty_strided",
    "resize_", "set_",
})  # fmt: skip

_MOVES = frozenset({
    "_index_put_impl_", "_reshape_copy", "_to_copy", "_unsafe_index", "_unsafe_index_put", "arange",
    "as_strided_scatter", "block_diag", "cat", "clone", "constant_pad_nd", "copy", "copy_", "diag",
    "diag_embed", "diagonal_backward", "diagonal_scatter", "embedding", "eye", "fill", "fill_",
    "flip", "full", "full_like", "gather", "index", "index_copy", "index_copy_", "index_fill",
    "index_fill_", "index_put", "index_put_", "index_select", "linspace", "masked_scatter",
    "masked_scatter_", "masked_select", "new_full", "new_ones", "new_zeros", "ones", "ones_like",
    "repeat", "repeat_interleave", "roll", "scalar_tensor", "scatter", "scatter_",
    "select_backward", "select_scatter", "slice_backward", "slice_scatter", "stack", "take",
    "take_along_dim", "tril", "tril_", "tril_indices", "triu", "triu_", "triu_indices",
    "unfold_backward", "unfold_copy", "zero", "zero_", "zeros", "zeros_like",
})  # fmt: skip

_DRAWS = frozenset({
    "bernoulli", "bernoulli_", "normal", "normal_", "rand", "rand_like", "randint", "randn",
    "randn_like", "randperm", "uniform", "uniform_",
})  # fmt: skip

#: Operations for each element that is read.
_REDUCTIONS = {
    "all": 1, "allclose": 1, "amax": 1, "amin": 1, "aminmax": 1, "any": 1, "argmax": 1, "argmin": 1,
    "count_nonzero": 1, "cummax": 1, "cummin": 1, "cumprod": 1, "cumprod_": 1, "cumsum": 1,
    "cumsum_": 1, "equal": 1, "max": 1, "mean": 1, "min": 1, "nanmean": 1, "nansum": 1,
    "nonzero": 1, "prod": 1, "sum": 1, "trace": 1,
    "linalg_vector_norm": 2, "norm": 2,
    "_log_softmax_backward_data": 4, "_logcumsumexp": 4, "_softmax_backward_data": 4,
    "logcumsumexp": 4, "logsumexp": 4, "std": 4, "std_mean": 4, "var": 4, "var_mean": 4,
    "_log_softmax": 5, "_safe_softmax": 5, "_softmax": 5,
}  # fmt: skip

#: Operations for each element of the last tensor that is read, which is added to the first.
_ADDITIONS = frozenset({"index_add", "index_add_", "scatter_add", "scatter_add_"})

_FUSED_ATTENTION = frozenset({
    "_scaled_dot_product_flash_attention_for_cpu", "_scaled_dot_product_efficient_attention",
    "_scaled_dot_product_flash_attention",
})  # fmt: skip


def work_of(
    name: str, operation: Any, read: Sequence[torch.Tensor], made: Sequence[torch.Tensor]
) -> Work | None:
    """Return what an operation costs; None where these conventions do not know.

    Args:
        name: The operation's, without namespace and overload: ``"mm"``.
        operation: torch's object for it, which has its tags.
        read: The tensors among its arguments, in order.
        made: The tensors that it returned; none of them a view of what it read.
    """
    written = sum(tensor.numel() for tensor in made)
    product = _product(name, [tensor.shape for tensor in read])
    if product is not None:
        return product, 0
    if name in _ALLOCATIONS or torch.Tag.inplace_view in operation.tags:
        return 0, 0
    if name in _MOVES:
        return 0, _moved(name, read, written)
    if name in _ADDITIONS and read:
        return read[-1].numel(), 0 if name.endswith("_") else written
    if name in _DRAWS:
        return written, 0
    if name in _REDUCTIONS:
        return _REDUCTIONS[name] * _reduced(read), 0
    if torch.Tag.pointwise in operation.tags:
        return _terms(name) * written, 0
    return None


def _product(name: str, shapes: Sequence[torch.Size]) -> int | None:
    """Return the operations of a product; of one that adds to a first operand, with the sum."""
    if len(shapes) < 2:  # one of them is sparse
        return None
    if name in ("mm", "bmm", "mv", "dot", "vdot"):
        left, right = shapes[:2]
        return 2 * math.prod(left) * (right[-1] if name in ("mm", "bmm") else 1)
    if name in ("addmm", "addmm_", "baddbmm", "baddbmm_", "addmv", "addmv_", "addbmm", "addbmm_"):
        left, right = shapes[-2:]
        columns = 1 if name.startswith("addmv") else right[-1]
        sums = math.prod(left[:-1]) * columns
        return 2 * math.prod(left) * columns + sums
    if name in ("addr", "addr_"):
        left, right = shapes[-2:]
        return 2 * left[0] * right[0]
    if name in _FUSED_ATTENTION and len(shapes) > 2:
        queries, keys, values = shapes[:3]
        pairs = math.prod(queries[:-1]) * keys[-2]
        return pairs * (2 * queries[-1] + 5 + 2 * values[-1])
    if name == "_cdist_forward":
        left, right = shapes[:2]
        return 3 * math.prod(left) * right[-2]
    return None


def _moved(name: str, read: Sequence[torch.Tensor], written: int) -> int:
    """Return how many elements are written: in place, only those of what is put there."""
    if name.endswith("_") and len(read) > 1:
        return max(tensor.numel() for tensor in read[1:])
    return written


def _reduced(read: Sequence[torch.Tensor]) -> int:
    # Beside what it reads, a derivative gets the result; `max` of two tensors is no reduction.
    return max((tensor.numel() for tensor in read), default=0)


def _terms(name: str) -> int:
    return 3 if name.rstrip("_") in ("addcdiv", "addcmul") else 1
