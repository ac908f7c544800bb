"""Texts of a rubric that quote the answer to an earlier line.

In the text of an expression ``{2.2.unrolled}`` stands for the answer to that line, and
``{2.2.unrolled: g[i]=mu}`` for that answer with μ in the place of every g[i]; several of these are
separated by commas. What is quoted is the reference's answer, or the student's where the line goes
on from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from autograder.expression.comparison.edits import renamed
from autograder.expression.derivation.rewriting import (
    Rule,
    RuleError,
    apart,
    composed,
    read_rule,
    rewritten,
)
from autograder.expression.domain import Domain
from autograder.expression.text import parse
from autograder.expression.tree import Node, substitute
from autograder.verdict import State, pending

from .line import Followed, Line, Question, Unanswered

__all__ = ["quotes", "restated", "written_out"]

_QUOTE = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")
_OLD = "°"  # what marks the names of the earlier answer, until others stand in their place


def quotes(text: object) -> bool:
    """Return whether a text quotes the answer to another line."""
    return isinstance(text, str) and "{" in text


def restated(text: str, line: Line, further: Mapping[str, Domain] | None = None) -> Node:
    """Return the expression that a text says, with the answers that it quotes.

    Args:
        text: The text.
        line: The line that it belongs to.
        further: Symbols of the text's own, beside those of the question.

    Raises:
        Unanswered: It quotes a line that this one does not follow, or that has no expression.
    """
    symbols = {**line.question.symbols, **(further or {})}
    quoted: dict[str, Node] = {}
    names = (f"_quoted{number}" for number in count(1))

    def stand_in(found: re.Match[str]) -> str:
        name = next(names)
        quoted[name] = _quoted(found[1].strip(), found[2] or "", line, symbols)
        return name

    root = parse(_QUOTE.sub(stand_in, text), symbols)
    return substitute(root, quoted)


def written_out(root: Node, question: Question) -> Node:
    """Return an expression with what things are made of in their place, but for recursions."""
    rules = [Rule("item", item.sequence, 0, item.index, item.body) for item in question.definitions]
    rules += [Rule("symbol", name, 0, "", body) for name, body in question.substitutions.items()]
    try:
        return rewritten(root, composed(rules, {}))
    except RuleError:  # a recursion has no end
        return root


def _quoted(number: str, exchanged: str, line: Line, symbols: Mapping[str, Domain]) -> Node:
    followed = line.followed.get(number)
    root = followed.root if followed is not None else None
    if followed is None or root is None:
        text = f"{line.question.id} quotes the answer to {number}, which is none that it follows"
        raise Unanswered(pending(text, state=State.GRADER_ERROR))
    # No sum of the answer's may count with a letter of the text.
    root = apart(root, number)
    return _exchanged(root, exchanged, followed, symbols) if exchanged else root


def _exchanged(
    root: Node, exchanged: str, followed: Followed, symbols: Mapping[str, Domain]
) -> Node:
    """Return an answer with others in the place of its symbols and items, all at once."""
    declared = followed.question.symbols
    pairs = [pair.split("=", 1) for pair in exchanged.split(",")]
    rules = [
        read_rule(parse(pattern.strip(), declared), parse(body.strip(), {**declared, **symbols}))
        for pattern, body in pairs
    ]
    # What is put in may speak of the same names: marked, they are told from it.
    marks = {rule.name: rule.name + _OLD for rule in rules}
    known = composed(rules, {})
    marked = {(kind, marks[name], order): rule for (kind, name, order), rule in known.items()}
    plain = rewritten(renamed(root, marks), marked)
    return renamed(plain, {mark: name for name, mark in marks.items()})
