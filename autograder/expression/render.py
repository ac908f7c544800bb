"""What the grader understood, written out: as plain text, and as LaTeX.

    >>> plain(parse("beta*v - (1 - beta)*g[t]"))
    'beta*v - (1 - beta)*g[t]'

Nothing is simplified and the order stays; sympy's ``-1*x`` and ``x**-1`` become a minus sign and a
fraction. A text that would be very long, or very deep, is shortened with an ellipsis.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.expression.domain import Domain
from autograder.expression.rendering import latex as latex_notation
from autograder.expression.rendering import plain as plain_notation
from autograder.expression.rendering.declared import lay_out_with
from autograder.expression.rendering.layout import write
from autograder.expression.rendering.tidy import tidied
from autograder.expression.tree import Node

__all__ = ["MAX_LENGTH", "latex", "plain"]

#: Characters, more or less; two dozen lines.
MAX_LENGTH = 2_000


def plain(root: Node, *, symbols: Mapping[str, Domain] | None = None) -> str:
    """Write an expression as text; `text.parse` reads it back.

    Args:
        root: The expression.
        symbols: The declared symbols. Without them a symbol is taken for a number, which can be
            divided by.
    """
    tidy = tidied(root, symbols or {})
    return write(tidy, plain_notation.lay_out, room=MAX_LENGTH, ellipsis=plain_notation.ELLIPSIS)


def latex(
    root: Node,
    *,
    symbols: Mapping[str, Domain] | None = None,
    written: Mapping[str, str] | None = None,
) -> str:
    """Write an expression in LaTeX, for a formula.

    Args:
        root: The expression.
        symbols: As for `plain`.
        written: How symbols are written, by their names.
    """
    tidy = tidied(root, symbols or {})
    lay_out = lay_out_with(written or {}, latex_notation.lay_out)
    return write(tidy, lay_out, room=2 * MAX_LENGTH, ellipsis=latex_notation.ELLIPSIS)
