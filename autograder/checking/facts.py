"""Whether a line that asks for a derivation rests on its facts, and pays nothing for no step.

Each fact that a rubric declares has a model in which it fails while the others hold, and the
reference's derivation breaks down there. What a fact is there for besides, the rubric says:
`Derivation.contained` names facts that follow from others of the line, `Derivation.distractors`
those that no right derivation needs, and `Derivation.further` derivations of the reference's file
that use what its own one does not.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.checkers.common.line import Line
from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.submitted_proof import judge_of, read_chain
from autograder.expression.derivation.links import Failure
from autograder.grading.rubric import RubricLine
from autograder.verdict import Verdict, earned

from .places import place_of_text
from .report import Outcome, Problem
from .workbench import Workbench

__all__ = ["outcomes_of_facts"]


@dataclass(frozen=True, slots=True)
class _Needed:
    """In the place of a checker: finds out which facts the reference's derivations need.

    A step that cites a fact needs it if it fails in some model of all the others: so there the
    fact fails while they hold.
    """

    checker: Derivation
    found: set[str] = field(default_factory=set)

    def check(self, line: Line) -> Verdict:
        """Collect the facts, and pass."""
        theory = self.checker.theory(line)
        judge = judge_of(theory, line)
        for target in (None, *self.checker.further):
            chain = read_chain(line.reference.answer(target.name if target else ""))
            for before, link in zip(chain.roots, chain.links, strict=False):
                cited = [theory.named(text) for text in link.cited]
                for name in frozenset[str]().union(*(facts for found in cited for facts in found)):
                    others = set(theory.facts) - {name}
                    if name in self.checker.contained:
                        others = set()
                    outcome = judge.decide(before, link.relation, link.root, others)
                    if isinstance(outcome, Failure):
                        self.found.add(name)
        return earned()


def outcomes_of_facts(bench: Workbench, line: RubricLine) -> Iterator[Outcome]:
    """Yield, for each fact of a line, whether it is needed, and whether standing still earns."""
    check = bench.check(line)
    assert check is not None
    target, checker = check
    assert isinstance(checker, Derivation)
    begun = time.monotonic()
    needed = _Needed(checker)
    [verdict] = bench.grade(line, b"", checker=needed)
    seconds = time.monotonic() - begun
    for name in checker.facts:
        yield Outcome(line.number, f"fact: {name}", _of_fact(line, checker, needed, name), seconds)
        seconds = 0.0
    for end in ("start", "steps[-1].expression"):
        begun = time.monotonic()
        [verdict] = bench.grade(line, _STILL.format(name=target.name, end=end).encode())
        problems: tuple[Problem, ...] = ()
        if verdict.share:
            what = f"a derivation without a step, at its {end.partition('s[')[0]}, earns points"
            remedy = "Take away the milestone that is the start or the target in other words."
            problems = (Problem(line.place, what, remedy),)
        yield Outcome(line.number, f"standing still at {end}", problems, time.monotonic() - begun)


_STILL = """
_whole = {name}


def {name}(*symbols):
    return Derivation(_whole(*symbols).{end})
"""


def _of_fact(
    line: RubricLine, checker: Derivation, needed: _Needed, name: str
) -> tuple[Problem, ...]:
    place = place_of_text(line, name)
    if name in checker.distractors:
        if name not in needed.found:
            return ()
        what = f"{line.number} needs the fact {name!r}, which is listed among its distractors"
        return (Problem(place, what, "Take it out of `distractors`."),)
    if name in needed.found:
        return ()
    what = f"the reference's derivation of {line.number} does not need the fact {name!r}"
    remedy = (
        "Take the fact away, or cite it where it is needed; where it follows from other facts list "
        "it in `contained`, where it is there to be left alone in `distractors`, and where another "
        "derivation of the reference's file needs it list that in `further`."
    )
    return (Problem(place, what, remedy),)
