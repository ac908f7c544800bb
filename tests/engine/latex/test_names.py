"""Letters and words: what they are, and what nobody declared."""

import pytest
from latex_readings import readings, refusal, understood

SYMBOLS = {
    "x": "real", "alpha": ("real", r"\alpha"), "w_small": ("real", r"w_{small}"), "n": "size",
    "A": "matrix[n,n]", "h": ("sequence[real]", "h_{i}"), "t": "natural", "BN": ("real", "BN"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        ("nx", "n*x"),
        (r"\alpha x", "alpha*x"),
        (r"w_{\text{small}} x", "w_small*x"),
        (r"w_{\mathrm{small}}", "w_small"),
        ("BN", "BN"),
        (r"log(x)", "log(x)"),
        (r"h_{t}h_{t-1}", "h[t]*h[t - 1]"),
        (r"\infty", "oo"),
    ],
)
def test_letters_and_words_are_the_symbols_of_the_question(tex, meaning):
    assert readings(tex, SYMBOLS) == [meaning]


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        (r"\alpa x", "alpa"),
        ("xz", "z is no symbol of this question"),
        (r"\beta x", r"\beta"),
        (r"\mathrm{size} \cdot x", "“size” is no symbol of this question"),
    ],
)
def test_what_nobody_declared_is_named(tex, says):
    assert says in refusal(tex, SYMBOLS)


def test_no_symbol_is_made_of_two_letters():
    assert "d is no symbol" in refusal("dx", {"x": "real"})


def test_what_is_asked_for_is_no_symbol():
    said = refusal("v + x", {"x": "real"}, names=["v"])
    assert "what is asked for" in said


def test_what_fits_leaves_no_remark():
    assert understood("nx", SYMBOLS).remarks == ()
