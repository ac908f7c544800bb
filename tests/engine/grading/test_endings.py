"""What a session keeps of its lines, for those that go on from their answers."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.checkers.code.close import Close
from autograder.checkers.code.inputs import Case, Normal
from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.ref import Target, ref
from autograder.checkers.following.earlier import FOLLOWED
from autograder.checkers.symbolic.equal import Equal
from autograder.checkers.symbolic.linear import Linear
from autograder.checkers.symbolic.property import Property
from autograder.grading.fates import ALONE, verdict_under
from autograder.grading.rubric import RubricLine
from autograder.verdict import State, earned, lost, partial, pending

REFERENCE = """
from notation import natural, question, real, unit, vector

@question("1.mean", mu=real, beta=unit, t=natural)
def mean(mu, beta, t): return (1 - beta**t) * mu

@question("1.debiased", v=vector("d"), beta=unit, t=natural)
def debiased(v, beta, t): return v / (1 - beta**t)

@question("1.code")
def code(x): return 2 * x

def halved(x): return x

@question("1.choice")
def choice(): return True
"""
RIGHT = REFERENCE.replace("@question", "# ")
ONE_STEP = "\ndef mean(mu, beta, t): return (1 - beta) * mu\n"
FROM_ONE_STEP = "\ndef debiased(v, beta, t): return v / (1 - beta)\n"
HALF_CODE = "\ndef code(x): return x\n"
GOES_ON = Equal(following="v*mu/({1.mean})")
CODE = Close(arguments=(Normal("x", "n"),), cases=(Case({"n": 2}),))
SLIP = Equal(
    misreadings={
        "one step": Misreading(
            answer="(1 - beta)*mu",
            message="One.",
            then={"1.code": ref.halved, "1.debiased": "2*v/(1 - beta)"},
        )
    }
)


def line(name, *follows, code=False):
    return RubricLine(
        number=f"1.{name}", name=name, weight=Fraction(1), module=Path("test_q1.py"), test=name,
        follows=tuple(f"1.{other}" for other in follows), code=code,
    )  # fmt: skip


@pytest.fixture
def grade(graded):
    """Grade lines in order, each by its checker; return the verdict on the last."""

    def grade(source, *lines, **options):
        session = graded(RIGHT + source, reference=REFERENCE, **options).session
        for rubric_line, checker in lines:
            verdict = session.grade(rubric_line, Target(rubric_line.test), checker)
        return verdict

    return grade


MEAN = (line("mean"), Equal())
DEBIASED = (line("debiased", "mean"), GOES_ON)


def test_a_line_goes_on_from_the_answer_that_was_graded(grade):
    verdict = grade(ONE_STEP + FROM_ONE_STEP, MEAN, DEBIASED)
    assert (verdict.share, verdict.notes) == (1, (FOLLOWED,))


def test_an_answer_that_is_right_is_not_gone_on_from(grade):
    assert grade(FROM_ONE_STEP, MEAN, DEBIASED).share == 0
    other = "\ndef mean(mu, beta, t): return mu - beta**t * mu\n"
    assert grade(other + FROM_ONE_STEP, MEAN, DEBIASED).share == 0


def test_nor_is_one_of_a_line_that_was_not_graded(grade):
    assert grade(ONE_STEP + FROM_ONE_STEP, DEBIASED).share == 0


def test_the_function_is_not_asked_again(grade):
    """It would say something else the second time, and the third."""
    source = """
answers = ["(1 - beta) * mu", "mu / 7", "mu / 9"]

def mean(mu, beta, t):
    return eval(answers.pop(0))
"""
    checker = Linear(of="mu", multiple=Fraction(1, 2))
    verdict = grade(source + FROM_ONE_STEP, (line("mean"), checker), DEBIASED)
    assert (verdict.share, verdict.notes) == (1, (FOLLOWED,))


@pytest.mark.parametrize(
    "body", ["raise NotImplementedError", "return 'mu'", "return [mu]", "return", "return exit()"]
)
def test_without_an_answer_there_is_nothing_to_go_on_from(grade, body):
    source = f"\ndef mean(mu, beta, t): {body}\n"
    verdict = grade(source + FROM_ONE_STEP, MEAN, DEBIASED)
    assert (verdict.share, verdict.state) == (0, State.FAILED)


def test_an_answer_that_is_right_by_a_property_is_gone_on_from(grade):
    """It need not be the reference's, and what follows from it need not be either."""
    anything = Equal(properties={"of mu": Property(equations={"answer": "answer"})})
    verdict = grade(ONE_STEP + FROM_ONE_STEP, (line("mean"), anything), DEBIASED)
    assert (verdict.share, verdict.notes) == (1, (FOLLOWED,))


def test_what_a_slip_is_followed_by_stands_beside_it(grade):
    source = ONE_STEP + "\ndef debiased(v, beta, t): return 2*v / (1 - beta)\n"
    assert grade(source, (line("mean"), SLIP), (line("debiased", "mean"), Equal())).share == 1
    assert grade(source, MEAN, (line("debiased", "mean"), Equal())).share == 0
    other = source.replace("return (1 - beta)", "return (1 + beta)")
    assert grade(other, (line("mean"), SLIP), (line("debiased", "mean"), Equal())).share == 0


def test_code_goes_on_from_a_slip_that_has_a_name_and_from_no_expression(grade):
    code = (line("code", "mean", code=True), CODE)
    verdict = grade(ONE_STEP + HALF_CODE, (line("mean"), SLIP), code)
    assert (verdict.share, verdict.notes) == (1, (FOLLOWED,))
    assert verdict.message == "Right, going on from your answer to 1.mean."
    assert grade(ONE_STEP + HALF_CODE, MEAN, code).share == 0
    assert grade(HALF_CODE, (line("mean"), SLIP), code).share == 0


def test_a_slip_counts_where_the_line_itself_goes_on_from_another(grade):
    """What was recognised with the reference's answers is still known."""
    first, second = line("mean"), line("debiased", "mean")
    named = Equal(
        misreadings={"one step": Misreading(answer="v/(1 - beta)", message="One.",
                                            then={"1.code": ref.halved})},
        following=GOES_ON.following,
    )  # fmt: skip
    code = (line("code", "debiased", code=True), CODE)
    source = ONE_STEP + FROM_ONE_STEP + HALF_CODE
    assert grade(source, (first, Equal()), (second, named), code).share == 1


def test_a_line_waits_for_one_that_a_person_decides_if_it_would_lose(graded):
    for source, state in ((FROM_ONE_STEP, State.UNDECIDED), ("", State.PASSED)):
        session = graded(RIGHT + source, reference=REFERENCE).session
        session.grade(line("mean"), Target("mean"), Equal())
        session.keep("1.mean", pending("the test was skipped", state=State.SKIPPED))
        assert session.grade(line("debiased", "mean"), Target("debiased"), GOES_ON).state is state


def test_what_the_test_made_of_a_line_counts(graded):
    """A verdict that was never given by a checker has no answer to go on from."""
    session = graded(RIGHT + ONE_STEP + FROM_ONE_STEP, reference=REFERENCE).session
    session.keep("1.mean", lost("an assertion failed"))
    verdict = session.grade(line("debiased", "mean"), Target("debiased"), GOES_ON)
    assert verdict.state is State.FAILED


def test_a_line_that_follows_what_the_reference_does_not_declare_is_ours(grade):
    verdict = grade("", (line("debiased", "other"), Equal()))
    assert verdict.state is State.GRADER_ERROR
    assert "1.debiased follows 1.other, which the reference does not declare" in verdict.review


def test_a_line_may_follow_one_without_an_expression(grade):
    assert grade("", (line("choice"), Equal()), (line("debiased", "choice"), Equal())).share == 1


ALSO = (line("again", "debiased"), Equal(following="{1.debiased}/2"))
CHAIN = """
@question("1.again", v=vector("d"), beta=unit, t=natural)
def again(v, beta, t): return v / (1 - beta**t) / 2
"""


@dataclass(frozen=True)
class Endless:
    """A checker that asks for the answer, and comes to no end."""

    def check(self, line):
        """Leave it to a person."""
        line.submitted.answer()
        return pending("no end")


@pytest.fixture
def foreseen(graded):
    """Grade a line that a person has to decide, and some after it; return the session."""

    def foreseen(source, *lines, reference=REFERENCE, decided=None, keep=True):
        mine = reference.replace("@question", "# ") + source
        session = graded(mine, reference=reference, keep_answers=keep).session
        session.grade(line("mean"), Target("mean"), Endless())
        if decided is not None:
            session.keep("1.mean", decided)
        verdicts = [session.grade(one, Target(one.test), checker) for one, checker in lines]
        return session, verdicts

    return foreseen


RULED = [earned(), partial(Fraction(1, 2), "Half."), lost("No.")]
NEXT = {
    "going on": ONE_STEP + FROM_ONE_STEP,
    "going on from what is right": FROM_ONE_STEP,
    "right": ONE_STEP,
    "neither": ONE_STEP + "\ndef debiased(v, beta, t): return v\n",
    "without an answer": ONE_STEP + "\ndef debiased(v, beta, t): return 7 / 0\n",
}


@pytest.mark.parametrize("ruled", RULED, ids=lambda verdict: verdict.state.value)
@pytest.mark.parametrize("source", NEXT.values(), ids=NEXT)
def test_what_is_foreseen_is_what_comes_where_a_person_has_decided(foreseen, source, ruled):
    session, [kept] = foreseen(source, DEBIASED)
    _, [expected] = foreseen(source, DEBIASED, decided=ruled)
    fates = session.answered("1.debiased").conditional
    assert verdict_under(kept, fates, {"1.mean"}) == expected
    assert verdict_under(kept, fates, {"1.other"}) == kept
    assert not expected.state.ours


@pytest.mark.parametrize("ruled", RULED, ids=lambda verdict: verdict.state.value)
def test_it_is_foreseen_of_a_line_that_waits_for_one_that_waits(foreseen, ruled):
    source = ONE_STEP + FROM_ONE_STEP + "\ndef again(v, beta, t): return v / (1 - beta) / 2\n"
    reference = REFERENCE + CHAIN
    session, kept = foreseen(source, DEBIASED, ALSO, reference=reference)
    assert [verdict.state for verdict in kept] == [State.UNDECIDED] * 2
    fates = session.answered("1.again").conditional
    assert set(fates) == {ALONE, "1.mean", "1.debiased", "1.debiased,1.mean"}
    _, expected = foreseen(source, DEBIASED, ALSO, reference=reference, decided=ruled)
    assert expected[1].share == 1
    assert verdict_under(kept[1], fates, {"1.mean"}) == expected[1]


def test_both_verdicts_are_kept_of_a_line_that_went_on(foreseen):
    session, [verdict] = foreseen(ONE_STEP + FROM_ONE_STEP, DEBIASED, decided=lost("No."))
    alone = session.answered("1.debiased").conditional[ALONE]
    assert (verdict.share, alone.share, alone.state) == (1, 0, State.FAILED)


def test_nothing_is_foreseen_where_nobody_asked(foreseen):
    session, _ = foreseen(FROM_ONE_STEP, DEBIASED, keep=False)
    assert session.answered("1.debiased").conditional == {}


def test_nothing_runs_again_for_what_is_foreseen(foreseen):
    """It would print more than once."""
    source = ONE_STEP + "\ndef debiased(v, beta, t):\n    print('asked')\n    return v\n"
    session, _ = foreseen(source, DEBIASED)
    assert session.printed() == {"q1.py": "asked\n"}
