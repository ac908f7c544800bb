r"""TeX's own view of a source: what is one token, where it stands, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.latex.tokens import MAX_LENGTH, Problem, Token, tokenize


def texts(source):
    """Return what tokens say, blanks left out."""
    return [token.text for token in tokenize(source) if token.kind != "space"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"\alpha_t^2", ["alpha", "_", "t", "^", "2"]),
        (r"\frac12", ["frac", "1", "2"]),
        (r"a\\b", ["a", "\\", "b"]),
        (r"\,x\{y\}", [",", "x", "{", "y", "}"]),
        (r"\begin{align*}", ["begin", "{", "a", "l", "i", "g", "n", "*", "}"]),
        (r"\operatorname*{argmax}", ["operatorname*", "{", *"argmax", "}"]),
        (r"\alpha*b", ["alpha", "*", "b"]),
        ("50\\% % not this\nx", ["5", "0", "%", "x"]),
        ("a%\n  b", ["a", "b"]),
        ("\\", [""]),
    ],
)
def test_what_a_token_is(source, said):
    """Commands are whole, letters are alone, comments are gone."""
    assert texts(source) == said


@pytest.mark.parametrize(
    ("pasted", "written"),
    [
        ("α·β", r"\alpha\cdot\beta"),
        ("x²", "x^{2}"),
        ("hₜ", "h_{t}"),
        ("∑ ≤ ∞ √ −", r"\sum \le \infty \sqrt -"),
        ("ℝ", r"\mathbb R"),
        ("𝛼", r"\alpha"),
        ("a × b ≠ c ∈ D", r"a \times b \ne c \in D"),
        ("‖W‖", r"\Vert W\Vert"),
        ("⟨x⟩", r"\langle x\rangle"),
    ],
)
def test_pasted_signs(pasted, written):
    """Signs of Unicode are the commands that look like them."""
    assert texts(pasted) == texts(written)


def test_places():
    """A token knows where it stands, also behind a start that is given."""
    assert tokenize(r"a \beta", start=10) == [
        Token("char", "a", 10), Token("space", " ", 11), Token("command", "beta", 12),
    ]  # fmt: skip


def test_a_problem_shows_its_place():
    """A problem names the line, and marks the place below it."""
    source = "one\ntwo x^\nthree"
    shown = Problem("nothing above x", source.index("x^")).located(source)
    assert shown.splitlines() == ["line 2: nothing above x", "    two x^", "        ^"]


def test_a_problem_in_a_long_line():
    """Of a line without end a piece around the place is shown."""
    source = "a" * 100_000 + "!" + "b" * 100_000
    shown = Problem("this", 100_000).located(source)
    message, line, mark = shown.splitlines()
    assert message == "line 1: this"
    assert len(line) < 120
    assert line[mark.index("^")] == "!"


def test_too_long():
    """More than the limit is refused."""
    with pytest.raises(Problem, match="characters"):
        tokenize("x" * (MAX_LENGTH + 1))


def test_as_many_tokens_as_characters():
    """Deep braces, NULs and what is unbalanced cost no more tokens than characters."""
    source = "{" * 1_000 + "\0" * 1_000 + "}" * 10 + "$^_&" * 100
    assert len(tokenize(source)) == len(source)


@given(st.text(max_size=200))
def test_places_only_grow(source):
    """Tokens stand in the order of their places, all within the source."""
    places = [token.position for token in tokenize(source)]
    assert places == sorted(places)
    assert all(0 <= place < len(source) for place in places)
