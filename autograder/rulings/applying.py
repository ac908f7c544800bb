"""Applies rulings to what grading has kept: nothing is graded again.

What a line earned before lines are held against each other is replaced where a ruling fits, and
what waited for such a line gets the verdict that it would have had. A ruling is for the answers
that it was given for: what was handed in since, or is another answer by now, is told and left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from autograder.grading.fates import verdict_under
from autograder.grading.ledger import LineResult, settle
from autograder.grading.points import UnknownClause, filled, share_text
from autograder.grading.rubric import RubricLine
from autograder.records.kept import HandedIn, KeptLine, KeptSubmission
from autograder.records.people import Person
from autograder.verdict import State, Verdict, lost, partial, pending

from .matching import Matching, Unruled
from .ruling import Ruling, Rulings

__all__ = [
    "RULED",
    "Ruled",
    "absent",
    "apply",
    "misquoted",
    "otherwise",
    "ruled_results",
    "ruled_verdicts",
]

#: The note on a line that a person has decided.
RULED = "ruled"

_DECIDED = "A person has decided this line."


@dataclass(frozen=True, slots=True)
class Ruled:
    """What has come of rulings.

    Args:
        verdicts: For each submission with such, by its name, the verdicts that are others than
            those kept: by the numbers of their lines.
        applied: How many submissions each ruling applies to, by its place in the file.
        unruled: What was not applied, and why.
        given_for: The digests of the answers that rulings apply to which have noted none.
    """

    verdicts: Mapping[str, Mapping[str, Verdict]] = field(default_factory=dict)
    applied: Mapping[int, int] = field(default_factory=dict)
    unruled: tuple[Unruled, ...] = ()
    given_for: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def apply(
    rulings: Rulings,
    submissions: Iterable[KeptSubmission],
    lines: Sequence[RubricLine],
    *,
    by_digest: bool = False,
) -> Ruled:
    """Apply rulings to a class; each submission is looked at once, and then forgotten.

    Args:
        rulings: What persons have decided.
        submissions: All that was handed in, and for those who handed in nothing what `absent` has.
        lines: The rubric.
        by_digest: Whether the digest of an answer is enough for a ruling that was given for it.
    """
    matching = Matching(rulings, {line.number for line in lines}, by_digest=by_digest)
    verdicts, unruled = {}, list[Unruled]()
    for submission in submissions:
        if ruled := matching.rulings_on(submission):
            found = ruled_verdicts(submission, ruled, lines)
            verdicts[submission.handed_in.id] = found
            unruled += otherwise(submission, ruled, found, lines)
    matching.end()
    unruled += matching.unruled
    unruled += misquoted(rulings, lines)
    return Ruled(verdicts, dict(matching.applied), tuple(unruled), matching.given_for)


def misquoted(rulings: Rulings, lines: Sequence[RubricLine]) -> Iterator[Unruled]:
    """Yield the texts that speak of the points of a clause that there is not."""
    by_number = {line.number: line for line in lines}
    for ruling in rulings.rulings:
        if (line := by_number.get(ruling.line)) is None:
            continue
        try:
            filled(ruling.text, line.weight, line.clauses)
        except UnknownClause as error:
            text = f"its text is shown as it stands: {error}"
            yield Unruled(place=ruling.place, text=text, line=ruling.line)


def absent(person: Person) -> KeptSubmission:
    """Return what stands for the submission of somebody who handed in nothing."""
    return KeptSubmission(handed_in=HandedIn(id=person.key, people=(person,)), state="missing")


def ruled_results(
    submission: KeptSubmission, lines: Sequence[RubricLine], verdicts: Mapping[str, Verdict]
) -> tuple[LineResult, ...]:
    """Return the results of a submission, before lines are held against each other.

    Args:
        submission: As it was graded.
        lines: The rubric.
        verdicts: What is another than what was kept (`Ruled.verdicts`).
    """
    results = []
    for line in lines:
        kept = _kept(submission, line.number)
        verdict = verdicts.get(line.number, kept.verdict)
        results.append(LineResult(line, verdict, kept.seconds, kept.submitted, kept.answered))
    return tuple(results)


def _kept(submission: KeptSubmission, number: str) -> KeptLine:
    """Return how a line ended; where it was not graded, what stands for that."""
    if number in submission.lines:
        return submission.lines[number]
    if submission.state == "missing":
        verdict = lost("Nothing was handed in.", notes=("missing file",))
    elif submission.state == "untouched":
        verdict = lost("The file is as it was handed out.", notes=("unanswered",))
    else:
        reason = submission.handed_in.fault or "it has not been graded yet"
        verdict = pending(reason, state=State.NOT_REACHED)
    return KeptLine(key="", verdict=verdict)


def ruled_verdicts(
    submission: KeptSubmission, ruled: Mapping[str, Ruling], lines: Sequence[RubricLine]
) -> dict[str, Verdict]:
    """Return the verdicts on lines that were ruled, and on those that waited for them.

    Args:
        submission: As it was graded.
        ruled: The rulings that apply to it, by the numbers of the lines.
        lines: The rubric.
    """
    verdicts = {}
    for line in lines:
        kept = _kept(submission, line.number)
        if line.number in ruled:
            verdicts[line.number] = _verdict(kept.verdict, ruled[line.number])
            continue
        found = verdict_under(kept.verdict, kept.answered.conditional, ruled)
        if found is not None and found is not kept.verdict:
            verdicts[line.number] = found
    return verdicts


def _verdict(kept: Verdict, ruling: Ruling) -> Verdict:
    """Return what a ruling makes of a verdict."""
    when = f" on {ruling.on}" if ruling.on else ""
    place = PurePath(ruling.place).name  # the same in whatever folder a run is
    review = (
        f"ruled by {ruling.by}{when} ({place}); the grader had: {kept.state.value}, "
        f"{share_text(kept.share)}"
    )
    notes = kept.notes if ruling.share < 1 else ()
    return replace(
        partial(
            ruling.share,
            ruling.text or ("" if ruling.share == 1 else _DECIDED),
            notes=tuple(dict.fromkeys((RULED, *notes))),
        ),
        understood=kept.understood,
        review=f"{review}: {kept.review}" if kept.review else review,
    )


def otherwise(
    submission: KeptSubmission,
    ruled: Mapping[str, Ruling],
    verdicts: Mapping[str, Verdict],
    lines: Sequence[RubricLine],
) -> Iterator[Unruled]:
    """Yield the rulings on a submission after which something counts otherwise than it seems.

    Args:
        submission: As it was graded.
        ruled: The rulings that apply to it, by the numbers of the lines.
        verdicts: What has come of them (`ruled_verdicts`).
        lines: The rubric.
    """
    yield from _counted_otherwise(submission, ruled, verdicts, lines)
    yield from _unknown(submission, ruled, lines)


def _counted_otherwise(
    submission: KeptSubmission,
    ruled: Mapping[str, Ruling],
    verdicts: Mapping[str, Verdict],
    lines: Sequence[RubricLine],
) -> Iterator[Unruled]:
    """Yield the rulings whose lines earn something else, held against others."""
    for result in settle(ruled_results(submission, lines, verdicts)):
        ruling, counted = ruled.get(result.line.number), result.verdict
        if ruling is not None and counted.share != ruling.share:
            earns = "waits" if counted.state.ours else f"earns {share_text(counted.share)}"
            depends = result.line.counts_with or "the other choices of its question"
            text = f"ruled {share_text(ruling.share)}, and {earns}: it depends on {depends}"
            yield _told(ruling, text, submission)


def _unknown(
    submission: KeptSubmission, ruled: Mapping[str, Ruling], lines: Sequence[RubricLine]
) -> Iterator[Unruled]:
    """Yield the rulings after which nobody knows what a line earns that waited for theirs."""
    for line in lines:
        kept = _kept(submission, line.number)
        found = verdict_under(kept.verdict, kept.answered.conditional, ruled)
        if line.number in ruled or not kept.verdict.state.ours:
            continue
        for number in line.follows if found is None or found is kept.verdict else ():
            if number in ruled and _kept(submission, number).verdict.state.ours:
                text = (
                    f"{line.number} follows it, and what that earns now is not known: grade it "
                    "again, or rule on it too"
                )
                yield _told(ruled[number], text, submission)


def _told(ruling: Ruling, text: str, submission: KeptSubmission) -> Unruled:
    name = submission.handed_in.id
    return Unruled(place=ruling.place, text=text, line=ruling.line, submission=name)
