"""Finds the one ruling that applies to a line of a submission, and notes what does not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from autograder.records.kept import HandedIn, KeptLine, KeptSubmission

from .ruling import Ruling, Rulings, answer_of, digest_of, folded

__all__ = ["Matching", "Unruled"]

_ANOTHER = (
    "the ruling was given for another answer than what is handed in now: not ruled; look at it, "
    "and take `given_for` out to rule on it"
)
_UNGRADED = "the line has not been graded yet, so nobody knows what it would be for: not ruled"
_MOVED = (
    "the ruling was given for this answer, which is not counted among these any more: not ruled; "
    "look at it, and name the group that it is in now"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unruled:
    """What a person should look at: a ruling that did not apply, or not as it seems.

    Args:
        place: Where the ruling stands.
        text: What happened, and the way out.
        line: The line's number.
        submission: Whose it is, by the submission's name; empty where it is nobody's.
    """

    place: str
    text: str
    line: str
    submission: str = ""

    def told(self, called: Callable[[str], str] = str) -> str:
        """Return it as a line of text; ``called`` says what a submission is called there."""
        of = f" of {called(self.submission)}" if self.submission else ""
        return f"{self.place}: {self.line}{of}: {self.text}"


class Matching:
    """Finds the rulings on submissions, one submission at a time.

    Args:
        rulings: What persons have decided.
        numbers: The lines that there are; rulings on others are left aside.
        by_digest: Whether the digest of an answer is enough for a ruling that was given for it, in
            whichever group it is now: where one submission is graded there are no groups.

    Attributes:
        applied: How many submissions each ruling applies to, by its place in the file.
        unruled: What does not apply so far, and why.
        given_for: The digests of the answers that rulings apply to which have noted none.
    """

    def __init__(
        self, rulings: Rulings, numbers: Collection[str], *, by_digest: bool = False
    ) -> None:
        self._by_digest = by_digest
        self._rulings = [ruling for ruling in rulings.rulings if ruling.line in numbers]
        self._of_people: dict[str, list[Ruling]] = defaultdict(list)
        self._of_answers: dict[tuple[str, str], list[Ruling]] = defaultdict(list)
        self._of_digests: dict[tuple[str, str], list[Ruling]] = defaultdict(list)
        for ruling in self._rulings:
            for name in dict.fromkeys(map(folded, ruling.people)):
                self._of_people[name].append(ruling)
            if ruling.answers:
                for answer in rulings.equal_answers(ruling.line, ruling.answers):
                    self._of_answers[ruling.line, answer].append(ruling)
                for digest in dict.fromkeys(ruling.given_for or ()):
                    self._of_digests[ruling.line, digest].append(ruling)
        # Those of persons; where one submission is graded, the others' answers are not there.
        written = () if by_digest else rulings.same
        self._same = [same for same in written if same.place and same.line in numbers]
        self._answers: set[tuple[str, str]] = set()
        self._met: dict[str, str] = {}
        self._spoken: dict[str, list[str]] = defaultdict(list)
        self._fitting: set[int] = set()
        self._given_for: dict[int, dict[str, None]] = defaultdict(dict)
        self.applied: dict[int, int] = defaultdict(int)
        self.unruled: list[Unruled] = []

    @property
    def given_for(self) -> dict[int, tuple[str, ...]]:
        """The digests of the answers that rulings apply to which have noted none."""
        return {index: tuple(digests) for index, digests in self._given_for.items()}

    def rulings_on(self, submission: KeptSubmission) -> dict[str, Ruling]:
        """Return the rulings that apply to a submission, by the numbers of the lines."""
        names = dict(_names(submission.handed_in))
        self._met.update(names)
        for person in submission.handed_in.people:
            self._spoken[folded(person.name)].append(person.key)
        found: dict[str, list[Ruling]] = defaultdict(list)
        for name in names:
            for ruling in self._of_people.get(name, ()):
                if ruling not in found[ruling.line]:
                    found[ruling.line].append(ruling)
        for number, kept in submission.lines.items():
            self._answers.add((number, answer_of(kept)))
            for ruling in self._about_answers(number, kept, submission, names):
                found[number].append(ruling)
        ones = {
            number: self._one(rulings, submission.lines.get(number), submission)
            for number, rulings in found.items()
        }
        return {number: ruling for number, ruling in ones.items() if ruling is not None}

    def end(self) -> None:
        """Note the rulings that nothing fits: all submissions have been seen."""
        for ruling in self._rulings:
            strange = [
                name for name in (*ruling.people, *ruling.excluded) if folded(name) not in self._met
            ]
            for name in strange:
                self._tell(ruling, f"nobody is called {name!r} here{self._meant(name)}")
            if ruling.index not in self._fitting and not strange:
                self._tell(ruling, "nobody's answer is the one that the ruling is about")
        for same in self._same:
            for group in same.groups:
                if (same.line, group) not in self._answers:
                    text = f"no answer here is {group!r}, which is said to be one with others"
                    self.unruled.append(Unruled(place=same.place, text=text, line=same.line))

    def _meant(self, name: str) -> str:
        """Say whom a name may mean: one as it is spoken, or misspelt."""
        spoken = dict.fromkeys(self._spoken.get(folded(name), ()))
        close = list(spoken) or [
            self._met[found] for found in get_close_matches(folded(name), self._met, n=1)
        ]
        return f" (did you mean {' or '.join(close)}?)" if close else ""

    def _about_answers(
        self,
        number: str,
        kept: KeptLine,
        submission: KeptSubmission,
        names: Mapping[str, str],
    ) -> Iterator[Ruling]:
        """Yield the rulings on all answers that are the same as this one."""
        fitting = self._of_answers.get((number, answer_of(kept)), [])
        given = self._of_digests.get((number, digest_of(kept)), [])
        for ruling in dict.fromkeys((*fitting, *given)):
            if not names.keys().isdisjoint(map(folded, ruling.excluded)):
                self._fitting.add(ruling.index)
            elif ruling in fitting or self._by_digest:
                yield ruling
            else:
                self._fitting.add(ruling.index)
                self._tell(ruling, _MOVED, submission)

    def _one(
        self, rulings: Sequence[Ruling], kept: KeptLine | None, submission: KeptSubmission
    ) -> Ruling | None:
        """Return the ruling that applies to a line, if there is one and none that contradicts."""
        digest, standing = digest_of(kept), []
        is_graded = kept is not None or submission.state not in ("graded", "not graded")
        for ruling in rulings:
            self._fitting.add(ruling.index)
            if not is_graded:
                self._tell(ruling, _UNGRADED, submission)
                continue
            if ruling.given_for is None or digest in ruling.given_for:
                standing.append(ruling)
            else:
                self._tell(ruling, _ANOTHER, submission)
        for other in standing[1:]:
            first = standing[0]
            if (other.share, other.text) != (first.share, first.text):
                text = f"{other.place} says something else of it: neither applies"
                self._tell(first, text, submission)
                return None
        for ruling in standing:
            self.applied[ruling.index] += 1
            if ruling.given_for is None:
                self._given_for[ruling.index][digest] = None
        return standing[0] if standing else None

    def _tell(self, ruling: Ruling, text: str, submission: KeptSubmission | None = None) -> None:
        name = submission.handed_in.id if submission is not None else ""
        self.unruled.append(
            Unruled(place=ruling.place, text=text, line=ruling.line, submission=name)
        )


def _names(handed_in: HandedIn) -> Iterator[tuple[str, str]]:
    """Yield what a ruling can call a submission by, folded and as it is written."""
    for name in (handed_in.id, *(name for person in handed_in.people for name in person.ids)):
        yield folded(name), name
