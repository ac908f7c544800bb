"""How a function of tensors ended: whose values it has, and what is lost of what it promises.

Where the values are not the reference's, they may be those of another function: of a convention
that is as right, of a misreading, or of the same formula with a constant in a denominator.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from autograder.checkers.common.known_answers import KnownAnswer, Misreading, named
from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.ref import Target
from autograder.verdict import Verdict, lost, partial

from .examination import RIGHT, VALUES, Examination, FailedCase, Other
from .guard import SMALL, constant_in
from .single_precision import NOTE, SHARE, TEXT, judged_coarsely, widened
from .snippet import found_with

__all__ = ["VALUES_FIRST", "FunctionJudge", "FunctionVerdict"]

# What another function's results may explain.
_OTHER_RESULTS = ("values", "gradient", "shape")
#: How a clause ends that nobody looks at.
VALUES_FIRST = lost("It counts where the values are right.", notes=("values first",))


@dataclass(frozen=True, slots=True)
class FunctionVerdict:
    """How a function ended.

    Args:
        other: Whose values it has: the reference's, or another function's.
        share: What is earned by what is not lost.
        verdicts: How every clause ended.
    """

    other: Other
    share: Fraction
    verdicts: Mapping[str, Verdict]

    @property
    def any_lost(self) -> bool:
        """Whether a clause earns nothing."""
        return any(not verdict.share for verdict in self.verdicts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionJudge:
    """Judges one function: against the reference's, and against others that are known.

    Args:
        examination: What is asked of it.
        accepted: As for `Close`, like the others.
        misreadings: Other functions, to be named.
        guarded: Functions with a constant as one more argument.
    """

    examination: Examination
    accepted: Mapping[str, Target]
    misreadings: Mapping[str, Misreading]
    guarded: tuple[Target, ...]

    def judge(self, line: Line, clauses: Collection[str]) -> FunctionVerdict:
        """Run every case, and say how each clause ended.

        Args:
            line: The line.
            clauses: Those that are told apart; any other promise that is broken costs the values.
        """
        found, factor = self._lost(line, RIGHT, clauses)
        if VALUES not in found:
            text, notes = (TEXT, (NOTE,)) if factor < 1 else ("", ())
            return self._judged(line, RIGHT, factor, text, notes, found, clauses)
        failure, best = found[VALUES], None
        for known in self._known(line, failure):
            judged = self._as_known(line, failure, known, clauses)
            if judged is not None and not judged.any_lost:
                return judged
            best = best or judged
        return best or self._nothing(line, failure, clauses)

    def _lost(
        self, line: Line, other: Other, clauses: Collection[str]
    ) -> tuple[Mapping[str, FailedCase], Fraction]:
        """Return what is lost against a function, and what the rest is worth."""
        found = self.examination.failures(line, other, clauses)
        if VALUES not in found or not found[VALUES].slight:
            return found, Fraction(1)
        coarse = self.examination.failures(judged_coarsely(line), other, clauses)
        if VALUES in coarse:
            return found, Fraction(1)
        try:
            with widened(line) as exactly:
                exact = self.examination.failures(exactly, other, clauses)
        except Unanswered:
            return found, Fraction(1)
        if VALUES in exact:
            return found, Fraction(1)
        return {**exact, **coarse}, SHARE

    # ----------------------------------------------------------------- other functions' values

    def _known(self, line: Line, failure: FailedCase) -> Iterator[KnownAnswer[Other]]:
        """Yield other functions that may explain a call that failed."""
        if failure.note not in _OTHER_RESULTS:
            return
        for convention, target in self.accepted.items():
            text = f"Right, by this convention: {convention}."
            yield KnownAnswer(convention, Fraction(1), text, Other(target.name))
        yield from named(self.misreadings, _function)
        for target in self.guarded if failure.note == "values" else ():
            constant = constant_in(line, failure.inputs, target)
            if constant is not None:
                share = Fraction(1, 2) if constant <= SMALL else Fraction(0)
                text = f"A constant, about {constant:.2g}, is added to a denominator."
                # Where several are the largest, whose gradient the maximum that is subtracted has
                # makes no difference but for the constant.
                other = Other(target.name, (constant,), blur=constant)
                yield KnownAnswer(note="guard", share=share, message=text, answer=other)

    def _as_known(
        self, line: Line, failure: FailedCase, known: KnownAnswer[Other], clauses: Collection[str]
    ) -> FunctionVerdict | None:
        """Return how a function ended that has another's values, if it has."""
        first = self.examination.failure(line, failure.inputs.case, known.answer)
        if first is not None and not (
            first.slight or (first.clause in clauses and first.clause != VALUES)
        ):
            return None
        found, factor = self._lost(line, known.answer, clauses)
        if VALUES not in found:
            notes: tuple[str, ...] = (known.note,)
            text = known.message
            if factor < 1:
                notes, text = (*notes, NOTE), f"{text}\n{TEXT}"
            if known.share < 1:
                smallest = self.examination.shrunk(line, failure, RIGHT)
                text = f"{text}\n{_report(line, smallest)}"
            share = known.share * factor
            return self._judged(line, known.answer, share, text, notes, found, clauses)
        beside = found[VALUES]
        if beside.note in _OTHER_RESULTS:
            return None  # it was this only by chance, or in some cases
        smallest = self.examination.shrunk(line, beside, known.answer)
        if known.share == 1:
            return self._nothing(line, smallest, clauses)
        text = f"{known.message}\nThat is not all. {_report(line, smallest)}"
        return _all_lost(lost(text, notes=(known.note, beside.note)), clauses)

    # ---------------------------------------------------------------------------------- verdicts

    def _judged(
        self,
        line: Line,
        other: Other,
        share: Fraction,
        text: str,
        notes: tuple[str, ...],
        found: Mapping[str, FailedCase],
        clauses: Collection[str],
    ) -> FunctionVerdict:
        """Return how each clause ended where the values are these."""
        verdicts = {}
        for name in clauses:
            if name in found:
                smallest = self.examination.shrunk(line, found[name], other)
                verdicts[name] = lost(_report(line, smallest), notes=(smallest.note,))
            elif name == VALUES:
                verdicts[name] = partial(share, text, notes=notes)
            else:
                verdicts[name] = partial(share, "") if share else lost("", notes=notes)
        return FunctionVerdict(other, share, verdicts)

    def _nothing(
        self, line: Line, failure: FailedCase, clauses: Collection[str]
    ) -> FunctionVerdict:
        """Return how each clause ended where the values are wrong."""
        smallest = self.examination.shrunk(line, failure, RIGHT)
        return _all_lost(lost(_report(line, smallest), notes=(smallest.note,)), clauses)


def _function(answer: Target | str) -> Other:
    assert isinstance(answer, Target), "a function is run on the same inputs"
    return Other(answer.name)


def _all_lost(values: Verdict, clauses: Collection[str]) -> FunctionVerdict:
    others = {name: VALUES_FIRST for name in clauses if name != VALUES}
    return FunctionVerdict(RIGHT, Fraction(0), {VALUES: values, **others})


def _report(line: Line, failure: FailedCase) -> str:
    strided = failure.note == "strided"
    return f"{failure.text}\n{found_with(line, failure.inputs, strided=strided)}"
