"""What a run over a class gives: results for each student, tables, a summary.

All of it is computed from what is kept: after a weight has changed, or a person has ruled on a
line, it is written again without anything being graded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import msgspec

from autograder.files import replace_file
from autograder.grading.fates import ALONE
from autograder.grading.ledger import LineResult, Results, settle
from autograder.grouping.classes import group_lines
from autograder.grouping.contradictions import ContradictionWatch
from autograder.grouping.groups import LineGroups
from autograder.handed_in import refused
from autograder.page.class_page import ClassPage
from autograder.page.earlier_part import EarlierPart
from autograder.page.html import report_html
from autograder.page.numbers import MISSING
from autograder.records.folder import RunFolder
from autograder.records.graded import GradedSubmission
from autograder.records.kept import HandedIn, KeptSubmission
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.records.same_people import same_people
from autograder.report.gradescope import results_json, write_atomically
from autograder.rulings.applying import absent, ruled_results
from autograder.rulings.ruling import Same
from autograder.spreadsheet import written_rows
from autograder.verdict import Verdict

from .earlier import EarlierRun
from .everybody import everybody
from .statistics import Statistics
from .tables import (
    LINES_HEADER,
    Cell,
    grades_header,
    grades_rows,
    lines_rows,
    missing_row,
)

__all__ = [
    "Settling",
    "ShownNames",
    "earlier_part",
    "graded_submission",
    "settled",
    "write_outputs",
]

#: Returns a submission's lines as they count in the end; nothing where it cannot be read.
Settling = Callable[[KeptSubmission, Manifest], tuple[LineResult, ...]]


def settled(
    kept: KeptSubmission, manifest: Manifest, ruled: Mapping[str, Verdict] | None = None
) -> tuple[LineResult, ...]:
    """Return the lines of a submission, held against each other.

    Args:
        kept: The submission.
        manifest: What its run is about.
        ruled: What persons have decided of it, by the lines' numbers.
    """
    if not ruled and kept.state in ("not graded", "unreadable"):
        return ()
    return settle(ruled_results(kept, manifest.lines, ruled or {}))


def write_outputs(
    folder: RunFolder,
    manifest: Manifest,
    settling: Settling = settled,
    *,
    ruled_missing: Collection[Person] = (),
    same: Sequence[Same] = (),
    earlier: EarlierRun | None = None,
) -> Statistics:
    """Write everything that is computed from what is kept; return the numbers of the class.

    Args:
        folder: The run's.
        manifest: What it is about.
        settling: What lines count for in the end, with what persons have ruled.
        ruled_missing: Who handed in nothing, and has a line that a person has ruled on.
        same: Which groups of answers persons say are one.
        earlier: An earlier run, which the page shows beside this one.

    Raises:
        OSError: Something cannot be written.
    """
    names = ShownNames(manifest)
    read = _Read(manifest, names, settling)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for kept in folder.all_kept(manifest):
            graded = read.submission(kept)
            _write_results(folder, graded, kept, manifest, names)
            yield from lines_rows(graded)

    replace_file(folder.path / "lines.csv", written_rows(LINES_HEADER, rows()))
    _remove_others(folder, read.shown)
    for person in manifest.missing:
        read.missing(person, is_ruled=person in ruled_missing)
    grades = written_rows(grades_header(manifest.lines), read.grades)
    replace_file(folder.path / "grades.csv", grades)
    read.statistics.contradictions = read.watch.found
    summary = msgspec.json.format(msgspec.json.encode(read.statistics.data()), indent=2)
    replace_file(folder.path / "summary.json", summary + b"\n")
    if earlier is not None:
        read.page.stand_beside(earlier_part(earlier, manifest, names, read.people))
    content = read.page.content(_groups(folder, manifest, names, same))
    replace_file(folder.path / "report.html", report_html(content))
    return read.statistics


def earlier_part(
    earlier: EarlierRun, manifest: Manifest, names: ShownNames, people: Sequence[HandedIn]
) -> EarlierPart:
    """Return what the page shows of an earlier run.

    Args:
        earlier: The run.
        manifest: What the run is about that it stands beside.
        names: What people are called.
        people: Who handed in, in their order on the page.
    """
    before, then = earlier.manifest, list[HandedIn]()
    part = EarlierPart(earlier.name, before, manifest)

    def settling(kept: KeptSubmission, before: Manifest) -> tuple[LineResult, ...]:
        return settled(kept, before, earlier.verdicts.get(kept.handed_in.id))

    for kept in everybody(earlier.folder, before):
        if kept.state != MISSING or kept.handed_in.id in earlier.verdicts:
            then.append(kept.handed_in)
            part.add(graded_submission(kept, before, names, settling))
    same = same_people(then, people, one_platform=before.platform == manifest.platform)
    part.put_beside(same)
    return part


class _Read:
    """What is computed of a class while its submissions are read, each once.

    Args:
        manifest: What the run is about.
        names: What people are called.
        settling: What lines count for in the end.

    Attributes:
        statistics: Its numbers.
        watch: The same answers with two verdicts.
        page: What the page shows.
        grades: The rows of grades.csv.
        people: Who handed in, in their order on the page.
        shown: What submissions are called.
    """

    def __init__(self, manifest: Manifest, names: ShownNames, settling: Settling) -> None:
        self._manifest = manifest
        self._names = names
        self._settling = settling
        self.statistics = Statistics(manifest)
        self.watch = ContradictionWatch(manifest.lines)
        self.page = ClassPage(manifest)
        self.grades: list[tuple[Cell, ...]] = []
        self.people: list[HandedIn] = []
        self.shown: set[str] = set()

    def submission(self, kept: KeptSubmission) -> GradedSubmission:
        """Add a submission; return it as it counts."""
        graded = graded_submission(kept, self._manifest, self._names, self._settling)
        self.shown.add(graded.id)
        self.statistics.add(graded)
        if kept.details.get("doubts"):
            self.statistics.doubtful.append(graded.id)
        self.page.add(graded, (*kept.messages, *self._names.told(kept)))
        self.people.append(kept.handed_in)
        self.watch.see(kept, graded.id)
        self.grades.extend(grades_rows(graded, self._manifest))
        return graded

    def missing(self, person: Person, *, is_ruled: bool) -> None:
        """Add somebody who handed in nothing, and may have a line that a person has ruled on."""
        if not is_ruled:
            called = self._names.person(person)
            self.page.add_missing(called)
            self.grades.append(missing_row(called, self._manifest))
            return
        kept = absent(person)
        graded = graded_submission(kept, self._manifest, self._names, self._settling)
        self.page.add(graded)
        self.people.append(kept.handed_in)
        self.grades += grades_rows(replace(graded, id=""), self._manifest)


def _groups(
    folder: RunFolder, manifest: Manifest, names: ShownNames, same: Sequence[Same]
) -> Iterator[LineGroups]:
    """Yield the answers to each line, the same ones together."""
    submissions = map(names.kept, folder.all_kept(manifest))
    for line in group_lines(manifest.lines, submissions):
        yield line.merged(merge.groups for merge in same if merge.line == line.line.number)


def graded_submission(
    kept: KeptSubmission, manifest: Manifest, names: ShownNames, settling: Settling
) -> GradedSubmission:
    """Return a submission as it counts, called as it is shown."""
    handed_in = names.kept(kept).handed_in
    return GradedSubmission(
        id=handed_in.id,
        handed_in=handed_in,
        state=kept.state,
        lines=settling(kept, manifest),
        before={number: line.verdict for number, line in kept.lines.items()},
        alone={
            number: line.answered.conditional[ALONE]
            for number, line in kept.lines.items()
            if ALONE in line.answered.conditional
        },
    )


def _write_results(
    folder: RunFolder,
    graded: GradedSubmission,
    kept: KeptSubmission,
    manifest: Manifest,
    names: ShownNames,
) -> None:
    if graded.lines:
        results = Results(
            manifest.assignment,
            graded.lines,
            (*kept.messages, *names.told(kept)),
            kept.details,
            kept.seconds,
            kept.leaderboard,
        )
    else:
        is_waiting = kept.state == "not graded"
        why = "has not been graded yet" if is_waiting else f"could not be read{names.fault(kept)}"
        results = refused(f"This submission {why}.")
    place = folder.results / graded.id
    place.mkdir(parents=True, exist_ok=True)
    write_atomically(place / "results.json", results_json(results))


def _remove_others(folder: RunFolder, shown: Collection[str]) -> None:
    """Remove results of submissions that are not there any more, or are called otherwise now."""
    for place in folder.results.iterdir() if folder.results.is_dir() else ():
        if place.name not in shown:
            with suppress(OSError):  # something else lies there too
                (place / "results.json").unlink(missing_ok=True)
                place.rmdir()


class ShownNames:
    """What submissions and people are called in what is written.

    Args:
        manifest: Whether they are called by their names.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._salt = manifest.asked.get("salt", "") if manifest.asked.get("anonymous") else ""

    def submission(self, name: str) -> str:
        """Return what a submission is called."""
        return self._hidden(name) if self._salt else name

    def person(self, person: Person) -> Person:
        """Return a person as far as they are shown."""
        if not self._salt:
            return person
        return Person(name=self._hidden(person.key), sections=person.sections)

    def kept(self, kept: KeptSubmission) -> KeptSubmission:
        """Return a submission called as it is shown."""
        people = tuple(map(self.person, kept.handed_in.people))
        called = self.submission(kept.handed_in.id)
        return replace(kept, handed_in=replace(kept.handed_in, id=called, people=people))

    def told(self, kept: KeptSubmission) -> tuple[str, ...]:
        """Return what was decided about a submission, unless that may name people."""
        return () if self._salt else kept.handed_in.notes

    def fault(self, kept: KeptSubmission) -> str:
        """Return why a submission cannot be read, unless that may name people."""
        return "" if self._salt else f": {kept.handed_in.fault.rstrip('.')}"

    def _hidden(self, name: str) -> str:
        return hashlib.sha256(f"{self._salt}:{name}".encode("utf-8", "replace")).hexdigest()[:12]
