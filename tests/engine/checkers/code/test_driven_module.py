"""A module that is held to a contract: a promise that it breaks is named, and costs its clause."""

from fractions import Fraction

import pytest

from autograder.checkers.code.driven_module import DrivenModule
from autograder.checkers.common.clauses import Clauses

CLAUSES = Clauses({"output": 3, "training": 2, "arguments": 1})


@pytest.mark.parametrize("seed", range(3))
def test_what_keeps_the_contract_earns_everything(judge, seed):
    verdict = judge(seed=seed, clauses=CLAUSES)
    assert (verdict.share, verdict.message) == (1, "")


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_it_does_so_in_every_setting(judge, dtype):
    assert judge(dtype=dtype).share == 1


FORWARD = "    def forward(self, X):"
COUNTED = """
        self.calls = getattr(self, "calls", 0) + 1
        X = X * 2 if self.calls > 2 else X"""
RESULT = "X @ self.weight * (1 + self.gain) ** self.power"
BROKEN = {
    "no parameter": (
        {"self.gain": "self.scale"},
        "The module has no parameter `gain`: what is trained is a `torch.nn.Parameter`",
        0,
    ),
    "frozen gain": (
        {"(torch.zeros_like(weight[0]))": "(torch.zeros_like(weight[0]), requires_grad=False)"},
        "`gain` is frozen: nothing can train it.",
        4,
    ),
    "shape": (
        {"torch.zeros_like(weight[0])": "torch.zeros_like(weight)"},
        "The shape of `gain` is (3, 2), not (2,).",
        0,
    ),
    "trainable": (
        {"weight.clone(), power": "torch.nn.Parameter(weight.clone()), power"},
        "Only gain is trained, but so is `weight`.",
        4,
    ),
    "start": (
        {"torch.zeros_like(weight[0])": "torch.full_like(weight[0], torch.nan)"},
        "At the start `gain` has numbers that are not finite, or nearly so.",
        4,
    ),
    "state": (
        {FORWARD: f"{FORWARD}{COUNTED}"},
        "A second call with the same input has another output",
        0,
    ),
    "in place": (
        {f"return {RESULT}": f"Y = {RESULT}\n        X.data.zero_()\n        return Y"},
        "The input is another one after the call: work on a copy.",
        5,
    ),
    "twice": (
        {"X @ self.weight * (1 + self.gain)": "X @ self.weight * (1 + 2 * self.gain)"},
        "The output is not right. The gain enters twice.",
        0,
    ),
    "values": (
        {"X @ self.weight * (1 + self.gain)": "X @ self.weight * (1 + self.gain**3)"},
        "In the output, 8 of 8 numbers are not right.",
        0,
    ),
    "not copied": (
        {"weight.clone()": "weight"},
        "When the weight as passed to the constructor is overwritten afterwards",
        5,
    ),
    "no gradient": (
        {"X @ self.weight * (1 + self.gain)": "X @ self.weight * (1 + self.gain.detach())"},
        "No gradient of the output reaches gain.",
        4,
    ),
}


@pytest.mark.parametrize("note", BROKEN)
def test_what_breaks_a_promise_is_told_so_and_loses_its_clause(judge, note):
    edits, text, sixths = BROKEN[note]
    verdict = judge(edits, clauses=CLAUSES)
    assert note in verdict.notes
    assert text in verdict.message
    assert verdict.share == Fraction(sixths, 6), verdict.message
    assert "Found with side" in verdict.message


def test_a_step_that_reaches_what_is_frozen_is_told(judge):
    """A hook moves the weight by as little as one sees."""
    hook = "        self.gain.register_hook(lambda _: [self.weight.data.add_(1e-15), None][1])"
    made = "        self.merged = None\n\n    def forward"
    verdict = judge({made: f"{hook}\n{made}"}, clauses=CLAUSES)
    assert verdict.share == Fraction(4, 6), verdict.message
    assert "A step of gradient descent changes the weight." in verdict.message


def test_without_clauses_all_is_lost_by_any(judge):
    assert judge({"weight.clone()": "weight"}).share == 0


def test_single_precision_on_the_way_is_forgiven_in_part(judge):
    verdict = judge({"return X @ self.weight *": "return (X @ self.weight).float().to(X) *"})
    assert verdict.share == Fraction(7, 8)


def test_a_clause_that_no_module_has_is_refused():
    with pytest.raises(ValueError, match="no clause `speed` here"):
        DrivenModule(cases=(), clauses=Clauses({"speed": 1}))
