"""A symbolic answer that is linear in one symbol, with credit where part of it is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from autograder.checkers.common.known_answers import Misreading, explanation, named
from autograder.checkers.common.line import Line
from autograder.checkers.following.earlier import Following
from autograder.expression.decide import Equal as Agrees
from autograder.expression.decide import Outcome, Unknown, compare
from autograder.expression.predicates import is_multiple, is_shifted
from autograder.expression.premises import Premises
from autograder.expression.tree import Node
from autograder.verdict import State, Understood, Verdict, lost, partial, pending

from .equal import Equal
from .misstated import (
    Misstated,
    meant,
    misstated_misreadings,
)
from .slips import find_slip, halved, negative
from .symbolic import read_answer, reference_answer, stated, understood

__all__ = ["Linear"]

_ONE = Node("rational", "1")


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
        submitted, expected = read_answer(line), reference_answer(line)
        verdict = Equal(slips=False).judge(line, expected, submitted)
        if verdict.state is not State.FAILED:
            return verdict
        shown = understood(submitted)
        try:
            better = self._known(line, expected, submitted, shown)
            if better is None:
                better = self._in_part(line, expected, submitted, shown)
            if better is None:
                better = self._negative(line, submitted, shown)
        except _Undecided as undecided:
            return pending(str(undecided), understood=shown)
        return verdict if better is None else better

    def misstated(self, line: Line) -> Iterator[Misstated]:
        """Yield what of this cannot be read."""
        for name in (self.of, *self.constant_in):
            if name not in line.question.symbols:
                close = meant(name, line.question.symbols)
                yield Misstated(name, f"{name} is no symbol of the question{close}")
        yield from misstated_misreadings(line, {**self.misreadings, **self.factors})

    def _known(
        self, line: Line, expected: Node, submitted: Node, shown: Understood
    ) -> Verdict | None:
        """Look for misreadings, with a known factor or without, and for a known factor alone."""
        factors = list(named(self.factors, lambda answer: stated(line, answer)))
        misread = list(named(self.misreadings, lambda answer: stated(line, answer)))
        known = [
            replace(misreading, answer=_product(before, misreading.answer))
            for before in (_ONE, *(factor.answer for factor in factors))
            for misreading in misread
        ]
        known += [replace(off, answer=_product(off.answer, expected)) for off in factors]
        found = explanation(known, lambda root: _agree(line, root, submitted))
        return None if found is None else found.verdict(shown)

    def _in_part(
        self, line: Line, expected: Node, submitted: Node, shown: Understood
    ) -> Verdict | None:
        pair = expected, submitted, line.premises
        if self.multiple and _holds(is_multiple(*pair, free_of=(self.of,))):
            return self._multiple(pair, shown)
        slip = None if self.multiple else find_slip(line, expected, submitted, shown)
        if slip is not None:
            return slip
        if self.shifted and _holds(is_shifted(*pair, free_of=(self.of,))):
            text = f"What stands with {self.of} is right; a term without it is too much."
            return partial(self.shifted, text, notes=("term too many",), understood=shown)
        return None

    def _multiple(self, pair: tuple[Node, Node, Premises], shown: Understood) -> Verdict:
        """Say of a multiple whether its factor is constant where it has to be."""
        free_of = (self.of, *self.constant_in)
        if self.constant_in and not _holds(is_multiple(*pair, free_of=free_of)):
            text = (
                f"This is right up to a factor, but {' or '.join(self.constant_in)} occurs in it."
            )
            return lost(text, notes=("factor",), understood=shown)
        text = f"This is right up to a factor in which {' and '.join(free_of)} "
        text += "does not occur." if len(free_of) == 1 else "do not occur."
        return partial(self.multiple, text, notes=("multiple",), understood=shown)

    def _negative(self, line: Line, submitted: Node, shown: Understood) -> Verdict | None:
        known = named(self.misreadings, lambda answer: stated(line, answer))
        found = explanation(known, lambda root: _agree(line, root, negative(submitted)))
        return None if found is None else halved(found.verdict(shown))


class _Undecided(Exception):
    """It could not be decided what an answer is; the text says why."""


def _agree(line: Line, expected: Node, submitted: Node) -> bool:
    return _holds(compare(expected, submitted, line.premises))


def _holds(outcome: Outcome) -> bool:
    if isinstance(outcome, Unknown):
        raise _Undecided(outcome.reason)
    return isinstance(outcome, Agrees)


def _product(left: Node, right: Node) -> Node:
    return Node("mul", "", (left, right))
