"""What any module promises that is made from matrices: it keeps copies, and no state."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.checkers.common.line import Remote, Submitted
from autograder.checkers.common.promises import Broken
from autograder.sandbox.values import Tensor

from .closeness import Array, Expected, differs, read_tensor

__all__ = ["require_copied", "require_repeatable"]


def require_repeatable(
    submitted: Submitted, module: Remote, X: Tensor, room: Array, dtype: str
) -> None:
    """Call the module twice: the same output, and the input is what it was.

    Args:
        submitted: Where the module is.
        module: What is called.
        X: Its input.
        room: By how much each number may be off.
        dtype: Of the output.

    Raises:
        Broken: One of them has changed.
    """
    sent = submitted.send(X)
    before = sent.value()
    first, again = (
        read_tensor(module.call(sent), "the output", room.shape, dtype) for _ in range(2)
    )
    after = sent.value()
    is_tensor = isinstance(before, Tensor) and isinstance(after, Tensor)
    if not is_tensor or after.data != before.data:
        raise Broken("The input is another one after the call: work on a copy.", "in place")
    if np.isfinite(first).all() and differs(again, Expected(first, room)):
        raise Broken(
            "A second call with the same input has another output: nothing random and nothing that "
            "the first call leaves behind may enter it.",
            "state",
        )


def require_copied(
    module: Remote, weights: Sequence[tuple[str, Remote]], X: Tensor, expected: Expected, dtype: str
) -> None:
    """Overwrite the matrices that the module was made from: its own have to be copies.

    Args:
        module: The module.
        weights: The matrices, by what they are called.
        X: Its input.
        expected: The output before, and afterwards.
        dtype: Of the output.

    Raises:
        Broken: The output has changed.
    """
    for _, weight in weights:
        weight.call(method="zero_")
    again = read_tensor(module.call(X), "the output", expected.values.shape, dtype)
    if differs(again, expected):
        nouns = ", ".join(dict.fromkeys(name for name, _ in weights))
        raise Broken(
            f"When {nouns} as passed to the constructor is overwritten afterwards, the module's "
            "output changes: it has to keep a copy.",
            "not copied",
        )
