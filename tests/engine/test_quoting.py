"""A submission's text is marked on every line, or has no line of its own."""

import pytest

from autograder.quoting import one_line, quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "> "),
        ("one", "> one"),
        ("one\ntwo\n", "> one\n> two\n> "),
        ("> mine", "> > mine"),
        ("  x\n    y", ">   x\n>     y"),
        ("word " * 25, "> " + "word " * 23 + "word\n> word "),
        ("x" * 130, "> " + "x" * 120 + "\n> " + "x" * 10),
    ],
)
def test_every_line_is_marked(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize("text", ["a\n" * 500, "a" * 10_000, "a\n" * 30])
def test_many_lines_are_left_out_and_that_is_seen(text):
    lines = quoted(text).split("\n")
    assert len(lines) == 30
    assert lines[-1] == "> …"


def test_a_sentence_stays_one():
    assert one_line("a\nb\r\tc\x1b\u2028d Σ") == "a\\nb\\r\\tc\\x1b\\u2028d Σ"
    assert one_line("\ud800") == "\\ud800"
    assert len(one_line("a" * 10_000)) == 501
