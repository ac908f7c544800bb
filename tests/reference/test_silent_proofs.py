"""Wrong proofs without a word of their reasons, as derivations in LaTeX may be: no gain by silence.

A step that names nothing rests on the facts that give it. So it may earn what the same chain does
with the best facts cited for each step, and never more; what is false stays false.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.submitted_proof import SubmittedProof
from autograder.checking.variants import read_variant
from autograder.course import Course
from autograder.expression.comparison.findings import Sameness
from autograder.sandbox.values import WireDerivation
from rubric_lines import ASSIGNMENTS, PROJECT, check_of, rubric_of

LINES = [
    (assignment, line.number)
    for assignment in ASSIGNMENTS
    for line in rubric_of(assignment).lines
    if isinstance((check_of(assignment, line.number) or (None, None))[1], Derivation)
]
_MARKS = ("✓ ", "✗ ", "~ ", "? ")


@dataclass(frozen=True)
class Rewritten:
    """A student's side, whose derivation cites other facts at its steps, and no lemmas."""

    side: Any
    facts: Any
    is_open: bool

    def answer(self, function=""):
        """Return the derivation."""
        proof = self.side.answer(function)
        if not isinstance(proof, WireDerivation):
            return proof
        steps = tuple(
            replace(step, facts=facts, lemmas=())
            for step, facts in zip(proof.steps, self.facts or [()] * len(proof.steps), strict=True)
        )
        return replace(proof, steps=steps, lemmas=(), is_open=self.is_open)


@dataclass(frozen=True)
class Silently:
    """Grades a chain as one in LaTeX that gives no reasons."""

    derivation: Derivation

    def check(self, line):
        """Judge it."""
        return self.derivation.check(
            replace(line, submitted=Rewritten(line.submitted, (), is_open=True))
        )


@dataclass(frozen=True)
class AtBest:
    """Grades a chain that cites, for each step, the fewest facts of which it is true.

    Attributes:
        false: The numbers of the steps that are true of no facts.
    """

    derivation: Derivation
    false: list[int] = field(default_factory=list)

    def check(self, line):
        """Judge it."""
        silent = replace(line, submitted=Rewritten(line.submitted, (), is_open=False))
        facts = self._facts(SubmittedProof.read(silent, self.derivation.theory(line)))
        return self.derivation.check(
            replace(line, submitted=Rewritten(line.submitted, facts, is_open=False))
        )

    def _facts(self, proof):
        every = tuple(proof.theory.facts)
        cited = []
        for number, link in enumerate(proof.chain.links, 1):
            before = proof.chain.roots[number - 1]
            ways = [(), *((name,) for name in every), every]
            true = [facts for facts in ways if self._is_true(proof, before, link, facts)]
            cited.append(true[0] if true else ())
            self.false.extend([] if true else [number])
        return cited

    def _is_true(self, proof, before, link, facts):
        outcome = proof.judge.decide(
            before, link.relation, link.root, facts, variable=link.variable
        )
        return isinstance(outcome, Sameness)


def marks(verdict):
    return [text[0] for text in verdict.message.splitlines() if text.startswith(_MARKS)]


@pytest.mark.parametrize(
    ("assignment", "number"), LINES, ids=[f"{name}-{number}" for name, number in LINES]
)
def test_a_wrong_proof_gains_nothing_by_silence(bench, assignment, number):
    here = Course(PROJECT).assignment(assignment)
    desk = bench(here)
    line, (_, derivation) = desk.line(number), check_of(assignment, number)
    paths = sorted((here.variants / number).glob("wrong_*.py"))
    assert paths
    for variant in map(read_variant, paths):
        best = AtBest(derivation)
        silent, cited = (
            next(desk.grade(line, variant.content, defines=variant.defines, checker=checker))
            for checker in (Silently(derivation), best)
        )
        assert silent.share <= cited.share, f"{variant.path}\n{silent.message}\n{cited.message}"
        told = f"{variant.path}\n{silent.message}\n{cited.message}"
        assert len(marks(silent)) == len(marks(cited)), told
        for step, (quiet, said) in enumerate(zip(marks(silent), marks(cited), strict=True), 1):
            assert quiet == said or said in "✓~?", f"{variant.path}, step {step}"
            assert quiet == "✗" or step not in best.false, f"{variant.path}, step {step}"
