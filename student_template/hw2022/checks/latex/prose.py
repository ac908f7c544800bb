"""Words around data: what introduces a value, and what only says of which kind it is."""

from __future__ import annotations

from collections.abc import Sequence

from .listed import listed
from .pieces import Piece, Pieces

__all__ = ["without_kinds", "without_prose"]

#: What stands before a value in a sentence, and belongs to none.
_PROSE = frozenset(
    listed(
        "is are was so hence thus therefore get gets gives give obtain obtains find finds found "
        "we answer answers equals equal yields keeps keep chooses choose returns has have which "
        "follows result results value values by factor that's it's namely that this these ist sind "
        "also daher erhalten ergibt means mean variance variances to"
    )
)
#: What is said of the kind of a number that stands behind words.
_KINDS = frozenset(
    listed("with log likelihood loglikelihood score scores probability total at having mit logp")
)


def without_prose(words: Sequence[Piece]) -> list[Piece]:
    """Return the words behind those that only introduce something."""
    last = max((place for place, one in enumerate(words) if one.text.lower() in _PROSE), default=-1)
    return list(words[last + 1 :])


def without_kinds(pieces: Pieces) -> list[Piece]:
    """Leave out what names the kind of a number between words and it: ``with log-likelihood``."""
    kept: list[Piece] = []
    for place, one in enumerate(pieces):
        is_kind = one.kind == "text" and one.text.lower() in _KINDS
        before = pieces[place - 1] if place else None
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        joins = one.text == "-" and all(
            side is not None and side.kind == "text" for side in (before, after)
        )
        if (is_kind and (kept or after is not None)) or joins:
            continue
        kept.append(one)
    return kept
