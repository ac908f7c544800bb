"""An answer is taken out of a submission with all that it needs, and nothing of its author's."""

import pytest

from autograder.authoring.answer_code import answer_code, names_said, written_out
from autograder.authoring.refusal import AuthoringError
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

MAIN = '''
"""Homework of Jane Doe"""
# Jane Doe, 2026
import numpy as np
import torch
from notation import *
from helpers import twice, thrice

TABLE = {}
TABLE["a"] = 2  # set here
OTHER = 3
print("by Jane Doe")

def helper(x):
    """Jane's own."""
    return TABLE["a"] * twice(x)

def unused():
    return OTHER

def answer(x):
    "Jane's answer"
    def inner(y):
        """Nothing but this."""
    return helper(x) + np.pi  # Jane
'''
HELPERS = '''
"""Jane's helpers"""
FACTOR = 2
def twice(x):
    return FACTOR * x
def thrice(x):
    return 3 * x
'''
SOURCES = {"q1.py": MAIN.encode(), "helpers.py": HELPERS.encode()}


def test_all_that_it_needs_comes_along_and_no_word_of_its_author():
    code = answer_code(SOURCES, "q1.py", "answer")
    assert "Jane" not in code
    assert "unused" not in code
    assert "thrice" not in code
    assert "torch" not in code
    space = {}
    exec(code.replace("from notation import *", ""), space)
    assert space["answer"](5) == pytest.approx(20 + 3.141592653589793)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("import helpers", "`import helpers` takes another file"),
        ("from helpers import twice as helper", "takes another file"),
    ],
)
def test_what_cannot_be_followed_is_refused(line, why):
    source = f"{line}\ndef answer(x):\n    return helpers.twice(x) + helper(x)\n"
    with pytest.raises(AuthoringError, match=why):
        answer_code({**SOURCES, "q1.py": source.encode()}, "q1.py", "answer")


def test_files_that_import_each_other_come_to_an_end():
    sources = {
        "q1.py": b"from helpers import f\ndef answer():\n    return f()\n",
        "helpers.py": b"from q1 import answer\ndef f():\n    return answer\n",
    }
    with pytest.raises(AuthoringError, match="in a circle"):
        answer_code(sources, "q1.py", "answer")


@pytest.mark.parametrize("source", [b"def other(): pass", b"def answer(:"])
def test_a_file_without_the_function_is_refused(source):
    with pytest.raises(AuthoringError, match=r"q1\.py"):
        answer_code({"q1.py": source}, "q1.py", "answer")


def test_an_expression_is_written_out_with_its_indices():
    symbols = {"b": parse_domain("unit"), "t": parse_domain("natural")}
    root = parse("Sum(b**i, (i, 1, t))/2", symbols)
    assert written_out(root, "half", ["b", "t"]) == (
        "from notation import *\n\n\ndef half(b, t):\n"
        '    i = Symbol("i")\n    return Sum(b**i, (i, 1, t))/2\n'
    )


def test_names_of_people_are_found_in_any_case_and_as_parts_of_words():
    code = "def solution_jane(x):\n    return DOE_X + x\n"
    assert names_said(code, ["Jane Doe", "jd", "x"]) == ["doe", "jane"]
    assert names_said(code, ["Janet Li"]) == []
