"""Equal answers leave equal fingerprints, whichever submission they stand in."""

import json

import pytest

from autograder.checkers.answers.choice import Choice
from autograder.checkers.answers.claims import Claims
from autograder.checkers.answers.entries import Entries
from autograder.checkers.answers.graph import Graph
from autograder.checkers.code.close import Close
from autograder.checkers.code.inputs import Case, Normal
from autograder.checkers.common.line import Question
from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.equal import Equal
from autograder.checkers.symbolic.growth import Growth
from autograder.expression.decide import Equality, compare
from autograder.expression.derivation.facts import Fact
from autograder.expression.domain import parse_domain
from autograder.expression.premises_data import premises_from_data
from autograder.expression.tree import from_wire
from autograder.grading import fingerprints
from autograder.sandbox.values import WireExpression
from autograder.verdict import State, pending

REFERENCE = """
from notation import Derivation, exp, question, natural, positive, size, unit

@question("1.half", b=unit, t=natural)
def half(b, t): return b**t / 2

@question("1.cost", n=size, d=size, r=size)
def cost(n, d, r): return n**2 * d

@question("1.table")
def table(): return [[1, 2], [3, 4]]

@question("1.add")
def add(x, y): return x + y

@question("1.proof", x=positive, y=positive)
def proof(x, y): return Derivation((x + y)**2).equals(x**2 + 2*x*y + y**2).equals(4*y**2, by="same")
"""
CHECKERS = {
    "half": Equal(),
    "cost": Growth(regime=("d <= n", "r <= d")),
    "table": Entries(tolerance="0"),
    "add": Close(arguments=(Normal("x", "n"), Normal("y", "n")), cases=(Case({"n": 2}),)),
    "proof": Derivation(facts={"same": Fact(kind="hypothesis", values={"x": "y"})}),
}


@pytest.fixture
def left(graded):
    """Return what is left of an answer: the rest of the file may be anything."""

    def left(answer, *, rest="", checker=None, submitted="d1g35t", reference=REFERENCE):
        source = f"from notation import *\n{rest}\n{answer}\n"
        name = answer.partition("(")[0].removeprefix("def ").strip()
        number, code = f"1.{name}", name == "add"
        session = graded(
            source, reference=reference, keep_answers=True, digests={number: submitted}
        )
        session.line(number, checker=checker or CHECKERS[name], code=code)
        return session.session.answered(number).fingerprint

    return left


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def half(b, t): return b**t / 2", "def half(b, t): return 0.5 * b * b**(t - 1)"),
        ("def half(b, t): return b + 1", "def half(b, t): return 1 + b"),
        ("def half(b, t): return 1", "def half(b, t): return 1.0"),
        ("def cost(n, d, r): return n*n*d", "def cost(n, d, r): return 3*d*n**2 + n*d*r"),
        ("def table(): return [[1, 2], [3, 5]]", "def table(): return ((1.0, 2), (3, 5))"),
        ("def table(): return 'x'", "def table(): return ' X '"),
        (
            "def proof(x, y): return Derivation((x + y)**2).equals(x**2 + 2*x*y + y**2)",
            "def proof(x, y):\n  s = x + y\n  return Derivation(s**2).equals(x**2 + 2*x*y + y**2)",
        ),
    ],
)
def test_the_same_answer_in_two_submissions(left, one, other):
    """Their seeds differ, since their bytes do."""
    found = left(one), left(other, rest="# another submission")
    assert found[0].exact == found[1].exact


def test_a_choice_is_told_by_the_option_that_it_is(left):
    """Whatever the checker reads as one."""
    found = [
        left(f"def table(): return {text}", checker=Choice())
        for text in ("True", "'yes'", "1", "'TRUE '", "False", "'no'", "'perhaps'")
    ]
    assert {fingerprint.kind for fingerprint in found} == {"choice"}
    exact = [fingerprint.exact for fingerprint in found]
    assert len({*exact[:4]}) == len({*exact[4:6]}) == 1
    assert len({*exact}) == 3


def test_graphs_and_arrays_are_told_by_what_their_checkers_compare(left):
    graphs = ("[('a', 'b', '2'), ('B', 'c', '1')]", "{('b', 'c'): '1', ('a', 'b'): '2'}")
    arrays = ("[[1, 2, 3]]", "[1, 2.0, 3]", "[[1], [2], [3]]")
    edges = REFERENCE.replace("[[1, 2], [3, 4]]", "[('a', 'b', '1')]")
    for texts, checker, reference in (
        (graphs, Graph(), edges),
        (arrays, Entries(tolerance="0"), REFERENCE),
    ):
        found = {
            left(f"def table(): return {text}", checker=checker, reference=reference).exact
            for text in texts
        }
        assert len(found) == 1
    other = left("def table(): return [[1, 2], [3, 4]]", checker=Entries(tolerance="0"))
    flat = left("def table(): return [1, 2, 3, 4]", checker=Entries(tolerance="0"))
    assert other.exact != flat.exact


def test_claims_are_told_by_what_each_statement_is_said_to_be(left):
    reference = REFERENCE.replace("[[1, 2], [3, 4]]", "{1: True, 2: False, 3: False}")
    found = [
        left(f"def table(): return {text}", checker=Claims(), reference=reference)
        for text in (
            "'TFF'", "[True, False, False]", "{1: 'T', 2: 'F', 3: 'no'}", "'1: T, 2: F, 3: F'",
            "'FFF'", "[True, None, False]",
            "{1: True, 3: False}", "[(3, 'F'), (1, 'T')]", "'a sentence'",
        )
    ]  # fmt: skip
    exact = [fingerprint.exact for fingerprint in found]
    assert len({*exact[:4]}) == len({*exact[5:8]}) == 1
    assert len({*exact}) == 4


def test_other_answers_have_other_fingerprints(left):
    answers = [
        "def half(b, t): return b**t",
        "def half(b, t): return b**t / 3",
        "def cost(n, d, r): return n*d",
        "def cost(n, d, r): return n**2*d*log(n)",
        "def table(): return [[1, 2], [3, 4.5]]",
        "def table(): return 'x'",
        "def proof(x, y): return Derivation((x + y)**2).equals(4*x*y)",
        "def proof(x, y): return Derivation((x + y)**2).equals(4*x*y, by='same')",
    ]
    found = [left(answer) for answer in answers]
    assert len({fingerprint.exact for fingerprint in found}) == len(answers)
    assert [f.kind for f in found] == [
        *["expression"] * 2, *["order"] * 2, "value", "choice", *["derivation"] * 2,
    ]  # fmt: skip


def test_what_an_expression_is_kept_with_is_enough_to_compare_it(left):
    contents = [
        json.loads(left(f"def half(b, t): return {text}").content)
        for text in ("b**t / 2", "b * b**t / (2*b)")
    ]
    premises = premises_from_data(contents[0])
    roots = [from_wire(content["tree"]) for content in contents]
    assert isinstance(compare(*roots, premises), Equality)


def test_a_rounded_number_is_told_by_its_tree_alone(left):
    rounded = ("0.333333333333*b**t", "0.333333333333*b*b**(t - 1)")
    one, other = (left(f"def half(b, t): return {text}") for text in rounded)
    assert one.exact.startswith("tree:")
    assert one.exact != other.exact


def test_a_derivation_looks_like_others_that_fail_at_the_same_step(left):
    one = left(
        "def proof(x, y): return Derivation((x + y)**2).equals(x**2 + 2*x*y + y**2).equals(4*x*y)"
    )
    other = left(
        "def proof(x, y): return Derivation((x + y)**2).equals(y**2 + 2*x*y + x**2).equals(4*x**2)"
    )
    first = left("def proof(x, y): return Derivation((x + y)**2).equals(5)")
    assert one.near == other.near != ""
    assert one.near.startswith("step 2: ")
    assert first.near.startswith("step 1: ")
    assert one.exact != other.exact


def test_code_is_told_by_the_digest_of_what_it_reaches(left):
    right = left("def add(x, y): return x + y", submitted="a" * 64)
    assert (right.kind, right.exact, right.near) == ("code", "code:" + "a" * 20, "")
    wrong = left("def add(x, y): return 1 / 0", submitted="b" * 64)
    other = left("def add(x, y):\n    print()\n    return 2 / 0", submitted="c" * 64)
    assert wrong.near == other.near == "failed 0: exception; ZeroDivisionError"
    assert wrong.exact != other.exact
    assert left("def add(x, y): return x", submitted="") is None


@pytest.mark.parametrize(
    ("answer", "exact"),
    [
        ("def half(b, t): raise NotImplementedError", "nothing:unanswered"),
        ("def half(b, t): pass", "nothing:returns nothing"),
    ],
)
def test_what_is_not_there_is_told_by_its_note(left, answer, exact):
    assert left(answer).exact == exact


def test_a_file_that_cannot_be_read_is_told_by_its_digest_and_looks_like_others(left):
    found = left("def half(b, t): return (", submitted="f" * 64)
    assert (found.exact, found.near) == ("code:" + "f" * 20, "syntax")


def test_an_expression_that_costs_too_much_has_a_fingerprint_all_the_same(left):
    body = "sin(b*a*c*e*f)"
    for name in "acef":
        body = f"Sum({body}, ({name}, 1, 90))"
    names = "a, c, e, f = symbols('a c e f', integer=True)"
    found = left(f"def half(b, t):\n    {names}\n    return {body}", rest="from sympy import *")
    assert found.exact.startswith("tree:")


def test_an_order_that_takes_too_long_is_told_by_its_tree():
    """A tower of five hundred powers, which no budget of steps ends."""
    rows = [["symbol", "n", []], *(["pow", "", [k, k]] for k in range(500))]
    question = Question("1.cost", "cost", {"n": parse_domain("size")})
    found = fingerprints.fingerprint(
        fingerprints.GradedAnswer(
            question=question,
            checker=Growth(),
            verdict=pending("too long"),
            value=WireExpression(rows),
            submitted="",
        )
    )
    assert (found.kind, found.exact[:5]) == ("order", "tree:")


def test_nothing_is_kept_where_nobody_asks(graded):
    session = graded("def two(): return 2")
    session.line()
    assert session.session.answered("1.two").fingerprint is None


def test_a_fault_in_making_a_fingerprint_costs_no_verdict(graded, monkeypatch):
    def broken(answer):
        raise KeyError(answer)

    monkeypatch.setattr(fingerprints, "fingerprint", broken)
    session = graded("def two(): return 2", keep_answers=True)
    assert session.line().state is State.PASSED
    assert session.session.answered("1.two").fingerprint is None
