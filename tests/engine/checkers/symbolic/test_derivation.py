"""A derivation line: what is read, what it earns, and what the student is told."""

from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.checkers.common.line import Line, Question, Unanswered
from autograder.checkers.common.ref import ref
from autograder.checkers.symbolic.derivation import Derivation
from autograder.expression.derivation.facts import Curve, Fact, Meaning
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tree import TreeError, to_wire
from autograder.sandbox.values import UnsupportedValue, WireExpression, WireStep
from autograder.sandbox.values import WireDerivation as Sent
from autograder.verdict import State

SYMBOLS = {name: parse_domain("real") for name in ("theta", "grad", "full", "lam")}
FACTS = {
    "penalty": Fact(kind="theorem", values={"full": "grad + 2*theta"}),
    "choice": Fact(kind="definition", values={"lam": "2"}, hidden=True),
}
RIGHT = ("theta - full", ("=", "theta - grad - 2*theta", "penalty"),
         ("=", "theta - grad - lam*theta", "choice"))  # fmt: skip


class Texts:
    """A side whose functions return what is given."""

    def __init__(self, answers):
        self._answers = answers

    def answer(self, function=""):
        """Return the value."""
        return self._answers[function]


def expression(text):
    return WireExpression(to_wire(parse(text, SYMBOLS)))


def sent(start, *steps, lemmas=()):
    """Return a derivation as a worker sends it; a step is (relation, expression, facts ...).

    A number among the facts is that of a lemma.
    """
    made = (
        WireStep(
            sign,
            expression(text),
            tuple(name for name in cited if isinstance(name, str)),
            "",
            tuple(number for number in cited if isinstance(number, int)),
        )
        for sign, text, *cited in steps
    )
    return Sent(expression(start), tuple(made), tuple(lemmas))


def check(submitted, **options):
    question = Question("4.1", "f", SYMBOLS)
    reference = Texts({"": sent(*RIGHT), "halfway": expression("theta - grad - 2*theta")})
    line = Line(question, Texts({"": submitted}), reference, seed=11)
    return Derivation(facts=FACTS, **options).check(line)


def test_a_proof_earns_everything_and_is_shown_with_a_mark_at_each_step():
    verdict = check(sent(*RIGHT))
    assert verdict.share == 1
    assert verdict.message.splitlines() == [
        "    theta - full",
        "✓ = theta - grad - 2*theta    [penalty]",
        "✓ = theta - grad - lam*theta    [choice]",
    ]
    assert "step 2: 2**-" in verdict.review


def test_the_chain_is_understood_as_it_was_written():
    """It is said once: the message of a chain that was judged has its steps, with marks."""
    shown = check(sent(*RIGHT)).understood
    assert shown.plain == ""
    assert check(sent("theta*eta2")).understood.plain == "    theta*eta2"
    assert shown.latex.startswith(r"\begin{aligned}&\theta - full") or "full" in shown.latex
    assert shown.latex.count(r"\\") == 2


def test_the_first_bad_step_has_a_witness_and_the_name_of_the_fact_that_is_missing():
    verdict = check(sent("theta - full", ("=", "theta - grad - 2*theta"), RIGHT[2]))
    assert verdict.state is State.FAILED
    assert verdict.notes == ("missing fact",)
    first, last = verdict.message.splitlines()[3:]
    assert first.startswith("Step 1 does not follow by algebra alone. At full = ")
    assert last == "What is missing is `penalty`, cited at this step."


def test_a_witness_is_true():
    """The values at the point are those of the two sides, computed by hand."""
    verdict = check(sent("theta - full", ("=", "theta - grad - 2*theta"), RIGHT[2]))
    sentence = verdict.message.splitlines()[3].partition(" At ")[2]
    point, _, values = sentence.partition(", the left side is ")
    x = {n: Fraction(v) for n, v in (part.split(" = ") for part in point.split(", "))}
    left, right = (Fraction(v.strip(" .")) for v in values.split(", the right side "))
    assert left == x["theta"] - x["full"]
    assert right == -x["theta"] - x["grad"]


def test_what_would_tell_another_lines_answer_has_no_witness_for_the_student():
    """λ = 2 could be read off the values; instructors see them."""
    wrong = sent(RIGHT[0], RIGHT[1], ("=", "theta - grad - 3*lam*theta", "choice"))
    verdict = check(wrong)
    assert "Step 2 is false" in verdict.message
    assert " At " not in verdict.message
    assert " at " in verdict.review


def test_a_chain_may_begin_where_another_convention_does():
    """If the line says so; and anywhere else no more than before."""
    other = sent("2*theta - full - theta*theta/theta", *RIGHT[1:])
    elsewhere = sent("theta - 2*full", ("=", "theta - 2*grad - 4*theta", "penalty"))
    assert check(other).share == 1  # equal by algebra
    assert check(elsewhere, target="theta - 2*grad - 4*theta").share == 0
    options = {"target": "theta - 2*grad - 4*theta", "other_starts": ("theta - 2*full",)}
    assert check(elsewhere, **options).share == 1
    turned = sent("theta - 2*grad - 4*theta", ("=", "theta - 2*full", "penalty"))
    assert check(turned, **options).share == 1
    wrong = sent("theta - 3*full", ("=", "theta - 3*grad - 6*theta", "penalty"))
    assert check(wrong, **options).notes == ("start", "target")


def test_a_chain_may_have_both_ends_as_another_way_of_saying_it_has_them():
    """From either side; the start of one way and the target of another are no proof."""
    ends = ("2*theta - 2*full", "2*theta - 2*grad - 4*theta")
    steps = [("=", ends[1], "penalty")]
    assert check(sent(ends[0], *steps)).share == 0
    assert check(sent(ends[0], *steps), other_ends=(ends,)).share == 1
    back = sent(ends[1], ("=", ends[0], "penalty"))
    assert check(back, other_ends=(ends,)).share == 1
    options = {"target": "theta - grad - 2*theta", "other_ends": (("full", "2*full - 2*full"),)}
    assert check(sent(RIGHT[0], RIGHT[1]), **options).share == 1
    mixed = sent("full", ("=", "theta - grad - 2*theta", "penalty"))
    assert check(mixed, **options).share == 0


def test_a_milestone_that_is_reached_earns_half_of_its_share():
    """It is stated in text, or by a function of the reference."""
    first_half = sent(RIGHT[0], RIGHT[1])
    assert check(first_half).share == 0
    assert check(first_half, milestones=("theta - grad - 2*theta",)).share == Fraction(1, 2)
    verdict = check(first_half, milestones=(ref.halfway, ("theta", "grad")))
    assert verdict.share == Fraction(1, 4)
    assert "It does not end where the question says." in verdict.message
    assert verdict.notes == ("target",)


def test_start_and_target_can_be_stated():
    turned = sent("2*full", ("=", "2*grad + 4*theta", "penalty"))
    assert check(turned).share == 0
    assert check(turned, start="2*full", target="4*theta + 2*grad").share == 1


def test_a_fact_that_is_not_needed_is_mentioned():
    verdict = check(sent(RIGHT[0], ("=", "theta - full + 0", "penalty"), *RIGHT[1:]))
    assert verdict.share == 1
    assert "Step 1 holds without `penalty`." in verdict.message


def test_a_word_that_is_no_fact_is_pointed_out_where_the_step_fails():
    verdict = check(sent("theta - full", ("=", "theta - grad - 2*theta", "magic"), RIGHT[2]))
    assert "the facts of this line are `penalty` and `choice`; `magic` is" in verdict.message


def test_what_has_no_meaning_is_named_with_its_step():
    verdict = check(sent("theta - full", ("=", "theta - nabla", "penalty")))
    assert verdict.notes == ("malformed", "target")
    assert "step 1" in verdict.message
    assert "nabla" in verdict.message


HALFWAY = {"milestones": ("theta - grad - 2*theta",)}


def test_of_a_proof_that_what_has_no_meaning_follows_half_is_left():
    """As of one that a false step follows."""
    for last in ("theta - grad - lam*theta + nabla", "theta - grad - lam*theta + 1"):
        verdict = check(sent(*RIGHT, ("=", last)), milestones=("theta - grad - 2*theta",))
        assert verdict.share == Fraction(1, 2)


UNREAD = (
    UnsupportedValue("expression", "`str` cannot be part of it"),
    WireExpression([["oops", "", []]]),
)


@pytest.mark.parametrize("unread", UNREAD)
def test_what_could_not_be_read_spoils_its_own_step_and_those_beside_it(unread):
    """As an unknown symbol does, which is there instead; what it was is said with its step."""
    instead = expression("nabla")
    for at in range(4):
        answers = []
        for other in (unread, instead):
            proof = sent(*RIGHT, ("=", "theta - grad - lam*theta"))
            steps = [replace(s, expression=other) if n == at else s
                     for n, s in enumerate(proof.steps, 1)]  # fmt: skip
            start = proof.start if at else other
            answers.append(check(replace(proof, start=start, steps=tuple(steps)), **HALFWAY))
        found, known = answers
        assert (found.share, found.notes) == (known.share, known.notes)
        assert found.share == (0 if at == 1 else Fraction(1, 2))
        assert "unreadable?" in found.message
        assert f"In {f'step {at}' if at else 'the start'} is something that could" in found.message
        assert ("`str` cannot" in found.message) or ("`oops`" in found.message)


def test_in_a_lemma_it_is_the_step_of_the_lemma():
    lemma = sent("theta", ("=", "theta + 0"))
    spoilt = replace(lemma, steps=(replace(lemma.steps[0], expression=UNREAD[0]),))
    verdict = check(sent(RIGHT[0], ("=", "theta - grad - 2*theta", "penalty", 1), RIGHT[2],
                         lemmas=(spoilt,)))  # fmt: skip
    assert verdict.share == 1
    assert "In step 1 of lemma 1 is something that could not be read" in verdict.message


def test_two_things_that_could_not_be_read_are_not_one():
    """Neither is what they are to be."""
    proof = sent("theta", ("=", "theta"), ("=", "theta"))
    unread = tuple(replace(step, expression=UNREAD[0]) for step in proof.steps)
    verdict = check(replace(proof, start=UNREAD[0], steps=unread), start="theta", target="theta")
    assert verdict.share == 0
    assert "goes in a circle" not in verdict.message


def test_a_reference_that_cannot_be_read_is_no_answer():
    line = Line(Question("4.1", "f", SYMBOLS), Texts({"": sent(*RIGHT)}),
                Texts({"": replace(sent(*RIGHT), start=UNREAD[0])}), seed=11)  # fmt: skip
    with pytest.raises(TreeError):
        Derivation(facts=FACTS).check(line)


def test_a_symbol_of_another_question_is_read_and_named():
    """As what it is there: the root of a positive number has a value, and its square is none."""
    siblings = {"nabla": parse_domain("positive")}
    answer = sent(*RIGHT, ("=", "theta - grad - lam*theta + sqrt(nabla)"))
    question = Question("4.1", "f", SYMBOLS, siblings=siblings)
    line = Line(question, Texts({"": answer}), Texts({"": sent(*RIGHT)}), seed=11)
    verdict = Derivation(facts=FACTS, milestones=("theta - grad - 2*theta",)).check(line)
    assert verdict.notes == ("false", "target")
    assert verdict.share == Fraction(1, 2)
    assert "`nabla` is a symbol of another question" in verdict.message
    back = sent(*RIGHT, ("=", "theta - grad - lam*theta + nabla - sqrt(nabla**2)"))
    line = Line(question, Texts({"": back}), Texts({"": sent(*RIGHT)}), seed=11)
    assert Derivation(facts=FACTS).check(line).share == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (expression("theta"), "Expected a derivation, as in Derivation(…).equals(…), got"),
        (3, "got `int`"),
        (UnsupportedValue("derivation", "in step 2: a number"), "in step 2: a number"),
    ],
)
def test_what_is_no_derivation_is_not_an_answer(value, text):
    with pytest.raises(Unanswered) as caught:
        check(value)
    assert caught.value.verdict.state is State.FAILED
    assert text in caught.value.verdict.message


def test_what_cannot_be_decided_is_left_to_a_person():
    """A limit that needs more than putting infinity in: nothing is lost."""
    symbols = {"T": parse_domain("natural")}
    body = WireExpression(to_wire(parse("T/(T + 1)", symbols)))
    one = WireExpression(to_wire(parse("1", symbols)))
    answer = Sent(body, (WireStep("->", one, (), "T"),))
    line = Line(Question("1", "f", symbols), Texts({"": answer}), Texts({"": answer}), seed=1)
    verdict = Derivation(relation="->").check(line)
    assert verdict.state.ours
    assert verdict.review


SAMPLED = {
    **{name: parse_domain("real") for name in ("c", "mu")},
    "g": parse_domain("sequence[real]"),
}


def check_sampled(*texts):
    """Check a derivation about expectations of the sequence g."""

    def read(text):
        return WireExpression(to_wire(parse(text, SAMPLED)))

    def chain(start, middle, end):
        steps = (
            WireStep("=", read(middle), ("linearity",), ""),
            WireStep("=", read(end), ("mean",), ""),
        )
        return Sent(read(start), steps)

    facts = {
        "linearity": Fact(kind="theorem", operators={"E": Meaning.LINEAR}),
        "mean": Fact(kind="hypothesis", means={"g[i]": "mu"}),
    }
    right = Texts({"": chain("E(c*g[1])", "c*E(g[1])", "c*mu")})
    line = Line(Question("2.3", "f", SAMPLED), Texts({"": chain(*texts)}), right, seed=11)
    return Derivation(facts=facts, opaque={"E": Meaning.ANY}, random=("g",)).check(line)


def test_an_expectation_over_what_is_random_may_say_so():
    assert check_sampled("E(c*g[1], g)", "c*E(g[1], g)", "c*mu").share == 1
    assert check_sampled("E(c*g[1], g)", "c*E(g[1])", "c*mu").share == 1
    assert check_sampled("E(c*g[1], g)", "E(g[1], g)", "c*mu").share < 1


def test_an_expectation_over_something_else_is_to_have_no_variable():
    verdict = check_sampled("E(c*g[1], c)", "c*E(g[1])", "c*mu")
    assert verdict.share == 0
    assert "not over c. Write E(…) without a variable here." in verdict.message


def test_of_a_chain_that_begins_elsewhere_the_right_end_is_not_found_fault_with():
    verdict = check(sent("theta - grad - 2*theta", RIGHT[2]))
    assert verdict.message.splitlines()[2:] == ["It does not begin where the question says."]
    assert verdict.notes == ("start",)


def test_only_the_wrong_side_is_named():
    verdict = check(sent(*RIGHT[:2]))
    assert verdict.message.splitlines()[2:] == ["It does not end where the question says."]


# --------------------------------------------------------------- theorems on real functions

DIVERGENCE = "Sum(p[i]*log(p[i]/q[i]), (i, 1, k))"
GIBBS = {
    "log-sum inequality": Fact(kind="theorem", functions={"log": Curve.LOG_SUM}),
    "logarithm is increasing": Fact(kind="theorem", functions={"log": Curve.INCREASING}),
}


def gibbs(*steps, start=DIVERGENCE):
    """Check a proof that a divergence is not negative; p and q are distributions."""
    symbols = {name: parse_domain("distribution[k]") for name in "pq"}
    sides = [
        Sent(
            WireExpression(to_wire(parse(first, symbols))),
            tuple(
                WireStep(sign, WireExpression(to_wire(parse(text, symbols))), tuple(cited), "")
                for sign, text, *cited in chain
            ),
        )
        for first, chain in ((DIVERGENCE, GIBBS_PROOF), (start, steps))
    ]
    question = Question("1", "f", symbols)
    line = Line(question, Texts({"": sides[1]}), Texts({"": sides[0]}), seed=3)
    checker = Derivation(facts=GIBBS, relation=">=", opaque={"log": Meaning.ANY})
    return checker.check(line)


GIBBS_PROOF = (
    (">=", "sum(p)*log(sum(p)/sum(q))", "log-sum inequality"),
    ("=", "log(1)"),
    ("=", "0"),
)


def test_gibbs_inequality_follows_from_the_log_sum_inequality():
    """Entries of both sum to one by their domain, and the logarithm of one is zero."""
    assert gibbs(*GIBBS_PROOF).share == 1
    upwards = (("=", "log(1)"), ("<=", DIVERGENCE, "log-sum inequality"))
    assert gibbs(*upwards, start="0").share == 1


@pytest.mark.parametrize("fact", [(), ("logarithm is increasing",)])
def test_and_neither_from_nothing_nor_from_another_theorem(fact):
    verdict = gibbs((">=", "0", *fact))
    assert verdict.share == 0
    assert "missing fact" in verdict.notes
    assert "for some log that the cited facts allow" in verdict.message


def test_its_converse_is_false():
    verdict = gibbs(("<=", "0", "log-sum inequality"))
    assert verdict.notes == ("relation",)
    assert "a step with ≤ does not lead" in verdict.message


PENALTY = sent("full", ("=", "grad + 2*theta", "penalty"))


def test_a_lemma_is_shown_before_the_proof_that_cites_it():
    proof = sent(RIGHT[0], (*RIGHT[1][:2], 1), RIGHT[2], lemmas=[PENALTY])
    verdict = check(proof)
    assert verdict.share == 1
    assert verdict.message.splitlines() == [
        "lemma 1:",
        "      full",
        "  ✓ = grad + 2*theta    [penalty]",
        "proof:",
        "    theta - full",
        "✓ = theta - grad - 2*theta    [lemma 1]",
        "✓ = theta - grad - lam*theta    [choice]",
    ]
    assert verdict.understood.latex.count(r"\text{lemma 1:}") == 1


def test_a_lemma_that_is_not_proved_is_named_with_its_own_step():
    """What its valid beginning leads to, in its place in the chain, counts for a milestone."""
    lemma = sent("full", ("=", "grad + 2*theta", "penalty"), ("=", "grad + lam*theta"))
    proof = sent(RIGHT[0], ("=", "theta - grad - lam*theta", 1), lemmas=[lemma])
    verdict = check(proof, milestones=("theta - grad - 2*theta",))
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), ("unproved lemma",))
    assert "Lemma 1: Step 2 does not follow by algebra alone." in verdict.message
    assert "Step 1 rests on lemma 1, which is not proved." in verdict.message


@pytest.mark.parametrize(
    ("lemma", "note"),
    [
        (sent(RIGHT[0], ("=", RIGHT[2][1])), "unproved lemma"),
        (sent("full", ("=", "grad + 3*theta", "penalty")), "unproved lemma"),
        (sent("lam", ("=", "2", "choice")), "missing fact"),
        (
            sent("full*lam", ("=", "full*2", "choice"), ("=", "2*grad + 4*theta", "penalty")),
            "other lemma",
        ),
        (sent("full"), "missing facts"),
    ],
)
def test_a_lemma_makes_no_step_larger(lemma, note):
    """The whole in one step: by a lemma that is not proved, says another thing, or nothing."""
    verdict = check(sent(RIGHT[0], ("=", RIGHT[2][1], 1), lemmas=[lemma]))
    assert (verdict.share, verdict.notes) == (0, (note,))


def test_a_lemma_that_merges_facts_is_worth_what_its_step_would_be():
    """The whole in one step is a quarter, with a lemma or without."""
    lemma = sent(RIGHT[0], ("=", RIGHT[2][1], "penalty", "choice"))
    verdict = check(sent(RIGHT[0], ("=", RIGHT[2][1], 1), lemmas=[lemma]))
    assert (verdict.share, verdict.notes) == (Fraction(1, 4), ("too many facts",))
    assert "Step 1 rests on lemma 1, which leaves something out." in verdict.message


def test_a_lemma_may_cite_another_and_the_proof_be_one_step():
    whole = sent(RIGHT[0], (*RIGHT[1][:2], 1), RIGHT[2])
    assert check(sent(RIGHT[0], ("=", RIGHT[2][1], 2), lemmas=[PENALTY, whole])).share == 1


def test_what_a_lemma_rests_on_shows_no_witness_where_it_is_hidden():
    """λ = 2 could be read off the values."""
    lemma = sent("lam", ("=", "2", "choice"))
    wrong = sent(RIGHT[0], RIGHT[1], ("=", "theta - grad - 3*lam*theta/2", 1), lemmas=[lemma])
    verdict = check(wrong)
    assert "Step 2" in verdict.message
    assert " At " not in verdict.message


def test_a_lemma_that_is_not_needed_and_one_too_many_are_mentioned():
    idle = sent(RIGHT[0], ("=", "theta - full + 0", 1), *RIGHT[1:], lemmas=[PENALTY])
    assert "Step 1 holds without a lemma." in check(idle).message
    both = sent(RIGHT[0], ("=", RIGHT[2][1], 1, "choice"), lemmas=[PENALTY])
    assert "A lemma counts as one." in check(both).message


def test_what_has_no_meaning_in_a_lemma_is_named_with_its_place():
    lemma = sent("full", ("=", "grad + eta*theta", "penalty"))
    verdict = check(sent(RIGHT[0], ("=", RIGHT[2][1], 1), lemmas=[lemma]))
    assert verdict.notes == ("unproved lemma",)
    assert "In step 1 of lemma 1 is something that has no meaning" in verdict.message
