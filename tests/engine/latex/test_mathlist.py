"""What a formula looks like, before anything of it means something."""

import pytest

from autograder.latex.atoms import row_text
from autograder.latex.mathlist import atoms_of
from autograder.latex.tokens import Problem, tokenize


def row(tex):
    return atoms_of(tokenize(tex))


def kinds(tex):
    return [(atom.kind, atom.text) for atom in row(tex)]


def test_a_fraction_takes_what_tex_takes():
    """Without braces one digit or letter each."""
    (first,) = row(r"\frac y2")
    assert [row_text(part) for part in first.parts] == ["y", "2"]
    half, rest = row(r"\frac123")
    assert [row_text(part) for part in half.parts] == ["1", "2"]
    assert (rest.kind, rest.text) == ("number", "3")


def test_a_script_takes_one_atom_or_what_is_in_braces():
    base, other = row("x_t1")
    assert row_text(base.sub) == "t"
    assert other.text == "1"
    (whole,) = row("x_{t1}")
    assert row_text(whole.sub) == "t1"


@pytest.mark.parametrize(("tex", "sub_first"), [("A_{ij}^T", True), ("A^T_{ij}", False)])
def test_the_order_of_scripts_is_kept(tex, sub_first):
    (atom,) = row(tex)
    assert (row_text(atom.sub), row_text(atom.sup)) == ("ij", "T")
    assert atom.sub_first is sub_first


@pytest.mark.parametrize(
    "tex",
    [
        r"x\,y",
        r"x\;y",
        r"x\!y",
        r"{x}{y}",
        r"\displaystyle x y",
        r"x\mkern3mu y",
        r"x\mkern-1.5mu y",
        r"x\kern.2em y",
        r"x\hskip 1em y",
        r"x\rule{0pt}{2ex}y",
        "x~y",
    ],
)
def test_spacing_and_sizes_say_nothing(tex):
    letters = [atom for atom in row(tex) if atom.kind != "blank"]
    assert "".join(row_text((atom,)) for atom in letters).strip("{}").replace("}{", "") == "xy"


@pytest.mark.parametrize(
    "tex", [r"\left(x\right)", r"\bigl(x\bigr)", "(x)", r"\Big(x\Big)", r"\left[x\right]"]
)
def test_brackets_of_all_sizes_are_one_thing(tex):
    (atom,) = row(tex)
    assert atom.kind == "paren"
    assert row_text(atom.parts[0]) == "x"


def test_bars_are_paired_from_the_left():
    assert [kind for kind, _ in kinds("|x||y|")] == ["bars", "bars"]
    assert kinds(r"\|x\|") == [("bars", "||")] or kinds(r"\|x\|")[0][0] == "bars"


def test_a_number_is_one_atom():
    assert kinds("12.5") == [("number", "12.5")]


@pytest.mark.parametrize("tex", [r"\frac{x}", "x_", "{x"])
def test_what_is_incomplete_is_told_with_its_place(tex):
    with pytest.raises(Problem) as caught:
        row(tex)
    assert 0 <= caught.value.position <= len(tex)


def test_two_scripts_at_one_place_are_told():
    with pytest.raises(Problem, match=r"\{"):
        row("a^b^c")
