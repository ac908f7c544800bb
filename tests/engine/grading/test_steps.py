"""What has no reply goes with the next request; what comes of it is the same as one by one."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from autograder.checkers.common.line import Line
from autograder.sandbox.values import Tensor
from autograder.sandbox.worker import Worker
from autograder.verdict import lost

RIGHT = """
import os, sys, torch

class two(torch.nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.W = torch.nn.Parameter(weight.clone())

    def forward(self, x):
        return x @ self.W
"""
BODY = "        return x @ self.W\n"
NAMES = "    def named_parameters(self, *a, **k):\n"
#: Where each goes wrong in its own way, the message has to be that of the step that did.
SOURCES = {
    "right": RIGHT,
    "no parameter": RIGHT.replace("self.W = torch.nn.Parameter(weight.clone())", "self.W = weight"),
    "another shape": RIGHT.replace("weight.clone()", "weight[:1].clone()"),
    "constructor raises": RIGHT.replace("super().__init__()", "raise ValueError('no')"),
    "call raises": RIGHT.replace(BODY, "        raise ValueError('no')\n"),
    "call exits": RIGHT.replace(BODY, "        os._exit(3)\n"),
    "call hangs": RIGHT.replace(BODY, "        while True: pass\n"),
    "names raise": f"{RIGHT}{NAMES}        raise KeyError('names')\n",
    "names exit": f"{RIGHT}{NAMES}        sys.exit(2)\n",
    "no gradient": RIGHT.replace(BODY, "        return (x @ self.W).detach()\n"),
    "an integer": RIGHT.replace(BODY, "        return 3\n"),
    "gradients raise": RIGHT.replace(
        BODY, "        y = x @ self.W\n        y.register_hook(lambda g: 1 / 0)\n        return y\n"
    ),
}


@dataclass(frozen=True)
class Drives:
    """Makes a module, gives it parameters, trains it a step, and says all that it has seen."""

    def check(self, line: Line):
        """Do so."""
        X = Tensor.of(np.arange(6.0).reshape(3, 2))
        weight = line.submitted.send(Tensor.of(np.eye(2)))
        module = line.submitted.construct(weight)
        module.assign({"W": Tensor.of(np.full((2, 2), 2.0))})
        seen = [module.call(X), module.parameters()]
        seen.append(module.backward(X, Tensor.of(np.ones((3, 2)))))
        module.step(0.5)
        seen += [module.call(X), weight.value()]
        # Every number, not only what a dataclass shows of a tensor.
        return lost(repr(_written(seen)))


def _written(value):
    if isinstance(value, Tensor):
        return value.array().tolist()
    if isinstance(value, dict):
        return {name: _written(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_written(item) for item in value]
    return value if not hasattr(value, "parameters") else _written(dict(value.parameters))


@pytest.mark.parametrize("kind", SOURCES)
def test_the_verdict_is_the_same_as_one_by_one(graded, kind):
    first, second = (
        graded(SOURCES[kind], one_by_one=apart, pace=0.1).line(checker=Drives(), code=True)
        for apart in (False, True)
    )
    assert first == second
    assert kind != "right" or "[-9.5, -9.5]" in first.message


def test_what_has_no_reply_is_in_no_frame_of_its_own(graded, monkeypatch):
    """Five frames fewer: for the weight, the leaf, what is assigned, backward and the step."""
    frames: Counter[bool] = Counter()
    request = Worker.request

    def counted(worker, *arguments, **options):
        frames[apart] += 1
        return request(worker, *arguments, **options)

    monkeypatch.setattr(Worker, "request", counted)
    for apart in (False, True):
        graded(RIGHT, one_by_one=apart).line(checker=Drives(), code=True)
    assert frames[True] - frames[False] == 5
