"""A student's module has what is named, and nothing else of the reference's."""

import ast

import pytest

from autograder.grading.skeleton import TemplateError, skeleton

REFERENCE = '''\
"""Momentum.

v_0 = 0; SECRETLESS docstring with "quotes".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch as th
from notation import E, dimension, natural, question, unit, vector  # SECRET

d = dimension("d")
RANK: int = 4  # SECRET
LIMIT = (
    2 * RANK,  # SECRET
)
SECRET = "SECRET"

# SECRET: the accepted forms.


def unrolled(SECRET):
    return SECRET


@question("2.3.debiased", where=unrolled, v=vector(d), beta=unit, t=natural)  # SECRET
def debiased(v, beta, t):  # SECRET
    """A rescaled v_t whose expectation is E[g].

    v: d×1.  Returns d×1.
    """
    # SECRET
    return v / (1 - beta**t) * SECRET


def debiased_SECRET(v, beta, t):
    return v


@question("2.4.choice")
def choice(): "True or False."; return SECRET


@question("2.5.code")
def step(
    theta: th.Tensor,  # SECRET
    # SECRET
    loss: Callable[[th.Tensor], float] = lambda theta: LIMIT[0],
    *,
    rank: int = RANK,
) -> dict[str, th.Tensor]:
    r"""One step, \\epsilon.

    theta: (n,).
    """

    def SECRET():
        """SECRET"""

    return math.SECRET


@question("2.6.module")
class Layer(th.nn.Module):
    """A layer.

    Args: none.
    """

    SECRET: int = 3  # SECRET

    def __init__(self, weight: th.Tensor) -> None:  # SECRET
        super().__init__()

    @property
    def rank(self) -> int:
        """The rank."""
        return SECRET

    @th.no_grad()
    def forward(self, X):
        # SECRET
        return X

    def _SECRET(self):
        return SECRET

    class SECRET:
        pass
'''

STUDENT = '''\
"""Momentum.

v_0 = 0; SECRETLESS docstring with "quotes".
"""

from __future__ import annotations

from collections.abc import Callable
import torch as th
from notation import *

RANK: int = 4
LIMIT = (2 * RANK,)


# 2.3.debiased
def debiased(v, beta, t):
    """A rescaled v_t whose expectation is E[g].

    v: d×1.  Returns d×1.
    """
    raise NotImplementedError


# 2.4.choice
def choice():
    "True or False."
    raise NotImplementedError


# 2.5.code
def step(
    theta: th.Tensor,
    loss: Callable[[th.Tensor], float] = lambda theta: LIMIT[0],
    *,
    rank: int = RANK,
) -> dict[str, th.Tensor]:
    r"""One step, \\epsilon.

    theta: (n,).
    """
    raise NotImplementedError


# 2.6.module
class Layer(th.nn.Module):
    """A layer.

    Args: none.
    """

    def __init__(self, weight: th.Tensor) -> None:
        raise NotImplementedError

    @property
    def rank(self) -> int:
        """The rank."""
        raise NotImplementedError

    def forward(self, X):
        raise NotImplementedError
'''


def test_what_is_kept_and_what_is_not():
    made = skeleton(REFERENCE, "q2.py")
    assert made is not None
    assert made.text == STUDENT
    assert "SECRET" not in made.text.replace("SECRETLESS", "")
    ast.parse(made.text)


def test_questions_are_listed_in_order_with_their_summaries():
    made = skeleton(REFERENCE, "q2.py")
    assert made is not None
    assert [(q.number, q.name) for q in made.questions] == [
        ("2.3.debiased", "debiased"),
        ("2.4.choice", "choice"),
        ("2.5.code", "step"),
        ("2.6.module", "Layer"),
    ]
    assert made.questions[0].summary == "A rescaled v_t whose expectation is E[g]."


def test_a_module_without_questions_has_no_skeleton():
    assert skeleton("def helper(x):\n    return x\n", "helper.py") is None


def test_a_module_of_code_alone_imports_no_notation():
    made = skeleton('@question("1")\ndef f(x):\n    """F."""\n    return x\n', "q.py")
    assert made is not None
    assert made.text == '# 1\ndef f(x):\n    """F."""\n    raise NotImplementedError\n'


def test_what_a_signature_takes_from_notation_is_there():
    source = (
        "from notation import Expression, question\n"
        '@question("1")\ndef f(x: Expression):\n    """F."""\n    return x\n'
    )
    made = skeleton(source, "q.py")
    assert made is not None
    assert "from notation import *" in made.text


def test_a_question_may_be_declared_through_the_module():
    made = skeleton('@notation.question("1")\ndef f():\n    """F."""\n    return 1\n', "q.py")
    assert made is not None
    assert [question.number for question in made.questions] == ["1"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(:\n", r"q\.py:1: "),
        ('@question("1")\ndef f():\n    return 1\n', r"q\.py:2: f has no docstring"),
        ('@question(N)\ndef f():\n    """F."""\n', r"q\.py:2: the number of f is written as text"),
        (
            'if True:\n    @question("1")\n    def f():\n        """F."""\n',
            r"q\.py:3: a question is declared at the top level",
        ),
        (
            'def g(): return 1\n@question("1")\ndef f(x=g()):\n    """F."""\n',
            "signatures use g, which is no import and no constant",
        ),
        (
            'def g(): return 1\nY = g()\n@question("1")\ndef f(x=Y):\n    """F."""\n',
            "signatures use g, which",
        ),
        (
            '@question("1")\nclass F(Base):\n    """F."""\n    def g(self, x: Other): ...\n',
            "signatures use Base, Other",
        ),
        (
            '@question("1")\ndef f():\n    "F." "G."\n',
            r"q\.py:3: a docstring is one string",
        ),
    ],
)
def test_a_reference_that_cannot_be_handed_out_is_refused(source, message):
    with pytest.raises(TemplateError, match=message):
        skeleton(source, "q.py")


@pytest.mark.parametrize(
    ("imported", "asked", "has_it"),
    [
        ("import torch", '@question("1.1")\ndef f(x): "F."', True),
        ("from torch.nn.functional import softmax", '@question("1.1")\ndef f(x): "F."', True),
        ("from torch import nn", '@question("1.1")\nclass F: "F."', True),
        ("import torch", '@question("1.1")\ndef f(): "A choice."', False),
        ("import torch", '@question("1.1", x=real)\ndef f(x): "An expression."', False),
        ("import torchvision", '@question("1.1")\ndef f(x): "F."', False),
        ("from .torch import x", '@question("1.1")\ndef f(x): "F."', False),
    ],
)
def test_torch_is_there_where_code_is_asked_for(imported, asked, has_it):
    """However the reference imports it: what it uses of it is an answer."""
    made = skeleton(f"{imported}\nfrom notation import question, real\n\n\n{asked}\n", "q1.py")
    lines = [line for line in made.text.splitlines() if "torch" in line]
    assert lines == (["import torch"] if has_it else [])
