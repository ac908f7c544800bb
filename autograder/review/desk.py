"""What rulings are given at: a class in memory, the file of rulings, and what follows from both.

No HTTP, no clock but the day. Everything is asked for by places in lists of the run. A write says
which rulings it has seen; where the file says others by now, nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from autograder.batch.earlier import remembered_earlier_run
from autograder.batch.outputs import ShownNames, graded_submission, settled
from autograder.batch.ruled import RuledOutputs
from autograder.grading.ledger import LineResult, settle
from autograder.grading.points import share_text
from autograder.grouping.classes import group_lines
from autograder.grouping.groups import LineGroups
from autograder.page.class_page import ClassPage, PageContent
from autograder.page.numbers import ClassNumbers
from autograder.records.folder import RunFolder, RunFolderError
from autograder.records.graded import GradedSubmission
from autograder.records.kept import KeptSubmission
from autograder.records.manifest import Manifest
from autograder.rulings.applying import absent, ruled_results
from autograder.rulings.reading import RulingsError
from autograder.rulings.ruling import Rulings
from autograder.rulings.rulings_text import EditError, RulingsText
from autograder.rulings.writing import RulingsFile

from .asked import (
    RulingAsked,
    VersionAsked,
    WithdrawAsked,
    one_of,
    share_asked,
    text_asked,
)
from .edits import AnswersMeant, Edits
from .listed import listed
from .refusal import NotThere, Overtaken, ReviewRefused
from .standing import ClassInMemory, ClassStanding
from .whom import Whom

__all__ = ["Desk"]

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class _Step:
    """A write that can be undone: what the file said before, and which version it has made."""

    before: str
    version: str


class Desk:
    """A class, and the rulings on it.

    Args:
        folder: The run's.
        path: The file of rulings; there need not be one.
        by: Who decides; empty for who decides where the file does not say.

    Attributes:
        version: Which rulings are in force here.
        fault: Why the file as it is now cannot be read; empty if it can.

    Raises:
        RunFolderError: There is no run here, it has not come to its end, or is being written.
        RulingsError: The file has mistakes.
        OSError: Something cannot be read.
    """

    def __init__(self, folder: RunFolder, path: Path, by: str) -> None:
        self._folder, self._path = folder, path
        self._manifest = manifest = folder.manifest()
        if not manifest.is_complete:
            raise RunFolderError(
                f"{folder.path}: the run has not come to its end: `autograder batch` with the same "
                "folder goes on, and rulings are for what is complete"
            )
        self._run = folder.stamp()
        self._names = names = ShownNames(manifest)
        numbers = [line.number for line in manifest.lines]
        self._file = RulingsFile(path, numbers)
        kept = [*folder.all_kept(manifest)]
        groups = group_lines(manifest.lines, map(names.kept, kept))
        everybody = (*kept, *map(absent, manifest.missing))
        self._class = ClassInMemory(manifest.lines, everybody, groups)
        shown = [names.submission(one.handed_in.id) for one in kept]
        self._whom = Whom(self._class, shown)
        self._standing = ClassStanding(self._class)
        self._rulings, self._text, self.version, self.fault = Rulings(), "", "", ""
        self._steps: list[_Step] = []
        self._merged: list[LineGroups] = groups
        self._read()
        self.by = by or self._rulings.by
        self._page = ClassPage(manifest)
        self._graded: list[GradedSubmission] = []
        # Where who stands on the page handed in nothing, and has been ruled on.
        self._on_page: list[int] = []
        for at, one in enumerate(kept):
            self._add(at, (*one.messages, *names.told(one)))
        self._add_missing()
        self._outputs = RuledOutputs(path, earlier=remembered_earlier_run(folder, manifest))
        self._written = self._said() if self._are_results_newer() else set()

    # ------------------------------------------------------------------------------- reading

    def data(self) -> dict[str, Any]:
        """Return all that the page's script reads."""
        self.refresh()
        review = self.review()  # first, since it has texts of its own
        return {**self._page.content(self._merged).data, "review": review}

    def numbers(self) -> ClassNumbers:
        """Return the class in numbers."""
        self.refresh()
        numbers = ClassNumbers(self._manifest)
        for graded in self._graded:
            numbers.add(graded)
        ruled = len(self._graded) - self._kept
        numbers.missing += len(self._manifest.missing) - ruled
        return numbers

    def content(self) -> PageContent:
        """Return all that the page shows."""
        return PageContent(numbers=self.numbers(), data=self.data())

    def review(self) -> dict[str, Any]:
        """Return what is said of the rulings themselves."""
        return {
            "version": self.version,
            "by": self.by,
            "fault": self.fault,
            "rulings_file": str(self._path),
            "newer": len(self._written ^ self._said()),
            **listed(
                self._rulings,
                self._merged,
                self._standing,
                self._whom,
                self._page.text,
                self._shown_at,
                assignment=self._manifest.assignment,
            ),
        }

    def refresh(self) -> None:
        """Read the file again where somebody has written it meanwhile.

        One that has mistakes is not taken: `fault` has them, and the rulings before stay in force.
        """
        try:
            if _version(self._file.content()) != self.version or self.fault:
                self._take(*self._read())
        except (RulingsError, OSError) as error:
            self.fault = str(error)

    # ------------------------------------------------------------------------------- writing

    def rule(self, asked: RulingAsked) -> dict[str, Any]:
        """Rule on answers; returns what is other now.

        Raises:
            ReviewRefused: It cannot be; nothing has changed.
            OSError: The file cannot be written.
        """
        said = self._said_now() | {
            "remark": asked.remark,
            "share": _share_text(asked.share),
            "text": text_asked(asked.text),
        }

        def edit(text: RulingsText) -> None:
            groups, target = self._target(asked.line, asked.group, asked.submissions)
            if asked.left_out is not None:
                left_out = {self._place(at) for at in asked.left_out}
                rest = [at for at in target.places if at not in left_out]
                if not rest:
                    raise ReviewRefused("nobody is left whom the ruling would be for")
                if target.group is not None:
                    said["except"] = [self._whom.name(at) for at in sorted(left_out)]
                target = AnswersMeant(line=target.line, group=target.group, places=rest)
            Edits(self._whom, self._rulings, groups).rule(text, target, said)

        return self._write(asked, edit)

    def withdraw(self, asked: WithdrawAsked) -> dict[str, Any]:
        """Take a ruling out; raises as `rule`."""

        def edit(text: RulingsText) -> None:
            rulings = self._rulings.rulings
            ruling = rulings[one_of(len(rulings), asked.ruling, "ruling")]
            groups = self._merged[self._whom.line(ruling.line)]
            Edits(self._whom, self._rulings, groups).withdraw(text, ruling)

        return self._write(asked, edit)

    def results(self, asked: VersionAsked) -> dict[str, Any]:
        """Write results and tables; raises as `rule`."""
        with self._alone(asked):
            self._outputs(self._folder, self._manifest)
            rulings, text, _ = self._read()  # which answers are meant may be noted now
            answer = self._answer(asked, rulings, text)
            self._written = self._said()
        return {**answer, "review": self.review()}

    def write_results(self) -> None:
        """Write results and tables at the end, as far as they are not as the rulings say.

        Raises:
            ReviewRefused: It cannot be done; says why.
            OSError: Something cannot be written.
        """
        self.refresh()
        if self._written != self._said():
            self.results(VersionAsked(version=self.version))

    def told(self) -> Iterator[str]:
        """Yield what persons should know of the rulings, once results were written."""
        yield from self._outputs.told()

    # ------------------------------------------------------------------------------ the inside

    @property
    def _kept(self) -> int:
        return len(self._class.submissions) - len(self._manifest.missing)

    def _write(self, asked: VersionAsked, edit: Callable[[RulingsText], None]) -> dict[str, Any]:
        """Change the file, if it is the one that was seen; return what is other now."""
        with self._alone(asked):
            before, text = self._text, RulingsText(self._text)
            try:
                edit(text)
                rulings = self._file.replace(text.text)
            except (EditError, RulingsError) as error:
                raise ReviewRefused(str(error)) from None
            answer = self._answer(asked, rulings, text.text)
            self._steps.append(_Step(before, self.version))
        return answer

    @contextmanager
    def _alone(self, asked: VersionAsked) -> Iterator[None]:
        """Keep other commands from writing, and see that everything is as it was seen."""
        try:
            with self._folder.locked():
                self.refresh()
                if self.fault:
                    raise Overtaken(f"nothing was written: {self.fault}")
                if self._folder.stamp() != self._run:
                    raise Overtaken(
                        "nothing was written: the class has been graded anew since this was "
                        "started; end `autograder review`, and start it again"
                    )
                if asked.version != self.version:
                    raise Overtaken(
                        "nothing was written: the rulings are others by now, from another window "
                        "or an editor; look at them, and decide again"
                    )
                yield
        except RunFolderError as error:
            raise Overtaken(f"nothing was written: {error}") from None

    def _answer(self, asked: VersionAsked, rulings: Rulings, text: str) -> dict[str, Any]:
        texts = self._page.texts if asked.texts is None else asked.texts
        formulas = self._page.formulas if asked.formulas is None else asked.formulas
        earlier = self._merged
        changed = self._take(rulings, text, _version(self._file.content()))
        groups = [
            [at, self._page.groups(at, found)]
            for at, found in enumerate(self._merged)
            if found != earlier[at]
        ]
        review = self.review()
        return {
            "version": self.version,
            "changed": changed,
            "groups": groups,
            **self._page.later(texts, formulas),
            "review": review,
        }

    def _read(self) -> tuple[Rulings, str, str]:
        """Read the file, and take its rulings over if that is the first time."""
        content = self._file.content()
        text = self._file.text()
        rulings, version = self._file.parsed(text), _version(content)
        if not self.version:
            self._take_over(rulings, text, version)
        return rulings, text, version

    def _take_over(self, rulings: Rulings, text: str, version: str) -> list[int]:
        self._standing, changed = self._standing.under(rulings)
        if rulings.same != self._rulings.same:
            lines = range(len(self._class.lines))
            self._merged = [self._whom.merged(at, rulings.same) for at in lines]
        self._rulings, self._text, self.version, self.fault = rulings, text, version, ""
        return changed

    def _take(self, rulings: Rulings, text: str, version: str) -> list[dict[str, Any]]:
        """Take rulings over; return what is other on the page."""
        changed = self._take_over(rulings, text, version)
        self._add_missing()
        found = []
        for place, at in enumerate(self._on_page):
            if at in changed:
                self._graded[place] = self._counted(at)
                found.append(self._page.change(place, self._graded[place]))
        return [one for one in found if one is not None]

    def _counted(self, at: int) -> GradedSubmission:
        """Return a submission as it counts under the rulings."""
        verdicts = self._standing.verdicts.get(at)

        def settling(kept: KeptSubmission, manifest: Manifest) -> tuple[LineResult, ...]:
            if not verdicts and kept.state != "missing":
                return settled(kept, manifest)
            return settle(ruled_results(kept, manifest.lines, verdicts or {}))

        return graded_submission(self._class.submissions[at], self._manifest, self._names, settling)

    def _add(self, at: int, told: Sequence[str] = ()) -> None:
        self._on_page.append(at)
        self._graded.append(self._counted(at))
        self._page.add(self._graded[-1], told)

    def _add_missing(self) -> None:
        """Put on the page who handed in nothing, and has been ruled on; their places stay."""
        for at in range(self._kept, len(self._class.submissions)):
            if at in self._standing.verdicts and at not in self._on_page:
                self._add(at)
        missing = enumerate(self._manifest.missing, start=self._kept)
        there = [person for at, person in missing if at not in self._on_page]
        self._page.set_missing(map(self._names.person, there))

    def _target(
        self, line: int, group: str | None, submissions: Sequence[int] | None
    ) -> tuple[LineGroups, AnswersMeant]:
        """Return the answers that are asked for, and all groups of their line."""
        number = self._class.lines[one_of(len(self._class.lines), line, "line")].number
        groups = self._merged[line]
        if (group is None) == (submissions is None) or submissions == []:
            raise ReviewRefused("name a group, or submissions: one of the two")
        if submissions is not None:
            places = sorted({self._place(at) for at in submissions})
            return groups, AnswersMeant(line=number, group=None, places=places)
        found = next((one for one in groups.groups if one.id == group), None)
        if found is None:
            raise NotThere(f"no group of answers to {number} has this id")
        places = self._whom.members(found)
        named = found if self._whom.can_be_named(line, found) else None
        return groups, AnswersMeant(line=number, group=named, places=places)

    def _place(self, at: int) -> int:
        """Return where a submission of the page stands in the class."""
        return self._on_page[one_of(len(self._on_page), at, "submission")]

    def _shown_at(self, places: Sequence[int]) -> list[int]:
        """Return where submissions of the class stand on the page."""
        return [self._on_page.index(at) for at in places if at in self._on_page]

    def _said_now(self) -> dict[str, Any]:
        return {"by": self.by, "on": date.today()}

    def _said(self) -> set[tuple[Any, ...]]:
        """Return what the rulings say, wherever they stand."""
        return {
            (one.line, one.share, one.text, one.by, one.people, one.answers, one.excluded)
            for one in self._rulings.rulings
        } | {(one.line, one.groups) for one in self._rulings.same}

    def _are_results_newer(self) -> bool:
        """Return whether results have been written since the file of rulings was."""
        try:
            results = (self._folder.path / "summary.json").stat().st_mtime_ns
            return self._path.stat().st_mtime_ns <= results
        except FileNotFoundError:
            return not self._rulings.rulings


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def _share_text(text: str | None) -> str:
    share = share_asked(text)
    return "" if share is None else share_text(share)
