"""What stands on the page about a class, as data: from settled lines and groups of answers.

Nothing is read or graded for it. What is called by a number here is a place in a list of the page:
a text, a formula, a submission, a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autograder.expression.mathml import ATTRIBUTES, ELEMENTS, MathMLError, mathml
from autograder.grading.ledger import LineResult
from autograder.grouping.groups import Group, LineGroups
from autograder.records.graded import GradedSubmission
from autograder.records.kept import HandedIn
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.report.once import messages
from autograder.report.text import shown
from autograder.verdict import State

from .earlier_part import Answers, EarlierPart, answers_of
from .numbers import MISSING, ClassNumbers
from .pool import TextPool, fitted
from .writing import STATES, named, people_data, person_data, points_number

__all__ = ["FORMULA_ROOM", "TEXT_ROOM", "ClassPage", "PageContent"]

#: Bytes for all texts and for all formulas: a page of any class is opened on any laptop.
TEXT_ROOM, FORMULA_ROOM = 10 << 20, 4 << 20
_MANY_DIFFERENT = 100
# Where in a line's row these stand.
_READ, _FORMULA = 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """All that a page shows.

    Args:
        numbers: The class in numbers: what is there before anything is chosen.
        data: What the page's script reads: plain JSON.
    """

    numbers: ClassNumbers
    data: dict[str, Any]


class ClassPage:
    """Collects what a page shows, one submission at a time.

    Args:
        manifest: What the run is about.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._numbers = ClassNumbers(manifest)
        self._texts = TextPool()
        self._formulas = _Formulas()
        self._submissions: list[dict[str, Any]] = []
        self._missing: list[dict[str, Any]] = []
        self._places: dict[str, int] = {}
        self._answers: list[Answers] = []
        # What was made of a line's groups, so that the same are not written out twice.
        self._groups: dict[int, tuple[LineGroups, list[dict[str, Any]]]] = {}
        self._earlier: EarlierPart | None = None

    def add(self, graded: GradedSubmission, told: Iterable[str] = ()) -> None:
        """Add a submission, with what is told of it as a whole."""
        self._numbers.add(graded)
        if graded.state != MISSING:
            self._places[graded.id] = len(self._submissions)
        self._answers.append(answers_of(graded.lines))
        handed_in = graded.handed_in
        self._submissions.append(
            {
                "id": named(graded.id),
                "people": people_data(handed_in.people),
                "state": graded.state,
                **self._earned(graded),
                "late": None if handed_in.late is None else int(handed_in.late.total_seconds()),
                "at": handed_in.created_at.isoformat() if handed_in.created_at else "",
                "told": [self._texts.number(text) for text in (*told, handed_in.fault) if text],
            }
        )

    def set_missing(self, people: Iterable[Person]) -> None:
        """Say anew who handed in nothing, and is not among the submissions either."""
        self._missing = [person_data(person) for person in people]

    def change(self, place: int, graded: GradedSubmission) -> dict[str, Any] | None:
        """Change what a submission earns.

        Args:
            place: Which one, in the order in which they were added.
            graded: The submission as it counts now.

        Returns:
            What is new of it: points, and the rows of lines by their places. None for nothing.
        """
        known, found = self._submissions[place], self._earned(graded)
        if all(known[key] == value for key, value in found.items()):
            return None
        rows, earlier = found["lines"], known["lines"]
        is_same_length = len(rows) == len(earlier)  # what cannot be read has none until it is ruled
        changed = [
            [at, row] for at, row in enumerate(rows) if not (is_same_length and row == earlier[at])
        ]
        known.update(found)
        return {"at": place, **found, "lines": changed, "count": len(rows)}

    def add_missing(self, person: Person) -> None:
        """Add somebody who handed in nothing."""
        self._numbers.missing += 1
        self._missing.append(person_data(person))

    def stand_beside(self, earlier: EarlierPart) -> None:
        """Show an earlier run beside this one."""
        self._earlier = earlier

    @property
    def texts(self) -> int:
        """How many texts there are so far."""
        return len(self._texts.texts)

    @property
    def formulas(self) -> int:
        """How many formulas there are so far."""
        return len(self._formulas)

    def later(self, texts: int, formulas: int) -> dict[str, Any]:
        """Return the texts and formulas that have come later than so many."""
        return {
            "texts": {"from": texts, "more": self._texts.texts[texts:]},
            "formulas": {"from": formulas, "more": self._formulas.later(formulas)},
        }

    def text(self, text: str) -> int:
        """Return the number of a text."""
        return self._texts.number(text)

    def groups(self, place: int, found: LineGroups) -> list[dict[str, Any]]:
        """Return the groups of the answers to a line, by submissions that were added."""
        known = self._groups.get(place)
        if known is None or known[0] is not found:
            weight = self._manifest.lines[place].weight
            known = found, [self._group(group, place, weight) for group in found.groups]
            self._groups[place] = known
        return known[1]

    def content(self, groups: Iterable[LineGroups]) -> PageContent:
        """Return all of it.

        Args:
            groups: The answers to each line, in the rubric's order, by submissions that are called
                as those that were added.
        """
        manifest = self._manifest
        lines = [
            {
                "number": line.number,
                "name": shown(line.name),
                "worth": points_number(line.weight),
                "groups": self.groups(place, found),
            }
            for place, (line, found) in enumerate(zip(manifest.lines, groups, strict=True))
        ]
        earlier = self._earlier and self._earlier.data(self._answers, self._texts)
        texts, cut = fitted(self._texts.texts, TEXT_ROOM)
        data = {
            "assignment": manifest.assignment,
            "maximum": points_number(sum((line.weight for line in manifest.lines), Fraction(0))),
            "states": STATES,
            "ours": [state.value for state in State if state.ours],
            "texts": texts,
            "texts_cut_to": cut,
            "elements": sorted(ELEMENTS),
            "attributes": sorted(ATTRIBUTES),
            "formulas": self._formulas.written(FORMULA_ROOM),
            "lines": lines,
            "submissions": self._submissions,
            "missing": self._missing,
            "earlier": earlier,
        }
        return PageContent(numbers=self._numbers, data=data)

    def _earned(self, graded: GradedSubmission) -> dict[str, Any]:
        """Return what changes where a person rules on it."""
        said = messages(graded.lines)
        return {
            "score": points_number(graded.score) if graded.lines else None,
            "export": _exported(graded.handed_in, graded.lines),
            "lines": [self._line(result, said[result.line.number]) for result in graded.lines],
        }

    def _line(self, result: LineResult, said: str) -> list[Any]:
        """Return state, points, notes, feedback, review, the answer and its formula."""
        verdict, read, formula = result.verdict, 0, 0
        if verdict.understood is not None:
            read = self._texts.number(verdict.understood.plain)
            formula = self._formulas.number(verdict.understood.latex)
        return [
            STATES.index(verdict.state.value),
            points_number(result.score),
            self._texts.number("; ".join(verdict.notes)),
            self._texts.number(said),
            self._texts.number(verdict.review),
            read,
            formula,
        ]

    def _group(self, group: Group, place: int, weight: Fraction) -> dict[str, Any]:
        members = [self._places[member.submission] for member in group.members]
        answer = self._texts.number(group.answer)
        rows = [self._submissions[member]["lines"][place] for member in members]
        return {
            "id": group.id,
            "kind": group.kind,
            "answer": answer,
            "formula": next((row[_FORMULA] for row in rows if row[_READ] == answer), 0),
            "alike": [self._texts.number(near) for near in group.near],
            "earned": [
                [points_number(share * weight), count]
                for share, count in sorted(group.shares.items())
            ],
            "waiting": group.waiting,
            "right": group.is_right,
            "members": members,
        }


class _Formulas:
    """Gives every formula a number; 0 is none."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}
        self._uses: list[int] = [0]
        self._written: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, latex: str) -> int:
        """Return the number of a formula in LaTeX."""
        found = self._numbers.setdefault(latex, len(self._numbers))
        if found == len(self._uses):
            self._uses.append(0)
        self._uses[found] += 1
        return found

    def written(self, room: int) -> list[str]:
        """Return all as MathML by their numbers, those that occur most while there is room.

        What is no formula that we have written, or finds no room, is empty.
        """
        formulas = [*self._numbers]
        found = [""] * len(formulas)
        for number in sorted(range(1, len(formulas)), key=lambda i: (-self._uses[i], i)):
            text = self._mathml(formulas[number])
            room -= len(text.encode())
            if room < 0:
                break
            found[number] = text
        return found

    def later(self, number: int) -> list[str]:
        """Return those that have come later than so many, as `written` does."""
        return [self._mathml(latex) for latex in [*self._numbers][number:]]

    def _mathml(self, latex: str) -> str:
        """Return a formula as MathML; nothing where it is none that we have written."""
        if latex not in self._written:
            try:
                self._written[latex] = mathml(latex)
            except MathMLError:
                self._written[latex] = ""
        return self._written[latex]


def _exported(handed_in: HandedIn, lines: Iterable[LineResult]) -> dict[str, Any] | None:
    """Return what the platform's export says that it earned, and which lines differ from ours."""
    earlier = handed_in.earlier
    if earlier is None or (earlier.score is None and not earlier.lines):
        return None
    differing = {
        result.line.number: earlier.lines[result.line.number]
        for result in lines
        if result.line.number in earlier.lines
        and abs(earlier.lines[result.line.number] - float(result.score)) > 1e-6
    }
    some = dict([*differing.items()][:_MANY_DIFFERENT])
    return {"score": earlier.score, "lines": some}
