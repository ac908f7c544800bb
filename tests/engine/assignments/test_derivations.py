"""Derivations rest on the facts that they cite: each is needed, and standing still earns nothing.

That right derivations earn everything and wrong ones fail at the right step is seen with all other
variants, in `test_variants.py`.
"""

from dataclasses import dataclass

import pytest

from autograder.checkers.derivation import BUDGET, STEPS, Derivation, read_chain
from autograder.checkers.line import Line
from autograder.expression.derivation.links import Failure, Judge
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import earned
from rubric_lines import PROJECT, check_of, line_of, reference_of, rubric_of

#: The one that asks for proofs.
ASSIGNMENT = "hw2022"

#: What follows from the line's other facts: the spectral norm is submultiplicative, and the
#: hypothesis of an induction is true. These have models in which they fail, but not by themselves.
CONTAINED = {
    ("1.2.one_step", "submultiplicativity"),
    ("1.2.many_steps", "induction hypothesis"),
}
#: References that use what the line's own one does not need.
FURTHER = {"1.2.many_steps": ["many_steps_by_induction"]}
#: Facts of a line that serve another one: a right derivation has no use for them.
DISTRACTORS = {
    "3.2.rows_sum_to_one": {"entries of B and C are non-negative"},
    "3.2.nonnegative": {"rows of C sum to one", "rows of B sum to one"},
}


NUMBERS = [
    line.number
    for line in rubric_of(ASSIGNMENT).lines
    if isinstance(check_of(ASSIGNMENT, line.number)[1], Derivation)
]


@pytest.fixture
def grade(zygote, layers, running):
    """Return the verdict on one line of a submission."""

    def grade(number, sources, checker=None):
        target, its_own = check_of(ASSIGNMENT, number)
        with Session(zygote, running(ASSIGNMENT), Submission(sources), layers=layers) as session:
            return session.grade(line_of(ASSIGNMENT, number), target, checker or its_own)

    return grade


@dataclass(frozen=True)
class Needed:
    """In the place of a checker: finds out which facts the reference's derivations need.

    A step that cites a fact needs it if it fails in some model of all the others: so there the
    fact fails while they hold.
    """

    number: str
    found: set

    def check(self, line: Line):
        """Collect the facts, and pass."""
        _, checker = check_of(ASSIGNMENT, self.number)
        theory = checker.theory(line)
        judge = Judge(theory, seed=line.seed, budget=BUDGET, steps=STEPS)
        for function in ["", *FURTHER.get(self.number, [])]:
            chain = read_chain(line.reference.answer(function))
            for before, link in zip(chain.roots, chain.links, strict=False):
                cited = [theory.named(text) for text in link.cited]
                for name in frozenset().union(*(facts for found in cited for facts in found)):
                    others = set(theory.facts) - {name}
                    if (self.number, name) in CONTAINED:
                        others = set()
                    outcome = judge.decide(before, link.relation, link.root, others)
                    if isinstance(outcome, Failure):
                        self.found.add(name)
        return earned()


@pytest.mark.parametrize("number", NUMBERS)
def test_every_fact_has_a_model_in_which_it_fails_and_is_needed(grade, number):
    """The reference's derivation breaks down where a fact that it cites does not hold."""
    needed = Needed(number, set())
    assert grade(number, reference_of(ASSIGNMENT).sources, needed).share == 1
    assert set(check_of(ASSIGNMENT, number)[1].facts) - needed.found == DISTRACTORS.get(
        number, set()
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_no_milestone_is_reached_by_standing_still(grade, number):
    """A derivation without a step earns nothing, wherever it stands."""
    line = line_of(ASSIGNMENT, number)
    target, _ = check_of(ASSIGNMENT, number)
    sources = dict(reference_of(ASSIGNMENT).sources)
    for end in ("start", "steps[-1].expression"):
        still = (
            f"\n\n_whole = {target.name}\n\n\n"
            f"def {target.name}(*symbols):\n"
            f"    return Derivation(_whole(*symbols).{end})\n"
        )
        altered = {**sources, line.question_file: sources[line.question_file] + still.encode()}
        assert grade(number, altered).share == 0


#: Where a verdict hung on the seed, or could: the sides differ in few places.
DELICATE = [
    ("1.2.one_step", "wrong_equality"),
    ("1.2.one_step", "wrong_equality_in_the_bound"),
    ("1.2.many_steps", "wrong_equality"),
    ("2.3.derivation", "wrong_same_gradient"),
    ("3.2.rows_sum_to_one", "wrong_number_of_keys"),
]


@pytest.mark.parametrize(("number", "variant"), DELICATE)
def test_the_verdict_is_one_and_the_same_for_every_seed(zygote, layers, running, number, variant):
    """What it says of each step, too."""
    line, (target, checker) = line_of(ASSIGNMENT, number), check_of(ASSIGNMENT, number)
    sources = dict(reference_of(ASSIGNMENT).sources)
    path = PROJECT / "tests" / "variants" / ASSIGNMENT / number / f"{variant}.py"
    sources[line.question_file] += b"\n\n" + path.read_bytes()
    seen = set()
    for seed in range(6):
        options = {"layers": layers, "seed": seed}
        with Session(zygote, running(ASSIGNMENT), Submission(sources), **options) as session:
            verdict = session.grade(line, target, checker)
        marks = "".join(text[:1] for text in verdict.message.splitlines() if text[1:2] == " ")
        seen.add((verdict.share, verdict.notes, marks))
    assert len(seen) == 1
