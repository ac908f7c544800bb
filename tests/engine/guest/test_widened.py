"""A worker in which float32 means float64: by every name, and for nothing else."""

import pytest

from autograder.sandbox.worker_replies import Answer

SOURCE = """
import numpy as np
import torch

def dtype(text):
    x = torch.ones(2, dtype=torch.float64)
    return str(eval(text).dtype)

def number(text):
    return float(eval(text))
"""
MADE = (
    "x.float()", "x.to(torch.float32)", "x.to(dtype=torch.float32)", "x.type(torch.float32)",
    "x.type(torch.FloatTensor)", "x.type('torch.FloatTensor')", "torch.FloatTensor([0.1])",
    "x.softmax(-1, dtype=torch.float32)", "torch.zeros(2, dtype=torch.float32)",
    "torch.nn.Linear(2, 2).float().weight", "torch.from_numpy(x.numpy().astype(np.float32))",
)  # fmt: skip


@pytest.fixture
def ask(run_code):
    """Call a function of a file that was imported where float32 means float64."""
    code = run_code(SOURCE)
    body = {"paths": ["again.py"], "contents": [SOURCE.encode()], "widened": True}
    assert isinstance(code.ask("open", **body), Answer)
    code.ask("load", module="again")

    def ask(name, text):
        reply = code.target({"module": "again", "name": name}, text)
        assert isinstance(reply, Answer), reply
        return reply.value

    return ask


def test_what_is_asked_for_in_float32_is_made_in_float64(ask):
    """Whatever the name, of torch's or of numpy's."""
    assert {text: ask("dtype", text) for text in MADE} == dict.fromkeys(MADE, "torch.float64")


def test_numbers_are_not_rounded_on_the_way(ask):
    assert ask("number", "torch.tensor(0.1, dtype=torch.float32)") == 0.1
    assert ask("number", "torch.FloatTensor([0.1])") == 0.1


def test_what_a_dtype_says_of_itself_is_what_it_was(ask):
    """A guard of that size is not to vanish."""
    assert ask("number", "torch.finfo(torch.float32).eps") == 2.0**-23
    assert ask("number", "np.finfo(np.float32).eps") == 2.0**-23
    assert ask("number", "torch.finfo(torch.float64).eps") == 2.0**-52
