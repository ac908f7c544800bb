"""What a class has earned, with what persons have ruled: written again without grading anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from autograder.grading.ledger import LineResult
from autograder.records.folder import RunFolder
from autograder.records.kept import KeptSubmission
from autograder.records.manifest import Manifest
from autograder.report.text import shown
from autograder.rulings.applying import Ruled, apply
from autograder.rulings.beside import Beside
from autograder.rulings.requests import Request
from autograder.rulings.ruling import Left, Rulings
from autograder.rulings.writing import RulingsFile

from .certified import certified
from .earlier import EarlierRun
from .everybody import everybody
from .outputs import ShownNames, settled, write_outputs
from .statistics import Statistics

__all__ = ["RuledOutputs"]

_MOST_TOLD = 20


class RuledOutputs:
    """Writes a class's outputs with the rulings of a file, and remembers what came of these.

    Args:
        path: The file; there need not be one.
        requests: Students' requests for another look, to be listed beside the lines.
        earlier: An earlier run, which the page shows beside this one.

    Attributes:
        rulings: What the file says, once it was applied.
        ruled: What came of it.
    """

    def __init__(
        self, path: Path, requests: Sequence[Request] = (), *, earlier: EarlierRun | None = None
    ) -> None:
        self.path = path
        self.earlier = earlier
        self.rulings = Rulings()
        self.ruled = Ruled()
        self._requests = requests
        self._told: list[str] = []
        self._noted = 0

    def __call__(self, folder: RunFolder, manifest: Manifest) -> Statistics:
        """Apply the rulings to what is kept, and write everything; return the class's numbers.

        Which answers a ruling is for is noted in the file where it does not say so yet: at the next
        run others may be there.

        Raises:
            RulingsError: The file has mistakes; nothing is written then.
            OSError: It cannot be read, or something cannot be written.
        """
        file = RulingsFile(self.path, [line.number for line in manifest.lines])
        self.rulings = file.read()
        told = self._apply(folder, manifest)
        given_for = self.ruled.given_for
        if manifest.is_complete and given_for:  # else more of the answers that are meant may come
            file.note_answers(given_for, date.today())
            # What is written says where a ruling stands: in the file as it is now.
            self.rulings = file.read()
            told = self._apply(folder, manifest)
        beside = Beside(self._requests)

        def settling(kept: KeptSubmission, manifest: Manifest) -> tuple[LineResult, ...]:
            lines = settled(kept, manifest, self.ruled.verdicts.get(kept.handed_in.id))
            beside.see(kept, lines)
            return lines

        missing = [person for person in manifest.missing if person.key in self.ruled.verdicts]
        same = self.rulings.same
        statistics = write_outputs(
            folder, manifest, settling, ruled_missing=missing, same=same, earlier=self.earlier
        )
        self._noted = len(given_for) if manifest.is_complete else 0
        self._told = [*told, *_told(self.ruled, ShownNames(manifest))]
        self._told += beside.listed(manifest.missing)
        return statistics

    def _apply(self, folder: RunFolder, manifest: Manifest) -> list[str]:
        """Apply the rulings; return what is told of those on answers that are not certain."""
        certain, told = certified(self.rulings, folder.all_kept(manifest), manifest.lines)
        self.ruled = apply(certain, everybody(folder, manifest), manifest.lines)
        return told

    def check(self, numbers: Collection[str]) -> None:
        """See that the file can be read, before much is done.

        Args:
            numbers: The lines of the rubric.

        Raises:
            RulingsError: It has mistakes.
            OSError: It cannot be read.
        """
        self.rulings = RulingsFile(self.path, numbers).read()

    def told(self) -> Iterator[str]:
        """Yield what persons should know of their rulings, and the requests for another look."""
        if self.rulings.rulings:
            count, those = len(self.rulings.rulings), len(self.ruled.verdicts)
            noun = "1 ruling" if count == 1 else f"{count} rulings"
            of = "1 submission" if those == 1 else f"{those} submissions"
            yield f"{self.path}: {noun}, for {of}."
        if self.ruled.given_for:
            yield f"{self.path}: which answers are meant is noted when the run has come to its end."
        if self._noted:
            noun = "1 ruling says" if self._noted == 1 else f"{self._noted} rulings say"
            yield f"{self.path}: {noun} now which answers are meant (given_for)."
        yield from map(_left, self.rulings.left)
        yield from self._told


def _left(left: Left) -> str:
    """Say what somebody has left for another person."""
    of = ", ".join(left.answers) or ("1 answer" if len(left.people) == 1 else "some answers")
    when = f" on {left.on}" if left.on else ""
    said = f": {shown(left.text)}" if left.text else ""
    return f"{left.place}: {left.line}: {of}, left by {left.by}{when} for another person{said}"


def _told(ruled: Ruled, names: ShownNames) -> Iterator[str]:
    """Yield what was not ruled; of each ruling no more than a screen takes."""
    count: dict[str, int] = {}
    for unruled in ruled.unruled:
        count[unruled.place] = count.get(unruled.place, 0) + 1
        if count[unruled.place] <= _MOST_TOLD:
            yield unruled.told(names.submission)
    for place, found in count.items():
        if found > _MOST_TOLD:
            yield f"{place}: … and so at {found - _MOST_TOLD} more submissions"
