"""A derivation: each step has to hold under the facts that it cites, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from autograder.checkers.common.line import Line
from autograder.checkers.common.ref import Target
from autograder.expression.derivation import facts as facts_
from autograder.expression.derivation.task import Task
from autograder.expression.derivation.theory import Theory
from autograder.verdict import Verdict

from . import misstated, misstated_proof
from . import submitted_proof as proofs
from .reading import stated

__all__ = ["Derivation", "Part"]

_Form = Target | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What people prove in the place of the whole.

    Args:
        start: Where it begins.
        target: Where it ends.
        share: What it earns; a beginning of it earns as much of that as one of the whole would.
        message: What the student is told is missing.
    """

    start: _Form
    target: _Form
    share: Fraction
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A chain of steps from one expression to another.

    Start and target are those of the reference's derivation, which is one of the right answers.
    Where the line follows others, all texts may quote their answers, as in
    ``"norm2({1.2.jacobian: h[t]=h})"``; start and target do where the derivation goes on from them.

    Args:
        facts: What a step can cite, by the names that the question's docstring gives. Of facts
            about one symbol a later one is made of what the earlier one gives.
        milestones: Expressions on the way, each in one or several forms: a derivation that is not
            valid earns half of the share of them that its valid beginning or end reaches.
        relation: What is to be proved: ``"="``, ``"<="``, ``"<"``, ``">="``, ``">"`` or
            ``"->"``.
        given: Facts that hold without being cited.
        opaque: Operators of which nothing is known but what a fact says, with what they stand for.
        random: The symbols that ``E(...)`` is taken over.
        most_facts: How many facts one step may cite.
        start: Where it begins, if not where the reference's does.
        other_starts: Where it may begin as well, by another convention that the line accepts.
        target: Where it ends, if not where the reference's does.
        other_ends: Pairs of a start and a target that say the same in other words, such as the
            entries of two matrices.
        parts: Parts of the whole, for a chain that is at neither of its ends. Their milestones are
            forms of the whole's.
        contained: Facts that follow from others of the line, and so fail in no model of those.
        distractors: Facts for which a right derivation has no use.
        further: Other derivations of the reference's file, which need facts that its own one does
            not. These three are for `autograder check` alone, which asks that each fact is needed.
    """

    facts: Mapping[str, facts_.Fact] = field(default_factory=dict)
    milestones: Sequence[_Form | tuple[_Form, ...]] = ()
    relation: str = "="
    given: Sequence[facts_.Fact] = ()
    opaque: Mapping[str, facts_.Meaning] = field(default_factory=dict)
    random: tuple[str, ...] = ()
    most_facts: int = 1
    start: _Form = ""
    other_starts: Sequence[_Form] = ()
    target: _Form = ""
    other_ends: Sequence[tuple[_Form, _Form]] = ()
    parts: Sequence[Part] = ()
    contained: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    further: tuple[Target, ...] = ()

    def check(self, line: Line) -> Verdict:
        """Judge every step, and what the chain reaches."""
        others = [*self.other_starts, *(form for pair in self.other_ends for form in pair)]
        proof = proofs.SubmittedProof.read(
            line, self.theory(line), lambda: proofs.ends_of(line, self.task(line), others)
        )
        if proof.nothing is not None:
            return proof.nothing
        task = self._task_of(proof, line)
        verdict = proof.verdict(task)
        if verdict.share or verdict.state.ours:
            return verdict
        for part in self.parts:
            start, target = stated(line, part.start), stated(line, part.target)
            if proof.is_at(start, target):
                of_part = proof.verdict(replace(task, start=start, target=target), part.share)
                if of_part.share:
                    text = f"{of_part.message}\n{part.message}"
                    return replace(of_part, message=text, notes=("part", *of_part.notes))
        return verdict

    def misstated(self, line: Line) -> Iterator[misstated.Misstated]:
        """Yield what of this cannot be read."""
        yield from misstated_proof.misstated_derivation(self, line)

    def _task_of(self, proof: proofs.SubmittedProof, line: Line) -> Task:
        """Return what is to be proved, between the ends that the chain has if they are accepted."""
        task = self.task(line)
        for form in self.other_starts:
            other = stated(line, form)
            if proof.is_at(other):
                return replace(task, start=other)
        for forms in self.other_ends:
            start, target = (stated(line, form) for form in forms)
            if proof.is_at(start, target):
                return replace(task, start=start, target=target)
        return task

    @property
    def forms(self) -> Iterator[_Form]:
        """Every expression that it states, but for those of its facts."""
        for forms in self.milestones:
            yield from forms if isinstance(forms, tuple) else (forms,)
        yield from (form for form in (self.start, self.target, *self.other_starts) if form)
        yield from (form for pair in self.other_ends for form in pair)
        yield from (form for part in self.parts for form in (part.start, part.target))

    def theory(self, line: Line) -> Theory:
        """Return the facts, as they are for a line's question."""
        return Theory(
            symbols=line.question.symbols,
            facts={name: proofs.quoted(line, fact) for name, fact in self.facts.items()},
            given=self.given,
            opaque=self.opaque,
            random=self.random,
            conditions=line.question.conditions,
        )

    def task(self, line: Line) -> Task:
        """Return what is to be proved."""
        return proofs.task_of(
            line,
            start=self.start,
            target=self.target,
            relation=self.relation,
            milestones=self.milestones,
            most_facts=self.most_facts,
        )
