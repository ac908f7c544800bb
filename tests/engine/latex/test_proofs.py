"""Derivations in LaTeX: which formulas of an answer they are, and what they say."""

import pytest

from autograder.latex.formulas import formulas_of
from autograder.latex.notations import Notations
from autograder.latex.proofs import OWN_NAME, Unread, read_proof
from autograder.latex.setting import Declared, Setting
from autograder.latex.tokens import Problem, tokenize

SYMBOLS = tuple(Declared(name, "real", (name,)) for name in "abcdxy")
SETTING = Setting("1", symbols=SYMBOLS, names=("v",), is_proof=True)


def proof_of(source):
    found = read_proof(formulas_of(tokenize(source)), SETTING, Notations(SETTING))
    return found.readings[0].value


def sides(source):
    proof = proof_of(source)
    return [proof.written, *(step.written for step in proof.steps)]


@pytest.mark.parametrize(
    "source",
    [
        "$a = b = c$",
        r"\[ a = b \] and so \[ = c \]",
        r"\[ a = b \] Now $x = y$, and \[ b = c. \]",
        r"\begin{align*} a &= b \\ &= c && \text{by $x = y$} \end{align*}",
        r"\begin{eqnarray} a & = & b \nonumber \\ & = & c \end{eqnarray}",
        r"We show that \[ a = c. \] Indeed, \[ a = b = c. \]",
        r"\begin{align} x &= y \\ a &= b \\ &= c \end{align}",
    ],
)
def test_a_derivation_is_found(source):
    assert sides(source) == ["a", "b", "c"]


def test_the_name_stands_for_where_the_line_begins():
    """The grader knows where that is."""
    proof = proof_of(r"$v \le a = b$")
    assert isinstance(proof.start, Unread)
    assert (proof.start.written, proof.start.reason) == ("v", OWN_NAME)
    assert [step.relation for step in proof.steps] == ["<=", "="]


def test_what_cannot_be_read_keeps_its_place():
    proof = proof_of(r"$a = z = c$")
    assert isinstance(proof.steps[0].expression, Unread)
    assert not isinstance(proof.steps[1].expression, Unread)


@pytest.mark.parametrize("source", ["$a$", r"\[ a + b \]", r"\[ v \]"])
def test_without_a_step_there_is_no_derivation(source):
    with pytest.raises(Problem, match="no chain of steps"):
        proof_of(source)


def test_equivalent_statements_are_no_chain():
    """Which is told, with what to write."""
    source = r"\[ a + x = b + x \Leftrightarrow a = b \]"
    found = read_proof(formulas_of(tokenize(source)), SETTING, Notations(SETTING))
    assert "write one chain" in found.remarks[-1]


def test_what_stands_apart_may_be_a_lemma():
    proof = proof_of(r"\[ x = y = c \] Hence \[ a + x = a + y = a + c = b \]")
    assert proof.written == "a+x"
    assert [other.written for other in proof.others] == ["x"]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (r"$z = a = b$", ["a", "b"]),
        (r"$x' = a = b$", ["a", "b"]),
        (r"$a = x \cdots x = b$", ["a", "b"]),
        (r"\[ \boxed{a = b} \]", ["a", "b"]),
    ],
)
def test_names_dots_and_frames_are_passed_over(source, left):
    assert sides(source) == left
