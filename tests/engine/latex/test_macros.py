r"""Macros stand for what they are defined as, in every way to define one, and within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.latex.macros import collect, expand
from autograder.latex.tokens import Problem, tokenize


def expanded(preamble, source):
    """Return a source with the macros of a preamble put in, blanks left out."""
    made = expand(tokenize(source), collect(tokenize(preamble)))
    return "".join(
        ("\\" if token.kind == "command" else "") + token.text
        for token in made
        if token.kind != "space"
    )


@pytest.mark.parametrize(
    ("preamble", "source", "made"),
    [
        (r"\newcommand{\E}{\mathbb{E}}", r"\E[x]", r"\mathbb{E}[x]"),
        (r"\newcommand\E{\mathbb E}", r"\E x", r"\mathbbEx"),
        (r"\newcommand*{\n}[1]{\|#1\|}", r"\n{x+y}", r"\|x+y\|"),
        (r"\renewcommand{\vec}[1]{\mathbf{#1}}", r"\vec x", r"\mathbf{x}"),
        (r"\providecommand{\p}[2]{\frac{\partial #1}{\partial #2}}", r"\p Lh",
         r"\frac{\partialL}{\partialh}"),
        (r"\newcommand{\g}[2][t]{g_{#1}^{#2}}", r"\g{2}\g[s]{3}", "g_{t}^{2}g_{s}^{3}"),
        (r"\newcommand { \g } [ 1 ] {#1#1}", r"\g x", "xx"),
        (r"\DeclareMathOperator{\softmax}{softmax}", r"\softmax(x)", r"\operatorname{softmax}(x)"),
        (r"\DeclareMathOperator*{\am}{arg\,max}", r"\am", r"\operatorname{arg\,max}"),
        (r"\def\b{\beta}", r"\b", r"\beta"),
        (r"\def\two#1#2{#2#1}", r"\two{ab}c", "cab"),
        (r"\let\b\beta", r"\b", r"\beta"),
        (r"\let\b=\beta", r"\b", r"\beta"),
        (r"\newcommand{\a}{\b}\newcommand{\b}{c}", r"\a", "c"),
        (r"\newcommand{\x}{1}\renewcommand{\x}{2}", r"\x", "2"),
    ],
)  # fmt: skip
def test_definitions(preamble, source, made):
    """Each way to define a macro, with arguments and a value for the first."""
    assert expanded(preamble, source) == made


@pytest.mark.parametrize(
    "preamble",
    [
        r"\def\x#1.{dot}", r"\newcommand{\x}[a]{b}", r"\newcommand{\x", r"\newcommand{xy}{z}",
        r"\def", r"\let\x", r"\newcommand{\x}[10]{y}",
    ],
)  # fmt: skip
def test_what_is_no_definition(preamble):
    """What cannot be read as a definition defines nothing, and harms nothing."""
    assert expanded(preamble, r"\x") == r"\x"


def test_a_provided_command_gives_way():
    r"""``\providecommand`` leaves what is defined before it."""
    assert expanded(r"\newcommand{\x}{1}\providecommand{\x}{2}", r"\x") == "1"


def test_places_are_those_of_the_use():
    """What a macro makes stands where it is used; an argument where it is written."""
    macros = collect(tokenize(r"\newcommand{\sq}[1]{#1^2}"))
    made = expand(tokenize(r"ab\sq{c}"), macros)
    assert [(token.text, token.position) for token in made[2:]] == [("c", 6), ("^", 2), ("2", 2)]


@pytest.mark.parametrize(
    ("preamble", "source"),
    [
        (r"\newcommand{\x}{\x\x}", r"\x"),
        (r"\newcommand{\x}{\x}", r"\x"),
        (r"\def\a{\b}\def\b{\a}", r"\a"),
        (r"\def\a{xx}\def\b{\a\a}" + r"\def\c{\b\b\b\b}\def\d{\c\c\c\c\c\c\c\c\c\c}"
         r"\def\e{\d\d\d\d\d\d\d\d\d\d}\def\f{\e\e\e\e\e\e\e\e\e\e}", r"\f\f\f\f\f"),
        (r"\newcommand{\x}[1]{#1#1\x{#1#1}}", r"\x{ab}"),
        (r"\newcommand{\x}[1]{y}", r"\x"),
        (r"\newcommand{\x}[1]{y}", r"\x{a"),
    ],
)  # fmt: skip
def test_bombs(preamble, source):
    """What has no end, or becomes too long, is a problem."""
    with pytest.raises(Problem):
        expanded(preamble, source)


def test_an_argument_is_no_macro_body():
    r"""A ``#1`` in an argument stays text."""
    assert expanded(r"\newcommand{\x}[1]{(#1)}", r"\x{\x{#1}}") == "((#1))"


@given(st.text(alphabet="\\{}[]#12defltx newcommand*", max_size=80))
def test_anything_is_collected(source):
    """No preamble is refused."""
    collect(tokenize(source))
