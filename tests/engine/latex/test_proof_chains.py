"""Pieces of a derivation that follow each other are one chain."""

import pytest

from autograder.latex.atoms import row_text
from autograder.latex.mathlist import atoms_of
from autograder.latex.notations import Notations
from autograder.latex.proof_chains import joined, with_columns, without_name
from autograder.latex.proof_rows import pieces_of
from autograder.latex.setting import Declared, Setting
from autograder.latex.tokens import tokenize

SYMBOLS = tuple(Declared(name, "real", (name,)) for name in "abcdxy")
NOTATIONS = Notations(Setting("1", symbols=SYMBOLS, names=("v",)))


def text_of(piece):
    steps = "".join(f" {step.relation} {row_text(step.side)}" for step in piece.steps)
    return row_text(piece.start) + steps


def read(*displays):
    return [p for one in displays for p in pieces_of(atoms_of(tokenize(one)), NOTATIONS)]


@pytest.mark.parametrize(
    ("displays", "chain"),
    [
        (("a = b", "= c"), "a = b = c"),
        (("a = b", "b = c"), "a = b = c"),
        (("v = a", "v = b"), "v = a = b"),
        ((r"v = a \le b", r"v \le c"), "v = a <= b <= c"),
        (("v = a = b", "v = b"), "v = a = b"),
        (("v = b", "v = a = b"), "v = a = b"),
        (("a = b", "b = b + 0"), "a = b = b+0"),
    ],
)
def test_what_goes_on_is_one_chain(displays, chain):
    assert [text_of(piece) for piece in joined(read(*displays))] == [chain]


@pytest.mark.parametrize(
    "displays",
    [
        ("a = b", "c = d"),
        # What is only bounded is not known, and both bounds may be needed.
        (r"v \le a", "v = b"),
        (r"v \le a", r"v \ge b"),
    ],
)
def test_what_does_not_go_on_stays_apart(displays):
    assert len(joined(read(*displays))) == 2


def test_a_chain_goes_on_over_what_is_said_between():
    found = [text_of(piece) for piece in joined(read("v = a", "x = y", "v = b"))]
    assert found == ["x = y", "v = a = b"]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("a = b = v", "a = b"),
        ("a = v = b", "a = b"),
        (r"a \le v = b", "a <= b"),
        (r"x \leftarrow a = b", "a = b"),
    ],
)
def test_the_name_says_nothing_within_a_chain(source, left):
    [piece] = read(source)
    assert text_of(without_name(piece, NOTATIONS)) == left


def test_a_chain_that_begins_with_the_name_says_so():
    [piece] = read(r"v \le a = b")
    assert without_name(piece, NOTATIONS).is_named
    assert text_of(without_name(piece, NOTATIONS)) == "v <= a = b"


def test_every_second_column_is_set_apart():
    """But not in a matrix."""
    source = r"a &= b & c &= d \\ &= \begin{pmatrix} a & b & c & d \end{pmatrix} && x"
    quads = [token.position for token in with_columns(tokenize(source)) if token.text == "quad"]
    assert len(quads) == 2
