"""What stands at the top of a report: what each question earned, and what waits for a person.

A student reads it at once, so it is about lines that a student sees at once. Of the others it says
nothing, neither their points nor how many of them wait: a line that waits for another one waits
because it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from autograder.grading.ledger import LineResult
from autograder.grading.points import points_text

__all__ = ["question_of", "questions_text", "shown_at_once", "waiting", "waiting_text"]


def shown_at_once(lines: Iterable[LineResult]) -> list[LineResult]:
    """Return the lines that a student sees before grades are published."""
    return [result for result in lines if result.line.visibility == "visible"]


def question_of(result: LineResult) -> str:
    """Return the number of a line's question."""
    return result.line.number.split(".")[0]


def questions_text(lines: Sequence[LineResult]) -> str:
    """Return what each question earned of what is shown at once: ``Q1 6/6 · Q2 12.5/20``."""
    shown = shown_at_once(lines)
    totals: dict[str, tuple[Fraction, Fraction]] = {}
    for result in shown:
        score, maximum = totals.get(question_of(result), (Fraction(0), Fraction(0)))
        totals[question_of(result)] = (score + result.score, maximum + result.line.weight)
    text = " · ".join(f"Q{q} {points_text(s)}/{points_text(m)}" for q, (s, m) in totals.items())
    return f"{text} (without what is shown later)" if text and len(shown) < len(lines) else text


def waiting(lines: Iterable[LineResult]) -> list[LineResult]:
    """Return the lines that a person has to decide."""
    return [result for result in lines if result.verdict.state.ours]


def waiting_text(lines: Iterable[LineResult]) -> str:
    """Say how many lines wait for a person, and which; empty where none does."""
    left = waiting(lines)
    if not left:
        return ""
    worth = points_text(sum((result.line.weight for result in left), Fraction(0)))
    noun = "1 line waits" if len(left) == 1 else f"{len(left)} lines wait"
    numbers = ", ".join(result.line.number for result in left)
    return f"{noun} for a person, worth {worth} points; nothing is lost: {numbers}."
