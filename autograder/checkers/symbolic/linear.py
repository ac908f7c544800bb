"""A symbolic answer that is linear in one symbol, with credit where part of it is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line
from autograder.checkers.following.earlier import Following
from autograder.expression import decide, predicates
from autograder.verdict import Verdict

from . import misstated, slips
from .answer import SymbolicAnswer
from .equal import Equal

__all__ = ["Linear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Equality with an expression that is linear in a symbol or in the items of a sequence.

    Args:
        of: The symbol's name, or the sequence's.
        multiple: The share of an answer that is right up to a factor in which it does not occur.
            Slips earn nothing beside it: they are paid in that factor.
        constant_in: Other symbols in which that factor does not occur either.
        shifted: The share of an answer that is right up to an added term in which it does not
            occur.
        misreadings: Other answers to be named, by the note that is left, before anything is
            credited; also where a factor of ``factors`` stands before them. With a minus before
            it each earns half as much.
        factors: Factors by which right answers are off, to be named. What is named earns the
            share that is said there.
        following: What is right where the line goes on from the student's answers to those that it
            follows.
    """

    of: str
    multiple: Fraction = Fraction(0)
    constant_in: tuple[str, ...] = ()
    shifted: Fraction = Fraction(0)
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)
    factors: Mapping[str, Misreading] = field(default_factory=dict)
    following: Following | str = ""

    def check(self, line: Line) -> Verdict:
        """Compare with the reference's answer, then with what is known of wrong ones."""
        answer = SymbolicAnswer.read(line)
        verdict = Equal(slips=False).judge(answer)
        if verdict.share or verdict.state.ours:
            return verdict
        try:
            better = self._known(answer)
            if better is None:
                better = self._in_part(answer)
            if better is None:
                better = self._negative(answer)
        except _Undecided as undecided:
            return answer.pending(str(undecided))
        return verdict if better is None else better

    def misstated(self, line: Line) -> Iterator[misstated.Misstated]:
        """Yield what of this cannot be read."""
        for name in (self.of, *self.constant_in):
            if name not in line.question.symbols:
                close = misstated.meant(name, line.question.symbols)
                yield misstated.Misstated(name, f"{name} is no symbol of the question{close}")
        yield from misstated.misstated_misreadings(line, {**self.misreadings, **self.factors})

    def _known(self, answer: SymbolicAnswer) -> Verdict | None:
        """Look for misreadings, with a known factor or without, and for a known factor alone."""
        misread, factors = ([*answer.known(each)] for each in (self.misreadings, self.factors))
        times = [
            replace(one, answer=answer.product(factor.answer, one.answer))
            for factor in factors
            for one in misread
        ]
        alone = [replace(f, answer=answer.product(f.answer, answer.expected)) for f in factors]
        known = (*misread, *times, *alone)
        return answer.explained(known, lambda root: _holds(answer.compared(root)))

    def _in_part(self, answer: SymbolicAnswer) -> Verdict | None:
        if self.multiple and self._is(predicates.is_multiple, answer):
            return self._multiple(answer)
        slip = None if self.multiple else slips.find_slip(answer)
        if slip is not None:
            return slip
        if self.shifted and self._is(predicates.is_shifted, answer):
            text = f"What stands with {self.of} is right; a term without it is too much."
            return answer.partial(self.shifted, text, notes=("term too many",))
        return None

    def _multiple(self, answer: SymbolicAnswer) -> Verdict:
        """Say of a multiple whether its factor is constant where it has to be."""
        free_of = (self.of, *self.constant_in)
        if self.constant_in and not self._is(predicates.is_multiple, answer, *self.constant_in):
            text = (
                f"This is right up to a factor, but {' or '.join(self.constant_in)} occurs in it."
            )
            return answer.lost(text, notes=("factor",))
        text = f"This is right up to a factor in which {' and '.join(free_of)} "
        text += "does not occur." if len(free_of) == 1 else "do not occur."
        return answer.partial(self.multiple, text, notes=("multiple",))

    def _negative(self, answer: SymbolicAnswer) -> Verdict | None:
        named, negative = answer.known(self.misreadings), answer.negative
        verdict = answer.explained(named, lambda root: _holds(negative.compared(root)))
        return None if verdict is None else slips.halved(verdict)

    def _is(
        self, predicate: Callable[..., decide.Outcome], answer: SymbolicAnswer, *more: str
    ) -> bool:
        pair = (answer.expected, answer.submitted)
        free_of = (self.of, *more)
        return _holds(
            predicate(*pair, answer.line.premises, free_of=free_of, budget=decide.QUICK_BUDGET)
        )


class _Undecided(Exception):
    """It could not be decided what an answer is; the text says why."""


def _holds(outcome: decide.Outcome) -> bool:
    if isinstance(outcome, decide.Unknown):
        raise _Undecided(outcome.reason)
    return isinstance(outcome, decide.Equality)
