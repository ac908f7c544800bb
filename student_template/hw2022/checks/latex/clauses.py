"""Which formulas of a sentence say what it says, and which only why, where or instead of what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .formulas import Formula
from .listed import listed

__all__ = ["without_asides"]

#: Words that begin a clause in which nothing is answered.
_ASIDE = frozenset(
    listed(
        "since because as where with for if when whenever while whereas which whose rather instead "
        "not than vs versus compared unlike against e.g. eg unless although though given assuming "
        "da weil wobei mit falls statt also"
    )
) - {"also"}
#: Words that go on with what is answered.
_RESUMING = frozenset(
    listed("so hence thus therefore get gets obtain gives yields becomes is equals i.e. ie namely")
)
_WORD = re.compile(r"[a-zäöüß]+(?:\.[a-z]+\.?)*")


def without_asides(formulas: Sequence[Formula]) -> list[bool]:
    """Return for each formula whether it stands in what is said, and in no clause beside it.

    A clause that begins a sentence ends with its comma; one that follows, with its sentence, or
    with a word such as "so". Where nothing is left, all of them are.
    """
    main: list[bool] = []
    aside = False
    for formula in formulas:
        text = "".join(
            " " if token.kind == "space" else token.text
            for token in formula.prose
            if token.kind in ("space", "char")
        ).lower()
        begins = not any(main)
        if begins and aside and "," in text:
            aside = False
        for word in _WORD.findall(text):
            if word in _ASIDE:
                aside = True
            elif word in _RESUMING:
                aside = False
        if re.search(r"[.;!?]\s+[a-z]*\s*$", text) and not _WORD.findall(text.rsplit(".", 1)[-1]):
            aside = False
        main.append(not aside)
    return main if any(main) else [True] * len(main)
