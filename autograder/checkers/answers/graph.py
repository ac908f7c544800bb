"""A labelled graph, as a collection of edges ``(source, target, weight)``."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autograder.checkers.common.line import Line
from autograder.expression.tree import TreeError, from_wire
from autograder.sandbox.values import WireExpression, type_name
from autograder.verdict import Verdict, earned, lost, partial

__all__ = ["Edge", "Graph"]

_MAX_EDGES = 500
_MAX_LISTED = 8

Edge = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Graph:
    """A set of labelled edges: (right − wrong) / all, and never below zero.

    A reversed edge or a wrong label is one wrong edge. Edges with an end that the question does
    not know (a loss, a target) are ignored, with a note. The message names what is missing: give
    the line a visibility of ``after_published``.
    """

    def check(self, line: Line) -> Verdict:
        """Compare the sets of edges."""
        expected = _read(line.reference.call())
        assert not isinstance(expected, str)
        submitted = _read(line.submitted.call())
        if isinstance(submitted, str):
            return lost(submitted, notes=("unreadable",))
        nodes = {_plain(end) for source, target, _ in expected for end in (source, target)}
        known = {e for e in submitted if _plain(e[0]) in nodes and _plain(e[1]) in nodes}
        ignored = [edge for edge in submitted if edge not in known]
        answers = {tuple(map(_plain, edge)): edge for edge in expected}
        given = {tuple(map(_plain, edge)): edge for edge in known}
        right = answers.keys() & given.keys()
        wrong = [given[key] for key in sorted(given.keys() - right)]
        missing = [answers[key] for key in sorted(answers.keys() - right)]
        text = _message(given.values(), wrong, missing, ignored, set(answers))
        if not wrong and not missing:
            return earned(text)
        share = Fraction(max(0, len(right) - len(wrong)), len(answers))
        return partial(share, text, notes=("edges",))

    @staticmethod
    def read(value: Any) -> list[Edge] | None:
        """Return the edges that an answer has, in an order that does not depend on its own."""
        edges = _read(value)
        return None if isinstance(edges, str) else sorted({_plain_edge(edge) for edge in edges})


def _read(value: Any) -> list[Edge] | str:
    """Return the edges, or the message that says what is wrong with them."""
    if isinstance(value, dict) and all(isinstance(ends, tuple) for ends in value):
        value = [(*ends, label) for ends, label in value.items()]
    if not isinstance(value, (list, tuple, set)):
        return f"Expected a list of edges `(source, target, weight)`, got `{type_name(value)}`."
    if len(value) > _MAX_EDGES:
        return f"More than {_MAX_EDGES} edges."
    edges: list[Edge] = []
    for item in value:
        ends = [_name(part) for part in item] if isinstance(item, (list, tuple)) else []
        if len(ends) != 3 or None in ends:
            return f"An edge is `(source, target, weight)`, three names; got `{_shown(item)}`."
        edges.append((str(ends[0]), str(ends[1]), str(ends[2])))
    return list(dict.fromkeys(edges))


def _name(part: Any) -> str | None:
    if isinstance(part, str):
        return part.strip()
    if isinstance(part, WireExpression):
        with suppress(TreeError):
            root = from_wire(part.rows)
            return root.name if root.operation == "symbol" else None
    return None


def _plain(name: str) -> str:
    """Return a name without what people write differently: ``h_f1``, ``hf_1`` and ``hf1``."""
    return name.replace("_", "").replace("^", "").replace("{", "").replace("}", "").lower()


def _plain_edge(edge: Edge) -> Edge:
    source, target, label = map(_plain, edge)
    return source, target, label


def _shown(item: Any) -> str:
    if isinstance(item, (list, tuple)):
        inside = ", ".join(map(_shown, item))
        return (f"({inside})" if isinstance(item, tuple) else f"[{inside}]")[:80]
    return repr(item)[:80] if isinstance(item, (str, int)) else type_name(item)


def _message(
    given: Iterable[Edge],
    wrong: list[Edge],
    missing: list[Edge],
    ignored: list[Edge],
    answers: set[tuple[str, ...]],
) -> str:
    parts = []
    if missing:
        parts.append(f"{len(missing)} {'edge is' if len(missing) == 1 else 'edges are'} missing:")
        parts += [f"  {_drawn(edge)}" for edge in missing[:_MAX_LISTED]]
    if wrong:
        parts.append(f"{len(wrong)} {'edge is' if len(wrong) == 1 else 'edges are'} wrong:")
        parts += [f"  {_drawn(edge)}{_reason(edge, answers)}" for edge in wrong[:_MAX_LISTED]]
    if ignored:
        listed = ", ".join(_drawn(edge) for edge in ignored[:_MAX_LISTED])
        parts.append(f"Ignored, because an end is no node of the question: {listed}.")
    if missing or wrong:
        parts.append("The graph as it was read:")
        parts += [f"  {_drawn(edge)}" for edge in sorted(given)]
    return "\n".join(parts)


def _drawn(edge: Edge) -> str:
    source, target, weight = edge
    return f"{source} --{weight}--> {target}"


def _reason(edge: Edge, answers: set[tuple[str, ...]]) -> str:
    source, target, weight = map(_plain, edge)
    if (target, source, weight) in answers:
        return "   (it is reversed)"
    if any(answer[:2] == (source, target) for answer in answers):
        return "   (its weight is another)"
    return ""
