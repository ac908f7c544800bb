"""A class in memory as it stands under the rulings in force, and the page about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.batch.earlier import EarlierRun
from autograder.batch.outputs import ShownNames, earlier_part, graded_submission, settled
from autograder.grading.ledger import LineResult, settle
from autograder.grouping.classes import group_lines
from autograder.grouping.groups import LineGroups
from autograder.page.class_page import ClassPage
from autograder.page.numbers import ClassNumbers
from autograder.page.writing import points_number
from autograder.records.folder import RunFolder
from autograder.records.graded import GradedSubmission
from autograder.records.kept import KeptLine, KeptSubmission
from autograder.records.manifest import Manifest
from autograder.rulings.applying import absent, ruled_results
from autograder.rulings.ruling import Rulings

from .asked import one_of
from .edits import AnswersMeant
from .listed import listed
from .refusal import NotThere, ReviewRefused
from .standing import ClassInMemory, ClassStanding
from .whom import Whom

__all__ = ["RuledClass"]


class RuledClass:
    """A class under rulings. Submissions are called by their places on the page.

    Args:
        folder: The run's.
        manifest: What it is about.
        rulings: The rulings.
        earlier: An earlier run, which the page shows beside this one.

    Attributes:
        manifest: What the run is about.
        page: The page.
        whom: Knows the names and the answers of the class.
        rulings: The rulings in force.
        groups: The answers to each line, put together as persons say.
    """

    def __init__(
        self,
        folder: RunFolder,
        manifest: Manifest,
        rulings: Rulings,
        *,
        earlier: EarlierRun | None = None,
    ) -> None:
        self.manifest = manifest
        self._names = names = ShownNames(manifest)
        kept = [*folder.all_kept(manifest)]
        self._missing_from = len(kept)
        groups = group_lines(manifest.lines, map(names.kept, kept))
        everybody = (*kept, *map(absent, manifest.missing))
        self._class = ClassInMemory(manifest.lines, everybody, groups)
        self.whom = Whom(self._class, [names.submission(one.handed_in.id) for one in kept])
        self._standing, _ = ClassStanding(self._class).under(rulings)
        self.rulings = rulings
        self.groups: Sequence[LineGroups] = self._merged(rulings)
        self.page = ClassPage(manifest)
        self._graded: list[GradedSubmission] = []
        self._numbers: ClassNumbers | None = None
        # Where they stand on the page, by their places in the class, and the other way round: at
        # its end are those who handed in nothing, and are ruled on.
        self._on_page: dict[int, int] = {}
        self._of_page: list[int] = []
        for at, one in enumerate(kept):
            self._add(at, (*one.messages, *names.told(one)))
        self._add_missing()
        if earlier is not None:
            people = [one.handed_in for one in kept]
            self.page.stand_beside(earlier_part(earlier, manifest, names, people))

    def take(self, rulings: Rulings) -> tuple[list[dict[str, Any]], list[list[Any]]]:
        """Take other rulings over; return what is other on the page: submissions, and groups."""
        self._standing, changed = self._standing.under(rulings)
        earlier, self._numbers = self.groups, None
        if rulings.same != self.rulings.same:
            self.groups = self._merged(rulings)
        self.rulings = rulings
        self._add_missing()
        found = []
        for at in changed:
            place = self._on_page[at]
            self._graded[place] = self._counted(at, self._standing)
            found.append(self.page.change(place, self._graded[place]))
        groups = [
            [at, self.page.groups(at, now)]
            for at, now in enumerate(self.groups)
            if now is not earlier[at] and now != earlier[at]
        ]
        return [one for one in found if one is not None], groups

    def moves(self, rulings: Rulings) -> dict[str, Any]:
        """Return what other rulings would change, and change nothing."""
        standing, changed = self._standing.under(rulings)
        moves, reworded = [], 0
        for at in changed:
            if at not in self._on_page:
                continue
            place = self._on_page[at]
            before, after = self._graded[place], self._counted(at, standing)
            reworded += before != after
            pairs = enumerate(zip(before.lines, after.lines, strict=False))
            moves += [
                {
                    "submission": place,
                    "line": line,
                    "before": points_number(old.score),
                    "after": points_number(new.score),
                    "total_before": points_number(before.score),
                    "total_after": points_number(after.score),
                }
                for line, (old, new) in pairs
                if old.score != new.score
            ]
        return {"moves": moves, "changed": reworded}

    def data(self) -> dict[str, Any]:
        """Return what the page's script reads of the class."""
        return self.page.content(self.groups).data

    def numbers(self) -> ClassNumbers:
        """Return the class in numbers; they are added up once for the same rulings."""
        if self._numbers is not None:
            return self._numbers
        numbers = ClassNumbers(self.manifest)
        for graded in self._graded:
            numbers.add(graded)
        numbers.missing += len(self._class.submissions) - len(self._on_page)
        self._numbers = numbers
        return numbers

    def listed(self) -> dict[str, Any]:
        """Return the rulings as the page lists them."""
        return listed(
            self.rulings,
            self.groups,
            self._standing,
            self.whom,
            self.page.text,
            self._shown_at,
            assignment=self.manifest.assignment,
        )

    def meant(
        self,
        line: int,
        group: str | None,
        submissions: Sequence[int] | None,
        left_out: Sequence[int] | None = None,
    ) -> AnswersMeant:
        """Return the answers that are meant.

        Args:
            line: The line, by its place.
            group: The id of a group; or else
            submissions: the places of submissions.
            left_out: The places of those who are not meant.

        Raises:
            ReviewRefused: There is no such thing.
        """
        number = self._class.lines[one_of(len(self._class.lines), line, "line")].number
        out = {self._place(at) for at in left_out or ()}
        if (group is None) == (submissions is None):
            raise ReviewRefused("name a group, or submissions: one of the two")
        named = None
        if submissions is not None:
            places = sorted({self._place(at) for at in submissions} - out)
        else:
            found = next((one for one in self.groups[line].groups if one.id == group), None)
            if found is None:
                raise NotThere(f"no group of answers to {number} has this id")
            places = [at for at in self.whom.members(found) if at not in out]
            named = found if self.whom.can_be_named(line, found) else None
        if not places:
            raise ReviewRefused("nobody is left whom it would be for")
        return AnswersMeant(line=number, group=named, places=places)

    def called(self, places: Sequence[int]) -> list[str]:
        """Return what a ruling calls submissions."""
        return [self.whom.name(self._place(at)) for at in places]

    def answer(self, line: int, submission: int) -> tuple[KeptSubmission, KeptLine | None]:
        """Return a submission as it was graded, and the answer to a line.

        Raises:
            ReviewRefused: There is no such thing.
        """
        number = self._class.lines[one_of(len(self._class.lines), line, "line")].number
        kept = self._class.submissions[self._place(submission)]
        return kept, kept.lines.get(number)

    def _merged(self, rulings: Rulings) -> list[LineGroups]:
        return [self.whom.merged(at, rulings.same) for at in range(len(self._class.lines))]

    def _counted(self, at: int, standing: ClassStanding) -> GradedSubmission:
        """Return a submission as it counts under rulings."""
        verdicts = standing.verdicts.get(at)

        def settling(kept: KeptSubmission, manifest: Manifest) -> tuple[LineResult, ...]:
            if not verdicts and kept.state != "missing":
                return settled(kept, manifest)
            return settle(ruled_results(kept, manifest.lines, verdicts or {}))

        return graded_submission(self._class.submissions[at], self.manifest, self._names, settling)

    def _add(self, at: int, told: Sequence[str] = ()) -> None:
        self._on_page[at] = len(self._of_page)
        self._of_page.append(at)
        self._graded.append(self._counted(at, self._standing))
        self.page.add(self._graded[-1], told)

    def _add_missing(self) -> None:
        """Put on the page who handed in nothing, and is ruled on; they keep their places there."""
        for at in range(self._missing_from, len(self._class.submissions)):
            if at in self._standing.verdicts and at not in self._on_page:
                self._add(at)
        missing = enumerate(self.manifest.missing, start=self._missing_from)
        there = [person for at, person in missing if at not in self._on_page]
        self.page.set_missing(map(self._names.person, there))

    def _place(self, at: int) -> int:
        """Return where a submission of the page stands in the class."""
        return self._of_page[one_of(len(self._of_page), at, "submission")]

    def _shown_at(self, places: Sequence[int]) -> list[int]:
        """Return where submissions of the class stand on the page."""
        return [self._on_page[at] for at in places if at in self._on_page]
