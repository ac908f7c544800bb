"""Which submissions of two runs are the same people's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .kept import HandedIn

__all__ = ["SamePeople", "same_people"]


@dataclass(frozen=True, slots=True)
class SamePeople:
    """Submissions of two runs that have somebody in common; all are named by their places.

    Args:
        pairs: One of the earlier run and one of this.
        doubtful: Those of this run whose people are called as several are, in one run or the other.
    """

    pairs: tuple[tuple[int, int], ...]
    doubtful: tuple[int, ...]


def same_people(
    then: Sequence[HandedIn], now: Sequence[HandedIn], *, one_platform: bool
) -> SamePeople:
    """Return which submissions of an earlier run and of this have somebody in common.

    People are the same who are called the same by an e-mail address, a number or a user name; a
    name as it is spoken says nothing. A submission of nobody who is known by one of these is the
    same as another such one that is called as it is.

    Args:
        then: Those of the earlier run.
        now: Those of this one.
        one_platform: Whether both are one platform's, whose own numbers then say the same.
    """
    places = [_by_name(side, one_platform=one_platform) for side in (then, now)]
    earlier, latest = places
    pairs: dict[tuple[int, int], None] = {}
    doubtful: dict[int, None] = {}
    for place, handed_in in enumerate(now):
        for names in _names(handed_in, one_platform=one_platform):
            known = [name for name in names if name in earlier]
            sure = [name for name in known if len(earlier[name]) == len(latest[name]) == 1]
            if sure:
                pairs[next(iter(earlier[sure[0]])), place] = None
            elif known:
                doubtful[place] = None
    return SamePeople(tuple(sorted(pairs)), tuple(doubtful))


def _by_name(side: Sequence[HandedIn], *, one_platform: bool) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for place, handed_in in enumerate(side):
        for names in _names(handed_in, one_platform=one_platform):
            for name in names:
                found[name].add(place)
    return dict(found)


def _names(handed_in: HandedIn, *, one_platform: bool) -> Iterator[tuple[str, ...]]:
    """Yield what each person is called by, the surest first; else what the submission is."""
    is_known = False
    for person in handed_in.people:
        known = person if one_platform else replace(person, platform_id="")
        if ids := tuple(text.strip().casefold() for text in known.ids):
            is_known = True
            yield ids
    if not is_known:
        yield (f"submission {handed_in.id}",)
