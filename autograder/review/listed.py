"""The rulings of a file as the page lists them: by places and ids that it knows."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from autograder.grading.points import share_text
from autograder.grouping.groups import LineGroups
from autograder.report.text import shown
from autograder.rulings.ruling import Left, Ruling, Rulings

from .standing import ClassStanding
from .whom import Whom

__all__ = ["listed"]

_MOST_REASONS = 3


def listed(
    rulings: Rulings,
    groups: Sequence[LineGroups],
    standing: ClassStanding,
    whom: Whom,
    number: Callable[[str], int],
    shown_at: Callable[[Sequence[int]], list[int]],
    *,
    assignment: str,
) -> dict[str, Any]:
    """Return remarks, rulings, what was left for others, and an order of the answers to each line.

    Args:
        rulings: What the file says.
        groups: The answers to each line, put together as persons say.
        standing: What has come of the rulings.
        whom: Knows the names and the answers of the class.
        number: Returns the number of a text on the page.
        shown_at: Returns the places of submissions on the page.
        assignment: What the run is about.
    """
    uses = Counter(ruling.remark for ruling in rulings.rulings)
    reasons: dict[str, list[str]] = defaultdict(list)
    for unruled in standing.unruled():
        if unruled.text not in reasons[unruled.place]:
            reasons[unruled.place].append(unruled.text)

    def about(one: Ruling | Left) -> dict[str, Any]:
        line = whom.line(one.line)
        named, _ = whom.meant(one, groups[line])
        return {
            "index": one.index,
            "line": line,
            "groups": [group.id for group in named],
            "submissions": shown_at(whom.called(one.people)),
            "by": shown(one.by),
            "on": one.on.isoformat() if one.on else "",
        }

    return {
        "remarks": [
            {
                "name": shown(name),
                "share": "" if remark.share is None else share_text(remark.share),
                "text": shown(remark.text),
                "uses": uses[name],
            }
            for name, remark in rulings.remarks.items()
        ],
        "rulings": [
            {
                **about(one),
                "except": shown_at(whom.called(one.excluded)),
                "share": share_text(one.share),
                "text": shown(one.text),
                "remark": shown(one.remark),
                "applies": standing.applied(one),
                "why": number("\n".join(reasons[one.place][:_MOST_REASONS])),
            }
            for one in rulings.rulings
        ],
        "left": [{**about(one), "text": shown(one.text)} for one in rulings.left],
        "order": [_order(assignment, found) for found in groups],
    }


def _order(assignment: str, found: LineGroups) -> list[int]:
    """Return groups shuffled: the same at every start, and another way for each line."""

    def key(at: int) -> bytes:
        name = f"{assignment}\n{found.line.number}\n{found.groups[at].id}"
        return hashlib.sha256(name.encode("utf-8", "backslashreplace")).digest()

    return sorted(range(len(found.groups)), key=key)
