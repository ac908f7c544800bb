"""What submissions are called: names that are the same in the next download, on every system."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from .hand_in import HandIn

__all__ = ["folder_name", "with_unique_ids"]

_FIT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,63}")
_UNFIT = re.compile(r"[^A-Za-z0-9_.@+-]+")
# Names that Windows keeps for devices, whatever comes after a dot.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_KEPT = 48
_DIGITS = 8


def folder_name(text: str) -> str:
    """Return a name for a folder: the text itself if it is fit for one, else with a digest of it.

    >>> folder_name("doe"), folder_name("Jörg Doe")
    ('doe', 'J_rg_Doe-d7d11207')
    """
    if _FIT.fullmatch(text) and not _RESERVED.fullmatch(text) and not text.endswith("."):
        return text
    return _with_digest(text, text)


def with_unique_ids(hand_ins: list[HandIn]) -> list[HandIn]:
    """Return submissions of which no two have ids that some system takes for the same.

    Those that would, get a digest of where their files lie; so it does not matter which comes
    first.

    Args:
        hand_ins: The submissions, with ids that are fit for folders.
    """
    times = Counter(one.handed_in.id.casefold() for one in hand_ins)
    told = [
        one
        if times[one.handed_in.id.casefold()] == 1
        else one.changed(id=_with_digest(one.handed_in.id, _origin(one)))
        for one in hand_ins
    ]
    return sorted(told, key=lambda one: one.handed_in.id)


def _origin(one: HandIn) -> str:
    files = one.source.files
    paths = [one.source.place.name] if files is None else [file.path for file in files]
    return "\n".join((one.handed_in.id, str(one.handed_in.created_at), *paths))


def _with_digest(text: str, whole: str) -> str:
    digest = hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:_DIGITS]
    stem = _UNFIT.sub("_", text)[:_KEPT].strip("_.-@+") or "submission"
    return f"{stem}-{digest}"
