"""Rows of a derivation, taken apart into sides, relations and what is said by the way."""

import pytest

from autograder.latex.atoms import row_text
from autograder.latex.mathlist import atoms_of
from autograder.latex.notations import Notations
from autograder.latex.proof_rows import pieces_of
from autograder.latex.setting import Declared, Setting
from autograder.latex.tokens import tokenize

NOTATIONS = Notations(Setting("1", symbols=tuple(Declared(n, "real", (n,)) for n in "abcdxy")))


def chains(source):
    """Return the chains of a formula, each as its sides and the relations between them."""
    found = []
    for piece in pieces_of(atoms_of(tokenize(source)), NOTATIONS):
        text = row_text(piece.start)
        for step in piece.steps:
            text += f" {step.relation} {row_text(step.side)}"
        found.append(text.strip())
    return found


def reasons(source):
    """Return what is said of each step of the first chain."""
    return [step.reasons for step in pieces_of(atoms_of(tokenize(source)), NOTATIONS)[0].steps]


@pytest.mark.parametrize(
    ("source", "chain"),
    [
        ("a = b = c", "a = b = c"),
        (r"a \leqslant b < c", "a <= b < c"),
        (r"a \coloneqq b := c", "a = b = c"),
        (r"a \ge b > c", "a >= b > c"),
        (r"a \to b", "a -> b"),
        (r"a &= b \\ &= c", "a = b = c"),
        (r"a &= b \\ &\quad + c \\ &= d", "a = b+c = d"),
        (r"a = \\ = b", "a = b"),
        (r"a = \\ b", "a = b"),
        (r"a = b \qedhere", "a = b"),
        (r"a = b \qquad \blacksquare", "a = b"),
        (r"a = b \qquad\checkmark", "a = b"),
        (r"a = b \text{ [as } x<1] \\ = c", "a = b = c"),
        (r"a = b \text{ [as } x<1\text{]} \\ = c", "a = b = c"),
        (r"a &= b \label{eq:1} \\ &= c \tag{2}", "a = b = c"),
        (r"a &= b \intertext{and so on, with $x$,} &= c", "a = b = c"),
        (r"a &= b \\ \text{which is} \\ &= c", "a = b = c"),
        (r"a = b \quad \forall x", "a = b"),
        (r"a = b, \quad x \in y", "a = b"),
        (r"a = b \qquad x \in y", "a = b"),
        (r"a = b, \\ &= c,", "a = b = c"),
        (r"a = b \because x \le y", "a = b"),
        (r"a = \cancel{b}\,c", "a = bc"),
    ],
)
def test_a_chain_is_read(source, chain):
    assert chains(source) == [chain]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (r"a = b, \; c = d", ["a = b", "c = d"]),
        (r"a = b \Rightarrow c = d", ["a = b", "c = d"]),
        (r"a = b \Leftrightarrow c = d", ["a = b", "c = d"]),
        (r"a = b \text{ so } c = d", ["a = b", "c = d"]),
        (r"x = y \\ \therefore a = b", ["x = y", "a = b"]),
        # A second column is no factor, and the next row goes on with the first.
        (r"a &= b \quad x = y \\ &= c", ["x = y", "a = b = c"]),
    ],
)
def test_chains_stand_beside_each_other(source, found):
    assert chains(source) == found


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"a = b \text{ (linearity)}", [("(linearity)",)]),
        (r"a = b \by{linearity} \\ = c", [("linearity",), ()]),
        (r"a = b \quad (\text{by linearity}) \\ = c", [("by linearity",), ()]),
        (r"a \overset{\text{IH}}{=} b", [("IH",)]),
        (r"a \stackrel{linear}{\le} b", [("linear",)]),
        (r"a = b \quad (x \le y) \\ = c", [(r"x\le y",), ()]),
        (r"a = b \text{ by assumption: } = c", [("by assumption:",), ()]),
        (r"a = b \text{ since } x \le y \\ = c", [("since",), ()]),
        (r"a = b \text{ since all } x \text{ are alike} = c", [("since all",)]),
    ],
)
def test_a_reason_is_no_part_of_a_side(source, said):
    found = [tuple(one.strip() for one in step) for step in reasons(source)]
    assert found == said


def test_an_assignment_is_an_equation_with_what_is_assigned():
    [piece] = pieces_of(atoms_of(tokenize(r"x \leftarrow a = b")), NOTATIONS)
    assert piece.is_assigned
    assert [step.relation for step in piece.steps] == ["=", "="]
