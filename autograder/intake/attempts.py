"""Several submissions of one person: the latest counts, if the times tell which one that is.

Whoever is in a group keeps what the group handed in, unless they themselves handed in something
later. If the times do not tell, all stay, and each says so: a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.records.people import Person

from .download import named
from .hand_in import HandIn
from .joining import LABELLED

__all__ = ["latest_of_each"]


@dataclass(frozen=True, slots=True)
class _Share:
    """A person of a submission, by its place among them."""

    index: int
    person: Person


def latest_of_each(hand_ins: list[HandIn], platform: str) -> tuple[list[HandIn], tuple[str, ...]]:
    """Return the submissions that count, and what was decided.

    Args:
        hand_ins: All submissions.
        platform: Whose download they are from.
    """
    shares: dict[tuple[str, str], list[_Share]] = {}
    for index, one in enumerate(hand_ins):
        for person in one.handed_in.people:
            if key := _identity(person, platform):
                shares.setdefault(key, []).append(_Share(index, person))
    told = list(hand_ins)
    gone: set[int] = set()
    decided, undecided = [], []
    for several in shares.values():
        indices = list(dict.fromkeys(share.index for share in several))
        if len(indices) == 1:
            continue
        ids = [hand_ins[index].handed_in.id for index in indices]
        last = _last(hand_ins, indices)
        name = several[0].person.key
        if last is None:
            undecided.append(name)
            for index in indices:
                told[index] = told[index].noted(
                    f"{name} has {len(indices)} submissions ({named(ids)}), and the download "
                    "does not tell which of them counts"
                )
            continue
        decided.append(name)
        note = f"{name} has {len(indices)} submissions: the latest counts"
        told[last] = told[last].noted(note)
        for share in several:
            if share.index != last:
                _take_out(told, share, gone)
    kept = [one for index, one in enumerate(told) if index not in gone]
    return kept, tuple(_messages(decided, undecided))


def _identity(person: Person, platform: str) -> tuple[str, str] | None:
    """Return what a person is known by; a name alone may be that of two."""
    for what in ("email", "sid", "platform_id", "username"):
        if value := getattr(person, what):
            return what, value.casefold()
    is_label = platform in LABELLED and person.name
    return ("name", person.name.casefold()) if is_label else None


def _last(hand_ins: list[HandIn], indices: list[int]) -> int | None:
    """Return which of some submissions is the latest; None if their times do not tell."""
    times = {index: hand_ins[index].handed_in.created_at for index in indices}
    known = {index: time for index, time in times.items() if time is not None}
    zones = {time.tzinfo is None for time in known.values()}
    if len(known) < len(indices) or len(zones) > 1 or len(set(known.values())) < len(indices):
        return None
    return max(known, key=lambda index: known[index])


def _take_out(told: list[HandIn], share: _Share, gone: set[int]) -> None:
    """Take a person out of an earlier submission; what is nobody's any more goes."""
    one = told[share.index]
    left = tuple(person for person in one.handed_in.people if person != share.person)
    if left:
        note = f"{share.person.key} has handed in another submission later, which counts"
        told[share.index] = one.changed(people=left).noted(note)
    else:
        gone.add(share.index)


def _messages(decided: list[str], undecided: list[str]) -> list[str]:
    messages = []
    if decided:
        messages.append(
            "Several submissions of one person, of which the latest counts: "
            f"{len(decided)} ({named(decided)})."
        )
    if undecided:
        messages.append(
            "Several submissions of one person, and no time tells which is the latest: "
            f"{len(undecided)} ({named(undecided)}). All are graded; remove what does not count."
        )
    return messages
