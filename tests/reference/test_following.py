"""One mistake costs once: lines go on from the student's own answers, and get no easier by it."""

import ast
import re
from dataclasses import dataclass

import pytest

from autograder.checkers.common.ref import Target
from autograder.checkers.common.restated import restated
from autograder.checkers.following.earlier import FOLLOWED, routes
from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.growth import Growth
from autograder.checkers.symbolic.reading import reference_answer
from autograder.checkers.symbolic.submitted_proof import BUDGET, STEPS, read_chain
from autograder.expression.comparison.findings import Sameness
from autograder.expression.decide import Equality, compare
from autograder.expression.derivation.links import Judge
from autograder.expression.domain import parse_domain
from autograder.expression.growth import growth
from autograder.expression.premises import Premises
from autograder.expression.tree import substitute
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import earned
from rubric_lines import ASSIGNMENTS, PROJECT, check_of, reference_of, rubric_of

#: Lines that go on from named slips alone, whose texts say what is right then.
BY_SLIPS_ALONE = {"4.4.decay_ratio"}

FOLLOWING = [
    (assignment, line.number)
    for assignment in ASSIGNMENTS
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
            outcome = growth(left, right, Premises(symbols), regime=self.checker.regime)
            assert outcome.verdict == "theta"
        else:
            premises = Premises(symbols, conditions=conditions, seed=line.seed)
            outcome = compare(left, right, premises)
            assert isinstance(outcome, Equality), outcome
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


SLIPS_OF_LINES = [
    (assignment, line.number, misreading.answer, later, misreading.then[later])
    for assignment in ASSIGNMENTS
    for line in rubric_of(assignment).lines
    for kind in ("misreadings", "factors")
    for misreading in getattr(check_of(assignment, line.number)[1], kind, {}).values()
    for later in misreading.then
]


@pytest.mark.parametrize(("assignment", "number", "slip", "later", "then"), SLIPS_OF_LINES)
def test_what_is_right_after_a_slip_is_said_of_a_line_that_follows(
    grade_lines, assignment, number, slip, later, then
):
    """By a function of the reference's, if it is code, that is right whatever is drawn."""
    (line,) = (line for line in rubric_of(assignment).lines if line.number == later)
    assert number in line.follows
    assert isinstance(then, Target) is line.code
    name, code = (check_of(assignment, n)[0].name for n in (number, later))
    tree = ast.parse(reference_of(assignment).sources[line.question_file])
    (asked,) = (node for node in tree.body if getattr(node, "name", "") == name)
    source = f"def {name}({ast.unparse(asked.args)}): return {slip}\n"
    if line.code:  # what it calls is kept: that may be the right one
        (right,) = (node for node in tree.body if getattr(node, "name", "") == code)
        names = [argument.arg for argument in right.args.args]
        source += f"""
import types
kept = types.SimpleNamespace(**globals())
def renamed(function):
    inner = getattr(function, "func", function)
    copy = types.FunctionType(
        inner.__code__, vars(kept), inner.__name__, inner.__defaults__, inner.__closure__
    )
    given = getattr(function, "keywords", {{}})
    return lambda *values: copy(*values, **given)
slip = renamed({then.name})
def {code}({", ".join(names)}):
    return slip({", ".join(names)})
"""
        for seed in range(5):
            verdict = grade_lines(assignment, source, number, later, seed=seed)[later]
            assert (verdict.share, verdict.notes) == (1, (FOLLOWED,)), verdict.message


# ------------------------------------------------------------------- it does not become easier


@dataclass(frozen=True)
class Ways:
    """In the place of a checker: nothing goes on from what the student has answered."""

    def check(self, line):
        """Look for ways on."""
        assert all(other.submitted is not None for other in line.followed.values())
        assert not list(routes(line))
        return earned()


@pytest.mark.parametrize("answer", ["0", "1", "-1"])
@pytest.mark.parametrize(("assignment", "number"), FOLLOWING)
def test_nothing_goes_on_from_an_answer_without_symbols(
    zygote, layers, running, assignment, number, answer
):
    line = next(line for line in rubric_of(assignment).lines if line.number == number)
    target, _ = check_of(assignment, number)
    sources = dict(reference_of(assignment).sources)
    for other in line.follows:
        name = check_of(assignment, other)[0].name
        sources[line.question_file] += f"\n\ndef {name}(*_):\n    return {answer}\n".encode()
    submission = Submission(sources)
    with Session(zygote, running(assignment), submission, layers=layers) as session:
        for other in line.follows:
            earlier = next(o for o in rubric_of(assignment).lines if o.number == other)
            session.grade(earlier, *check_of(assignment, other))
        assert session.grade(line, target, Ways()).share == 1


# --------------------------------------------------------------------------- what students read


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_question_speaks_of_your_answer_only_where_it_goes_on_from_it(assignment):
    """What is quoted is followed: else a right answer would be meant, and nobody says so."""
    follows = {line.number: line.follows for line in rubric_of(assignment).lines}
    spoken = {}
    for path in sorted((PROJECT / "reference" / assignment).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            decorators = getattr(node, "decorator_list", ())
            calls = [call for call in decorators if isinstance(call, ast.Call)]
            numbers = [c.args[0].value for c in calls if ast.unparse(c.func) == "question"]
            for number in numbers:
                text = " ".join((ast.get_docstring(node) or "").split())
                spoken[number] = re.findall(r"your answer to ([\w.]*\w)", text)
    for number, others in spoken.items():
        assert set(others) <= set(follows.get(number, ())), number
