"""How the lines of a session have ended, for those that go on from their answers.

What is gone on from is the answer that was graded, as it was read: no code of the student's runs
again for it. A person may decide what it earns; what it is stays what the grader found. So a ruling
never takes from the lines that follow: they go on from the answer as before, and from one that was
undecided as from one that is not right.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Checker, Followed, Unanswered
from autograder.checkers.common.ref import Target
from autograder.checkers.following.earlier import FOLLOWED
from autograder.checkers.symbolic.reading import as_node
from autograder.expression.tree import Node, TreeError
from autograder.verdict import State, Verdict, pending

from .fates import verdict_under, waited_for
from .reference import RunningReference
from .rubric import RubricLine

__all__ = ["Endings"]

_NOT_RIGHT = (State.FAILED, State.PARTIAL)
# Where checkers have the misreadings that they name.
_NAMED = ("misreadings", "factors")


@dataclass(frozen=True, slots=True)
class _Ending:
    """How a line ended.

    Args:
        verdict: What the grader found.
        answer: What was answered, as it was sent.
        checker: What graded it.
        waits: Whether a person has to decide it still.
        fates: What the grader would find, where lines that this one follows are decided.
    """

    verdict: Verdict
    answer: Any = None
    checker: Checker | None = None
    waits: bool = False
    fates: Mapping[str, Verdict] = field(default_factory=dict)

    @property
    def submitted(self) -> Node | None:
        """The answer, where it is an expression that is decided and not the reference's.

        That is one that is not right, or by going on from another, or by a property of its own, or
        that a person had to decide.
        """
        otherwise_right = {FOLLOWED, *getattr(self.checker, "properties", ())}
        if self.waits:
            return None
        if (
            self.verdict.state in _NOT_RIGHT
            or self.verdict.state.ours
            or otherwise_right.intersection(self.verdict.notes)
        ):
            return _tree(self.answer)
        return None

    @property
    def went_on(self) -> bool:
        """Whether it is right, going on from another line."""
        return self.verdict.state is State.PASSED and FOLLOWED in self.verdict.notes

    def slips_for(self, number: str) -> tuple[Target | str, ...]:
        """Return what is right in a later line after the misreadings that were recognised here."""
        if self.waits:
            return ()
        named: dict[str, Misreading] = {}
        for name in _NAMED:
            named.update(getattr(self.checker, name, {}))
        found = (named[note] for note in self.verdict.notes if note in named)
        return tuple(slip.then[number] for slip in found if number in slip.then)


class Endings:
    """Remembers how lines ended.

    Args:
        reference: What says which questions there are, and what is right.
    """

    def __init__(self, reference: RunningReference) -> None:
        self._reference = reference
        self._ended: dict[str, _Ending] = {}
        self._right: dict[str, Node | None] = {}

    def note(self, number: str, verdict: Verdict, answer: Any, checker: Checker) -> None:
        """Remember how a line ended, and what was answered."""
        self._ended[number] = _Ending(verdict, answer, checker, waits=verdict.state.ours)

    def settle(self, number: str, verdict: Verdict) -> None:
        """Set what has come of a line in the end, whoever decided it."""
        ended = self._ended.get(number, _Ending(verdict))
        self._ended[number] = replace(ended, waits=verdict.state.ours)

    def foresee(self, number: str, fates: Mapping[str, Verdict]) -> None:
        """Remember what a line would earn where lines that it follows are decided."""
        self._ended[number] = replace(self._ended[number], fates=fates)

    def undecided(self, line: RubricLine) -> frozenset[str]:
        """Return the lines that a line waits for, and those that these wait for themselves."""
        waiting = [number for number in line.follows if self._waits(number)]
        before = (waited_for(self._ended[number].fates) for number in waiting)
        return frozenset(waiting).union(*before)

    def _waits(self, number: str) -> bool:
        return number in self._ended and self._ended[number].waits

    def slips(
        self, line: RubricLine, *, decided: Collection[str] = ()
    ) -> Mapping[str, tuple[Target | str, ...]]:
        """Return what is right in a line after the slips in those that it follows.

        Args:
            line: The line.
            decided: Lines that are taken to be decided by a person.
        """
        return {
            number: self._under(number, decided).slips_for(line.number)
            for number in line.follows
            if number in self._ended
        }

    def _under(self, number: str, decided: Collection[str]) -> _Ending:
        """Return how a line ends where a person has decided some lines."""
        ended = self._ended[number]
        if number in decided:
            return replace(ended, waits=False)
        foreseen = verdict_under(ended.verdict, ended.fates, decided)
        if foreseen is None or foreseen is ended.verdict:
            return ended
        return replace(ended, verdict=foreseen, waits=ended.waits and foreseen.state.ours)

    def followed(
        self, line: RubricLine, seed: int, *, decided: Collection[str] = ()
    ) -> dict[str, Followed]:
        """Return the lines that a line follows, as far as they have been graded.

        Args:
            line: The line.
            seed: For what the reference's code draws itself.
            decided: Lines that are taken to be decided by a person.

        Raises:
            Unanswered: The reference declares no question for one of them.
        """
        slips = self.slips(line, decided=decided)
        found = {}
        for number in line.follows:
            question = self._reference.questions(line).get(number)
            if question is None:
                text = f"{line.number} follows {number}, which the reference does not declare"
                raise Unanswered(pending(text, state=State.GRADER_ERROR))
            if number not in self._right:
                side = self._reference.calls(line, question, seed=seed)
                self._right[number] = _tree(side.answer()) if question.symbols else None
            ended = self._under(number, decided) if number in self._ended else None
            found[number] = Followed(
                question,
                self._right[number],
                ended.submitted if ended is not None else None,
                waits=ended is not None and ended.waits,
                slips=slips.get(number, ()),
                went_on=ended is not None and ended.went_on,
            )
        return found


def _tree(value: Any) -> Node | None:
    try:
        return as_node(value)
    except (TreeError, TypeError):
        return None
