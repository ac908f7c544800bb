"""A choice: true or false, or one of several words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from autograder.checkers.common.line import Line, names
from autograder.sandbox.values import type_name
from autograder.verdict import WRONG_CHOICE, Verdict, earned, lost

from .truth import read_truth

__all__ = ["Choice"]

_MAX_SENTENCE = 1_000
_DENIAL = re.compile(r"\b(?:not|no|never|neither|nor|nicht|kein\w*|than|unlike)\b|n't")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the options, the reference's being right.

    Args:
        options: The words to choose from, in any case, alone or as the only one in a sentence;
            without any, ``True`` or ``False``.
        accepted: Options that are right too, where a question has more than one answer.
    """

    options: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()

    def check(self, line: Line) -> Verdict:
        """Compare the choice with the reference's."""
        expected = line.reference.call()
        submitted = line.submitted.call()
        choice = self.read(submitted)
        if choice is None:
            wanted = names(self.options).replace(" and ", " or ") or "`True` or `False`"
            shown = repr(submitted) if isinstance(submitted, str) else f"`{type_name(submitted)}`"
            return lost(f"Expected {wanted}, got {shown[:100]}.", notes=("unreadable",))
        if choice == expected or choice in self.accepted:
            return earned()
        return lost("This choice is not right.", notes=(WRONG_CHOICE,))

    def read(self, value: Any) -> bool | str | None:
        """Return the option that an answer is; None if it is none."""
        if isinstance(value, str):
            words = {option.lower(): option for option in self.options} or _TRUTH
            said = words.get(value.strip().lower())
            return self._named_in(value.lower()) if said is None else said
        return None if self.options else read_truth(value)

    def _named_in(self, text: str) -> str | None:
        """Return the one option that a sentence names; None where it names several, or denies."""
        if len(text) > _MAX_SENTENCE or _DENIAL.search(text):
            return None
        named: list[str] = []
        for option in sorted(self.options, key=len, reverse=True):
            # A longer option is taken out, so that no shorter one is found in it.
            text, count = re.subn(rf"(?<!\w){re.escape(option.lower())}(?!\w)", " ", text)
            named += [option] * bool(count)
        return named[0] if len(named) == 1 else None
