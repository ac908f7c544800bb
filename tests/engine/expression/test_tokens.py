"""The words of the written form."""

import pytest

from autograder.expression.tokens import MAX_LENGTH, ParseError, tokenize


def words(text):
    return [(token.kind, token.text) for token in tokenize(text)]


def test_a_text_is_split_into_numbers_names_and_marks_and_ends_with_the_end():
    assert words("2*x_1 ** .5e-3") == [
        ("number", "2"),
        ("mark", "*"),
        ("name", "x_1"),
        ("mark", "**"),
        ("number", ".5e-3"),
        ("end", ""),
    ]


def test_a_mark_of_two_signs_is_one_word():
    assert [text for kind, text in words("a<=b<<c!=d==e>=f") if kind == "mark"] == [
        "<=",
        "<<",
        "!=",
        "==",
        ">=",
    ]


def test_a_greek_letter_is_a_name():
    assert words("σ") == [("name", "σ"), ("end", "")]


def test_a_word_knows_its_place():
    assert [token.position for token in tokenize("  ab + c ")] == [2, 5, 7, 9]


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("x^2", 1, "a power is written **"),
        ("a − b", 2, "a minus is written -"),
        ("A'", 1, "A.T"),
        ("A @ B", 2, "a product of matrices is written *"),
        ("a = b", 2, "an equation is no expression"),
        ("a ; b", 2, "';' cannot be read"),
        ("a" * 201, 0, "a name of more than 200"),
        ("1 + " + "9" * 4001, 4, "a number of more than 4000"),
        (" " * (MAX_LENGTH + 1), MAX_LENGTH, "an expression of more than 50000"),
    ],
)
def test_what_is_no_word_is_refused_with_its_place_and_a_hint(text, position, said):
    with pytest.raises(ParseError) as raised:
        tokenize(text)
    assert raised.value.position == position
    assert said in str(raised.value)
    assert str(raised.value).endswith(f"(at character {position + 1})")
