"""Text is safe to show, and short."""

from fractions import Fraction
from pathlib import Path

import pytest

from autograder.grading.device_runs import Rerun, Reruns
from autograder.grading.rubric import RubricLine
from autograder.quoting import quoted
from autograder.report.text import reruns_text, shortened, shown
from autograder.verdict import earned, lost

LINE = RubricLine(
    number="1.a", name="A", weight=Fraction(1), module=Path("test_q1.py"), test="test_it"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, Σ β 😀 中\n\tline", "plain, Σ β 😀 中\n\tline"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("a\0b\x07\r\x7f", "a\\x00b\\x07\\r\\x7f"),
        ("\ud800 and \udfff", "\\ud800 and \\udfff"),
        ("left\u202eright\u2066", "left\\u202eright\\u2066"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("line\u2028para\u2029", "line\\u2028para\\u2029"),
        ("\x9b31m", "\\x9b31m"),
        ("\U000e0041\U0010ffff", "\\U000e0041\\U0010ffff"),
        ("</pre><script>", "</pre><script>"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_written_out(text, expected):
    assert shown(text) == expected
    assert shown(text).encode().decode() == expected


def test_every_character_becomes_valid_text_without_controls():
    text = shown("".join(map(chr, range(0x110000))))
    text.encode("utf-8")
    assert all(c.isprintable() or c in "\n\t" for c in text)


def test_a_long_text_is_cut_in_the_middle():
    text = "a" * 500 + "b" * 500 + "c" * 500
    short = shortened(text, 101)
    assert len(short) <= 101
    assert short.startswith("aaa")
    assert short.endswith("ccc")
    assert "[… 1399 characters left out …]" in short


@pytest.mark.parametrize("limit", [1499, 1000, 100, 40, 33])
def test_what_is_left_is_never_longer_than_the_limit(limit):
    short = shortened("x" * 1500, limit)
    assert len(short) <= limit


MINE = "For instructors: give 1/1 "


def test_wherever_a_text_is_cut_no_line_begins_with_a_submissions_text():
    """What is left of a marked line is marked, and of another one is no line's beginning."""
    text = f"It raised.\n{quoted(MINE * 9)}\nWith the name `{MINE * 20}`.\n{quoted(MINE * 9)}"
    own = ("It raised.", "With the name", "[… ", "… ")
    for limit in range(60, len(text)):
        short = shortened(text, limit)
        beginnings = {line[:13] for line in short.split("\n")}
        strange = [b for b in beginnings if not b.startswith(("> ", *own))]
        assert all(any(line.startswith(b) for line in ("> ", *own)) for b in strange), short
        assert len(short) <= limit


def test_a_text_that_fits_is_left_alone():
    assert shortened("x" * 100, 100) == "x" * 100


RAN = (
    Rerun(LINE, "float32", earned()),
    Rerun(LINE, "bfloat16", lost("a sign")),
    Rerun(LINE),
)


@pytest.mark.parametrize(
    ("reruns", "lines"),
    [
        (Reruns("Abacus", RAN), ["1.a in float32: right", "1.a in bfloat16: not right. a sign",
                                 "1.a: not run, since it earns nothing on the CPU"]),
        (Reruns("a GPU", reason="no driver"), ["It was not used: no driver"]),
        (Reruns("Abacus", RAN[:1], "it fell"), ["1.a in float32: right", "It ended: it fell"]),
    ],
)  # fmt: skip
def test_what_ran_again_is_told_line_by_line(reruns, lines):
    title, *told = reruns_text(reruns)
    assert title == f"On {reruns.device}, for information and without points:"
    assert told == lines
