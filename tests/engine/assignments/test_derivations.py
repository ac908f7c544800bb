"""Derivations are sorted: right ones earn everything, however they are written, wrong ones lose.

A derivation of the bank is one file, ``tests/derivations/<assignment>/variants/<line>/*.py``. The
first line of its docstring says what it earns, and for a wrong one which note is left and at
which step it fails: ``earns 0: missing fact at step 1``.
"""

import ast
import importlib.util
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from autograder.checkers.derivation import BUDGET, STEPS, read_chain
from autograder.checkers.line import Line
from autograder.expression.derivation.links import Counterexample, Judge
from autograder.grading.rubric import read_rubric
from autograder.grading.session import Reference, Session
from autograder.grading.submission import Submission
from autograder.verdict import earned

FOLDER = Path(__file__).resolve().parents[2] / "derivations" / "hw2022"
_EARNS = re.compile(r"earns ([0-9/]+)(?:: ([a-z ]+?))?(?: at step (\d+))?")

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


@dataclass(frozen=True)
class Variant:
    """A derivation and what it says of itself."""

    path: Path
    earns: Fraction
    note: str
    step: int

    @property
    def number(self):
        """The rubric line it answers."""
        return self.path.parent.name


def read_variant(path):
    first = (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines()[:1]
    said = _EARNS.fullmatch("".join(first))
    assert said, f"{path}: its docstring begins with 'earns …'"
    return Variant(path, Fraction(said[1]), said[2] or "", int(said[3] or 0))


VARIANTS = [read_variant(path) for path in sorted((FOLDER / "variants").glob("*/*.py"))]


@cache
def rubric():
    return read_rubric(FOLDER / "grading")


@cache
def reference():
    return Reference.read(FOLDER / "reference")


def line_of(number):
    return next(line for line in rubric().lines if line.number == number)


NUMBERS = [line.number for line in rubric().lines]


@cache
def check_of(number):
    """Return what the line's test passes to `grade`: the target and the checker."""
    line = line_of(number)
    spec = importlib.util.spec_from_file_location(line.module.stem, line.module)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    passed = []
    getattr(module, line.test)(lambda target, checker: passed.append((target, checker)))
    (check,) = passed
    return check


@pytest.fixture
def grade(zygote, layers):
    """Return the verdict on one line of a submission."""

    def grade(number, sources, checker=None):
        target, its_own = check_of(number)
        with Session(zygote, reference(), Submission(sources), layers=layers) as session:
            return session.grade(line_of(number), target, checker or its_own)

    return grade


def first_bad_step(message):
    """Return the number of the first step with a cross before it, or 0."""
    marks = [text[0] for text in message.splitlines() if text[:2] in ("✓ ", "✗ ", "? ")]
    return marks.index("✗") + 1 if "✗" in marks else 0


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: f"{v.number}-{v.path.stem}")
def test_a_derivation_earns_what_it_says_and_fails_where_it_says(grade, variant):
    """The verdict is the one that the docstring announces."""
    line = line_of(variant.number)
    sources = dict(reference().sources)
    sources[line.question_file] += b"\n\n" + variant.path.read_bytes()
    verdict = grade(variant.number, sources)
    assert not verdict.state.ours, verdict.review
    assert (line.weight * verdict.share, verdict.message) == (variant.earns, verdict.message)
    assert first_bad_step(verdict.message) == variant.step, verdict.message
    if variant.note:
        assert variant.note in verdict.notes


@pytest.mark.parametrize("number", NUMBERS)
def test_the_reference_proves_its_line(grade, number):
    """The reference's derivation is a right one."""
    verdict = grade(number, reference().sources)
    assert verdict.share == 1, f"{verdict.message} {verdict.review}"


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
        _, checker = check_of(self.number)
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
                    if isinstance(outcome, Counterexample):
                        self.found.add(name)
        return earned()


@pytest.mark.parametrize("number", NUMBERS)
def test_every_fact_has_a_model_in_which_it_fails_and_is_needed(grade, number):
    """The reference's derivation breaks down where a fact that it cites does not hold."""
    needed = Needed(number, set())
    assert grade(number, reference().sources, needed).share == 1
    assert set(check_of(number)[1].facts) - needed.found == DISTRACTORS.get(number, set())


@pytest.mark.parametrize("number", NUMBERS)
def test_no_milestone_is_reached_by_standing_still(grade, number):
    """A derivation without a step earns nothing, wherever it stands."""
    line = line_of(number)
    target, _ = check_of(number)
    sources = dict(reference().sources)
    for end in ("start", "steps[-1].expression"):
        still = (
            f"\n\n_whole = {target.name}\n\n\n"
            f"def {target.name}(*symbols):\n"
            f"    return Derivation(_whole(*symbols).{end})\n"
        )
        altered = {**sources, line.question_file: sources[line.question_file] + still.encode()}
        assert grade(number, altered).share == 0
