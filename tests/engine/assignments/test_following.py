"""One mistake costs once: lines go on from the student's own answers, and get no easier by it."""

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from autograder.checkers.derivation import BUDGET, STEPS, Derivation, read_chain
from autograder.checkers.growth import Growth
from autograder.checkers.restated import restated
from autograder.checkers.symbolic import reference_answer
from autograder.expression.comparison.findings import Sameness
from autograder.expression.decide import Equal, compare
from autograder.expression.derivation.links import Judge
from autograder.expression.domain import parse_domain
from autograder.expression.growth import growth
from autograder.expression.tree import substitute
from autograder.grading.reference import Reference
from autograder.grading.rubric import grading_order, read_rubric
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import earned

PROJECT = Path(__file__).resolve().parents[3]

#: Lines that go on from named slips alone, whose texts say what is right then.
BY_SLIPS_ALONE = {"4.4.decay_ratio"}


@cache
def rubric_of(assignment):
    return read_rubric(PROJECT / "tests" / "grading" / assignment)


@cache
def reference_of(assignment):
    return Reference.read(PROJECT / "reference" / assignment)


@cache
def check_of(assignment, number):
    """Return what the line's test passes to `grade`: the target and the checker."""
    line = next(line for line in rubric_of(assignment).lines if line.number == number)
    spec = importlib.util.spec_from_file_location(line.module.stem, line.module)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    passed = []
    getattr(module, line.test)(lambda target, checker: passed.append((target, checker)))
    (check,) = passed
    return check


@pytest.fixture
def grade(zygote, layers, running):
    """Return the verdicts on lines of a submission: the reference, with other functions in it."""

    def grade(assignment, source, *numbers):
        lines = [line for line in rubric_of(assignment).lines if line.number in numbers]
        chosen = {line.number for n in numbers for line in rubric_of(assignment).select(n).lines}
        sources = dict(reference_of(assignment).sources)
        sources[lines[0].question_file] += f"\n\n{source}\n".encode()
        found = {}
        with Session(zygote, running(assignment), Submission(sources), layers=layers) as session:
            for line in grading_order(rubric_of(assignment).lines):
                if line.number in chosen:
                    check = check_of(assignment, line.number)
                    found[line.number] = session.grade(line, *check)
        return found

    return grade


FOLLOWING = [
    (assignment, line.number)
    for assignment in ("hw2022", "hw2025")
    for line in rubric_of(assignment).lines
    if line.follows and not line.code
]


@dataclass(frozen=True)
class Restating:
    """In the place of a checker: what the rubric quotes says the same as the reference."""

    checker: object

    def check(self, line):
        """Put the reference's answers in, and compare with its own."""
        if isinstance(self.checker, Derivation):
            chain = read_chain(line.reference.answer())
            task = self.checker.task(line)
            judge = Judge(self.checker.theory(line), seed=line.seed, budget=BUDGET, steps=STEPS)
            for stated, own in ((task.start, chain.start), (task.target, chain.roots[-1])):
                assert isinstance(judge.is_same(stated, own), Sameness)
            return earned()
        answer, following = reference_answer(line), self.checker.following
        if not following:
            return earned(notes=("by slips alone",))
        text, own = getattr(following, "text", following), getattr(following, "symbols", {})
        symbols = {name: parse_domain(domain) for name, domain in own.items()}
        for followed in line.followed.values():
            symbols = {**followed.question.symbols, **symbols}
        root = restated(text, line, {**symbols, **line.question.symbols})
        sides = root.children if root.operation == "eq" else (answer, root)
        left, right = (substitute(side, {"answer": answer}) for side in sides)
        symbols = {**symbols, **line.question.symbols}
        conditions = line.question.conditions
        if isinstance(self.checker, Growth):
            outcome = growth(left, right, symbols=symbols, regime=self.checker.regime)
            assert outcome.verdict == "theta"
        else:
            outcome = compare(left, right, symbols=symbols, conditions=conditions, seed=line.seed)
            assert isinstance(outcome, Equal), outcome
        return earned()


@pytest.mark.parametrize(("assignment", "number"), FOLLOWING)
def test_with_the_references_answers_a_line_goes_on_to_its_own(
    zygote, layers, running, assignment, number
):
    """What is quoted, restated and put together is the reference's own answer, or its ends."""
    line = next(line for line in rubric_of(assignment).lines if line.number == number)
    target, checker = check_of(assignment, number)
    submission = Submission(reference_of(assignment).sources)
    with Session(zygote, running(assignment), submission, layers=layers) as session:
        verdict = session.grade(line, target, Restating(checker))
    assert verdict.share == 1, verdict.review
    assert bool(verdict.notes) is (number in BY_SLIPS_ALONE)
