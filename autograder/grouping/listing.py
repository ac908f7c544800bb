"""Groups as a person reads them, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from autograder.grading.points import points_text
from autograder.quoting import one_line

from .contradictions import contradictions
from .counts import count
from .groups import Group, LineGroups

__all__ = ["as_data", "as_text"]

_MOST_LOOKS = 5
_MOST_ROWS = 30
_INDENT = "      "


def as_text(found: Sequence[LineGroups], *, all_groups: bool = False) -> str:
    """Return the groups of lines, the largest first; lines that are right are named alone.

    Args:
        found: The lines.
        all_groups: List right answers too.
    """
    parts = []
    right = [line for line in found if line.is_right and not all_groups]
    for line in found:
        if line not in right:
            parts.append("\n".join(_line(line, all_groups=all_groups)))
    if right:
        parts.append(f"All right: {', '.join(line.line.number for line in right)}")
    faults = [str(fault) for line in found for fault in contradictions(line)]
    if faults:
        parts.append("\n".join(["A fault of the run, not of these answers:", *faults]))
    parts.append(str(count(found)))
    return "\n\n".join(parts)


def as_data(found: Sequence[LineGroups]) -> dict[str, Any]:
    """Return the same as what JSON has."""
    counts = count(found)
    return {
        "lines": [_line_data(line) for line in found],
        "contradictions": [
            {"line": fault.line, "submissions": [*fault.submissions]}
            for line in found
            for fault in contradictions(line)
        ],
        "lost": counts.lost,
        "same": counts.same,
        "alike": counts.alike,
        "alone": counts.alone,
        "waiting": counts.waiting,
    }


def _line(line: LineGroups, *, all_groups: bool) -> Iterator[str]:
    answers = sum(len(group.members) for group in line.groups)
    waiting = f", {line.waiting} wait for a person" if line.waiting else ""
    yield f"{line.line.number}  {line.line.name}"
    yield f"  {line.lost} of {answers} lost{waiting}"
    folded = [group for group in line.groups if group.is_right and not all_groups]
    for group in line.groups:
        if group not in folded:
            yield from _group(group, line.line.weight)
    for near, groups in list(line.alike.items())[:_MOST_LOOKS]:
        size = sum(len(group.members) for group in groups)
        ids = ", ".join(_name(group.id) for group in groups)
        yield f"  look alike ({one_line(near)}): {size} answers, {ids}"
    if folded:
        size = sum(len(group.members) for group in folded)
        forms = f", {len(folded)} different answers" if len(folded) > 1 else ""
        yield f"  right: {size}{forms}"


def _group(group: Group, weight: Fraction) -> Iterator[str]:
    parts = f" (of {', '.join(group.parts)})" if group.parts else ""
    yield f"  {len(group.members)} ×  {_name(group.id)}{parts}  {_earned(group, weight)}"
    # What students and platforms wrote has no lines, and no controls, of its own.
    answer = list(map(one_line, group.answer.split("\n"))) if group.answer else []
    if len(answer) > _MOST_ROWS:
        answer[_MOST_ROWS:] = ["…"]
    yield from (f"{_INDENT}{row}" for row in answer or [f"({group.kind or 'not known'})"])
    yield from (f"{_INDENT}{one_line(near)}" for near in group.near)
    yield f"{_INDENT}{', '.join(map(_name, group.people)) or _submissions(group)}"


def _earned(group: Group, weight: Fraction) -> str:
    shares = sorted(group.shares.items())
    earned = [
        f"{points_text(share * weight)} of {points_text(weight)}"
        + (f" ({count} times)" if len(shares) > 1 else "")
        for share, count in shares
    ]
    waiting = [f"{group.waiting} wait for a person"] if group.waiting else []
    return ", ".join([*earned, *waiting])


def _submissions(group: Group) -> str:
    return ", ".join(_name(member.submission) for member in group.members)


def _name(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)


def _line_data(line: LineGroups) -> dict[str, Any]:
    return {
        "line": line.line.number,
        "name": line.line.name,
        "weight": str(line.line.weight),
        "lost": line.lost,
        "waiting": line.waiting,
        "groups": [_group_data(group) for group in line.groups],
        "alike": {near: [group.id for group in groups] for near, groups in line.alike.items()},
    }


def _group_data(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "parts": list(group.parts),
        "kind": group.kind,
        "answer": group.answer,
        "exact": sorted(group.exact),
        "near": list(group.near),
        "shares": {str(share): count for share, count in sorted(group.shares.items())},
        "waiting": group.waiting,
        "people": list(group.people),
        "submissions": [member.submission for member in group.members],
    }
