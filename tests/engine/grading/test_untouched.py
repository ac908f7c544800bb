"""A template counts as untouched until something in it could be an answer."""

import pytest

from autograder.grading.untouched import is_untouched

TEMPLATE = '''"""Question 1."""

import torch
from notation import *


# 1.a
def count(n: int, *, k: dict = {1: 2}):
    """How many?

    n: natural
    """
    raise NotImplementedError


class Layer(torch.nn.Module):
    """A layer."""

    def __init__(self, d):
        """Make it."""
        raise NotImplementedError

    def forward(self, x):
        raise NotImplementedError
'''


def untouched(text):
    source = text if isinstance(text, bytes) else text.encode()
    return is_untouched(source, TEMPLATE.encode())


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t,
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("\n", "\r"),
        lambda t: t.replace("\n", "  \n"),
        lambda t: t.replace("    ", "\t"),
        lambda t: t.replace("\n\n\n", "\n\n"),
        lambda t: f"# Jane Doe, 12345\n\n{t}",
        lambda t: f"\ufeff{t}",
        lambda t: t.encode("utf-16"),
        lambda t: t.replace("NotImplementedError", "NotImplementedError  # TODO"),
        lambda t: t.replace("NotImplementedError", "NotImplementedError()"),
        lambda t: t.replace("How many?", "I do not know."),
        lambda t: t.replace('"""Make it."""\n        ', ""),
        lambda t: t.replace("import torch", "import math\nimport torch"),
        lambda t: t + '\n\nif __name__ == "__main__":\n    print("hello")\n',
        lambda t: t + "\n\ndef helper(x):\n    return x\n",
        lambda t: t.rstrip("\n"),
        lambda _: "",
        lambda _: "\ufeff \r\n\t",
        lambda _: "\0" * 4096,
    ],
)  # fmt: skip
def test_what_answers_nothing_is_untouched(change):
    assert untouched(change(TEMPLATE))


FIRST = "raise NotImplementedError"


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace(FIRST, "return n", 1),
        lambda t: t.replace(FIRST, "pass", 1),
        lambda t: t.replace(FIRST, f"x = 1\n    {FIRST}", 1),
        lambda t: t.replace(FIRST, f"{FIRST}\n    return n", 1),
        lambda t: t + "\n\ndef count(n):\n    return n\n",
        lambda t: t + "\n\ncount = lambda n: n\n",
        lambda t: t + "\n\nfrom answers import *\n",
        lambda t: t + "\n\nfrom answers import count\n",
        lambda t: t.replace(
            "class Layer", "class Base:\n    def forward(self): ...\n\nclass Layer"
        ),
        lambda t: t[: len(t) // 2],
        lambda t: t + "x = (",
        lambda t: t + 'x = """',
        lambda t: t + "\n  x\n",
        lambda t: t.encode() + b"# \xff",
        lambda t: t + "#" * 10**6,
        lambda _: "x = 1",
    ],
)
def test_what_could_answer_something_is_not(change):
    assert not untouched(change(TEMPLATE))


def test_without_a_template_only_what_is_empty_is_untouched():
    assert is_untouched(b" \n", b"")
    assert not is_untouched(b"def f():\n    raise NotImplementedError\n", b"")


@pytest.mark.parametrize("text", ["(" * 20_000, "\n".join(" " * k + "if x:" for k in range(150)),
                                  "def " * 5_000, "# coding: rot13\n", "-" * 20_000])  # fmt: skip
def test_text_that_exhausts_a_parser_is_looked_at_all_the_same(text):
    assert not untouched(text + "\nx")
