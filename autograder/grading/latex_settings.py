"""What a question declares as far as reading an answer in LaTeX takes; nothing else goes there."""

from __future__ import annotations

from autograder.checkers.common.line import Question
from autograder.latex.setting import Declared, Range, Setting

__all__ = ["setting_of"]


def setting_of(question: Question, *, is_proof: bool = False) -> Setting:
    """Return what the reader of LaTeX is told of a question: symbols and how things are written.

    Args:
        question: The question.
        is_proof: Whether it is answered by a derivation.
    """
    return Setting(
        question.id,
        tuple(
            Declared(name, str(domain), tuple(question.tex[name]))
            for name, domain in question.symbols.items()
        ),
        tuple(question.names),
        tuple(Range(*limits) for limits in question.ranges),
        is_proof,
        question.asks,
        ()
        if question.symbols
        else tuple(Declared(name, "", tuple(tex)) for name, tex in question.tex.items()),
    )
