"""What symbolic checkers share: reading an answer, and showing how it was read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.ref import Target
from autograder.checkers.common.restated import restated
from autograder.expression import render
from autograder.expression.rendering.declared import usual_tex
from autograder.expression.tree import Node, TreeError, from_wire
from autograder.sandbox.values import Tensor, UnsupportedValue, WireExpression, type_name
from autograder.verdict import Understood, Verdict, lost

__all__ = [
    "as_node",
    "read_answer",
    "read_expression",
    "reference_answer",
    "stated",
    "understood",
    "without_meaning",
]


def read_answer(line: Line) -> Node:
    """Return the student's expression.

    Raises:
        Unanswered: There is none, or what came is no expression.
    """
    return read_expression(line.submitted.answer())


def read_expression(value: Any) -> Node:
    """Return the expression that a side returned, or that stands in what it returned.

    Args:
        value: Such as an item of the tuple that ``line.submitted.answer()`` is.

    Raises:
        Unanswered: It is no expression; the verdict says to the student what it is.
    """
    try:
        return as_node(value)
    except TreeError as error:
        raise Unanswered(lost(f"The answer contains {error}.", notes=("unreadable",))) from None
    except TypeError:
        pass
    if isinstance(value, UnsupportedValue) and value.reason:
        raise Unanswered(
            lost(f"The answer could not be read: {value.reason}", notes=("unreadable",))
        )
    text = f"Expected an expression, got `{type_name(value)}`.{_advice(value)}"
    raise Unanswered(lost(text, notes=("unreadable",)))


def reference_answer(line: Line, function: str = "") -> Node:
    """Return an expression of the reference's: the answer, or another function's."""
    return as_node(line.reference.answer(function))


def stated(line: Line, answer: Target | str) -> Node:
    """Return the expression that a rubric states: a function of the reference's, or text.

    A text may quote the answers to the lines that this one follows.
    """
    if isinstance(answer, Target):
        return reference_answer(line, answer.name)
    return restated(answer, line)


def without_meaning(reason: str, shown: Understood | None = None) -> Verdict:
    """Return the verdict on an answer whose parts do not fit together, or that speaks of others.

    Args:
        reason: Why, with or without a full stop.
        shown: How it was read.
    """
    text = f"The answer has no meaning here: {reason.rstrip('.')}."
    return lost(text, notes=("malformed",), understood=shown)


def understood(root: Node, line: Line | None = None) -> Understood:
    """Return the expression as it was read; as the line's question writes it, if that is LaTeX."""
    if line is not None and line.in_latex:
        text = render.latex(root, written=usual_tex(line.question.tex))
        return Understood(text, text)
    return Understood(render.plain(root), render.latex(root))


def _advice(value: Any) -> str:
    """Say what turns a value that is no expression into one, where that is common."""
    if isinstance(value, str):
        return " Return the expression itself, without quotes."
    if isinstance(value, tuple) and len(value) == 1:
        return " A comma after the expression makes it a tuple: take it away."
    if isinstance(value, list) and len(value) == 1:
        return " Return what is in the list, without the list."
    return ""


def as_node(value: Any) -> Node:
    """Return the tree of a value that a worker sent.

    Raises:
        TreeError: It is an expression that is malformed.
        TypeError: It is none.
    """
    if isinstance(value, WireExpression):
        return from_wire(value.rows)
    if isinstance(value, bool):
        raise TypeError
    if isinstance(value, Tensor) and value.shape == () and "int" in value.dtype:
        value = int(value.array())
    if isinstance(value, Tensor) and value.shape == () and "complex" in value.dtype:
        number = complex(value.array())
        value = value if number.imag else number.real
    if isinstance(value, (int, Fraction)):
        return from_wire([["rational", str(value), []]])
    if isinstance(value, float):
        return from_wire([["decimal", repr(value), []]])
    if isinstance(value, Tensor) and value.shape == () and "float" in value.dtype:
        return from_wire([["decimal", repr(float(value.array())), []]])
    raise TypeError
