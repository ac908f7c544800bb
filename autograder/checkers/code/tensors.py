"""Tensors for a checker of a course's own: drawn for a line, and compared with the reference's.

    inputs = draw_inputs(line, (Normal("x", "n d"), Normal("gain", "d")), Case({"n": 3, "d": 4}))
    found = line.submitted.call(*inputs.sent())
    verdict = judge_values(line, found, reference_result(line, inputs), inputs)

Each returns a verdict, for a checker to return, or to combine with others in its `Clauses`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from autograder.checkers.common.line import Line, Result
from autograder.checkers.common.ref import Target
from autograder.checkers.common.setting import GRADED
from autograder.sandbox.values import Tensor
from autograder.verdict import Verdict, earned, lost

from .difference import Deviation, compare_gradients, compare_values
from .inputs import Argument, Case, Inputs, draw, widened
from .snippet import found_with

__all__ = ["draw_inputs", "first_lost", "judge_gradients", "judge_values", "reference_result"]


def draw_inputs(line: Line, arguments: Sequence[Argument], case: Case) -> Inputs:
    """Draw the arguments of a call from the line's seed.

    Where the line runs again in another precision, they are numbers that it has. Arguments of
    other names are other numbers.

    Args:
        line: The line.
        arguments: In the order in which the code takes them.
        case: Their sizes.

    Raises:
        KeyError: A shape names a side that the case does not have.
    """
    if case.dtype == GRADED.dtype:
        case = replace(case, dtype=line.setting.dtype)
    names = ", ".join(argument.name for argument in arguments)
    return draw(arguments, case, line.random(f"{names}: {case}"))


def reference_result(
    line: Line,
    inputs: Inputs,
    *more: float,
    function: Target | None = None,
    cotangents: Sequence[Tensor | None] | None = None,
) -> Result:
    """Return what a function of the reference's file gives, and how exactly it can be asked for.

    It computes in float64 with the very numbers of the inputs.

    Args:
        line: The line.
        inputs: What it is called with.
        more: Numbers that it takes after these.
        function: Which one, such as ``ref.rms_norm``; without it the one that answers the question.
        cotangents: One for each output, of its shape, where gradients are asked for; None for an
            output that has none.
    """
    weights = None if cotangents is None else [w and widened(w) for w in cotangents]
    exact = inputs.exact(requires_grad=weights is not None)
    name = function.name if function else ""
    return line.reference.result(*exact, *more, function=name, cotangents=weights)


def judge_values(
    line: Line,
    value: Any,
    right: Result,
    inputs: Inputs,
    *,
    outputs: Sequence[str] = (),
    call: str = "",
) -> Verdict:
    """Compare what code returned with the reference's result: shape, dtype, then entries.

    Real numbers may be off by what rounding explains, others not at all.

    Args:
        line: The line.
        value: What came back: a tensor, or a tuple of several.
        right: What `reference_result` gives for the same inputs.
        inputs: What both were called with.
        outputs: What the outputs are called, where there are several.
        call: The statement that a student runs to see the value, such as ``"layer(x)"``; without
            one it is the call of the question's function.

    Returns:
        All, or nothing with the place of the worst entry, how far it is off, what is allowed, and
        the call.
    """
    precision = line.setting.judged_by(inputs.case.dtype)
    try:
        compare_values(value, right, inputs, outputs, precision)
    except Deviation as difference:
        return _lost(line, difference, inputs, call)
    return earned()


def judge_gradients(
    line: Line, gradients: Sequence[Any], right: Result, inputs: Inputs, *, call: str = ""
) -> Verdict:
    """Compare gradients with the reference's, as `judge_values` does values.

    Args:
        line: The line.
        gradients: One for each real tensor among the inputs, in their order; None is zero.
        right: The reference's result, asked for with ``cotangents``.
        inputs: What both were called with.
        call: As there.

    Raises:
        ValueError: The reference was not asked for gradients.
    """
    if not right.gradients:
        raise ValueError("ask `reference_result` for gradients, with `cotangents`")
    precision = line.setting.judged_by(inputs.case.dtype)
    try:
        compare_gradients(gradients, right, inputs, precision)
    except Deviation as difference:
        return _lost(line, difference, inputs, call)
    return earned()


def first_lost(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the first verdict that is not all points; if there is none, all points.

    Args:
        verdicts: Such as one for each case; none is asked for after the first that is lost.
    """
    return next((verdict for verdict in verdicts if verdict.share != 1), earned())


def _lost(line: Line, difference: Deviation, inputs: Inputs, call: str) -> Verdict:
    text = f"{difference}\n{found_with(line, inputs, call)}"
    return lost(text, notes=(difference.note,))
