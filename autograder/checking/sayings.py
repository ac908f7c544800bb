r"""How answers may be said in other words: the course's own list, for what is short or words.

The file is ``tests/variants/<assignment>/giveaways``. Under the number of a line stand regular
expressions in the one spelling (`autograder.checking.spelling`), and texts that give the answer
away, each of which has to be found by one of them:

    [2.3.debiased]
    find: /\(?1-beta\^t
    text: v_t / (1 − βᵗ)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment

from .report import Problem
from .spelling import spelled

__all__ = ["Saying", "problems_of_sayings", "read_sayings", "sayings_of"]

_NAME = "giveaways"
_FORM = "[NUMBER], and below it `find: regular expression` and `text: an example`"


@dataclass(frozen=True, slots=True)
class Saying:
    """One line of the list: what is looked for, or an example of what has to be found.

    Args:
        number: The line of the rubric whose answer it is.
        kind: ``"find"`` or ``"text"``.
        text: The regular expression, or the example.
        place: Where it stands.
    """

    number: str
    kind: str
    text: str
    place: str

    def found_in(self, text: str) -> bool:
        """Return whether it is said in a text, which is in the one spelling."""
        return re.search(self.text, text) is not None


def sayings_of(assignment: Assignment) -> Path:
    """Return where an assignment has its list."""
    return assignment.variants / _NAME


def read_sayings(path: Path) -> Iterator[Saying | Problem]:
    """Yield what stands in a list, and what is wrong there; nothing where there is none."""
    number = ""
    for count, text in enumerate(_lines(path), 1):
        place, line = f"{path}:{count}", text.strip()
        kind, mark, rest = (part.strip() for part in line.partition(":"))
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            number = line[1:-1]
        elif number and mark and kind in ("find", "text"):
            problem = _unreadable(rest, place) if kind == "find" else None
            yield problem or Saying(number, kind, rest, place)
        else:
            yield Problem(place, f"`{line}` cannot be read", f"Write {_FORM}.")


def problems_of_sayings(path: Path, numbers: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with a list: lines that there are not, examples that are not found."""
    items = list(read_sayings(path))
    yield from (item for item in items if isinstance(item, Problem))
    sayings = [item for item in items if isinstance(item, Saying)]
    for saying in sayings:
        if saying.number not in numbers:
            yield Problem(saying.place, f"there is no line {saying.number} in the rubric")
        if saying.kind == "text":
            text = spelled(saying.text)
            finds = [s for s in sayings if s.kind == "find" and s.number == saying.number]
            if not any(find.found_in(text) for find in finds):
                what = f"no `find` of {saying.number} finds this: `{text}` in the one spelling"
                yield Problem(saying.place, what, "Mend the expressions above it.")


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _unreadable(text: str, place: str) -> Problem | None:
    try:
        re.compile(text)
    except re.error as error:
        return Problem(place, f"no regular expression: {error}")
    return None
