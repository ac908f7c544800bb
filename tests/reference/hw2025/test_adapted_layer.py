"""Linear layers with adapters, judged in workers: right on every seed, and wrong for a reason."""

from functools import partial

import pytest
from one_line import edited as original
from one_line import judged

from autograder.checkers.code.driven_module import DrivenModule
from autograder.verdict import State
from hw2025.adapted_layer import LAYERS

DECLARED = "class Layer: pass"
RIGHT = """
import torch

class Layer(torch.nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        self.W = weight.clone()
        self.A = torch.nn.Parameter(torch.randn(weight.shape[0], rank).to(weight))
        self.B = torch.nn.Parameter(torch.zeros(weight.shape[1], rank).to(weight))
        self.merged = None

    def forward(self, X):
        if self.merged is not None:
            return X @ self.merged
        return X @ self.W + X @ self.A @ self.B.mT

    def merge(self):
        self.merged = (self.W + self.A @ self.B.mT).detach()

    def unmerge(self):
        self.merged = None
"""


@pytest.fixture
def check(zygote, layers):
    """Judge the layer of a source text."""
    return partial(
        judged, checker=DrivenModule(cases=LAYERS), declared=DECLARED, zygote=zygote, layers=layers
    )


edited = partial(original, RIGHT)


@pytest.mark.parametrize("seed", range(4))
def test_a_right_layer_earns_everything_whatever_the_seed(check, seed):
    verdict = check(RIGHT, seed=seed)
    assert (verdict.share, verdict.message) == (1, "")


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_a_right_layer_is_right_in_every_setting(check, dtype):
    assert check(RIGHT, dtype=dtype).share == 1


def test_a_wrong_layer_is_wrong_in_every_setting(check):
    wrong = edited(("X @ self.A @ self.B.mT", "2 * X @ self.A @ self.B.mT"))
    for dtype in ("float64", "float32"):
        assert check(wrong, dtype=dtype).notes == ("scale",)


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([("X @ self.W + X", "0.5 * X")],
         "In the output at the start, 12 of 12 numbers are not right."),
        ([(".to(weight))", ".to(weight) + 1)")], "At the start neither A nor B is zero"),
        ([("self.merged = None\n\n    def forward", "self.bias = torch.nn.Parameter(weight[0])\n"
           "        self.merged = None\n\n    def forward")],
         "Only A and B are trained, but so is `bias`."),
        ([("self.B = torch", "self.C = torch")], "The module has no parameter `B`"),
        ([("weight.shape[1], rank", "rank, weight.shape[1]")],
         "The shape of `B` is (2, 3), not (3, 2)."),
    ],
)  # fmt: skip
def test_the_first_broken_promise_is_named_with_its_case(check, edits, message):
    verdict = check(edited(*edits), seed=5)
    assert (verdict.state, verdict.share) == (State.FAILED, 0)
    assert verdict.message.startswith(message)
    assert verdict.message.endswith(
        "Found with weight (5, 3), rank = 2 and X of shape (4, 5) (seed 5)."
    )


def test_a_weight_that_training_changes_behind_the_scenes_is_named(check):
    hook = "X.requires_grad and X.register_hook(lambda _: [self.W.mul_(0.5), None][1])"
    verdict = check(edited(("        if self.merged", f"        {hook}\n        if self.merged")))
    assert verdict.message.startswith("A step of gradient descent changes the frozen weight.")


MERGED = ("self.merged = (self.W + self.A @ self.B.mT).detach()",
          "if not hasattr(self, 'seen'):\n            self.seen = (self.A @ self.B.mT).detach()\n"
          "        self.merged = (self.W + self.seen).detach()")  # fmt: skip
AGAIN = "merge(), unmerge() and merge() of other adapters"


@pytest.mark.parametrize(
    ("edit", "note", "message"),
    [
        ((").detach()", ")"), "merged in the graph",
         "After merge() a gradient of the output still reaches `A` and `B`: "),
        (("self.A @ self.B.mT).detach()", "self.A.detach() @ self.B.mT)"), "merged in the graph",
         "After merge() a gradient of the output still reaches `B`: "),
        (MERGED, "stale",
         f"The output after {AGAIN} is not right. It has A and B as they were at the first merge"),
        (("self.merged = (self.W + self.A @ self.B.mT).detach()",
          "self.merged = None if hasattr(self, 'seen') else "
          "(self.W + self.A @ self.B.mT).detach()\n        self.seen = 1"), "not merged",
         f"After {AGAIN} the output still depends on A and B"),
        (("def unmerge(self):\n        self.merged = None", "def unmerge(self):\n"
          "        change = (self.merged is None) * self.A @ self.B.mT\n"
          "        self.merged, self.W = None, (self.W - change).detach()"),
         "unmerge unguarded", "The output after a second unmerge() is not right. The adapters are "
         "subtracted from W, in which they are not."),
        (("def unmerge(self):\n        self.merged = None", "def unmerge(self):\n"
          "        first = self.merged is None and not hasattr(self, 'seen')\n"
          "        self.W = (self.W - first * self.A @ self.B.mT).detach()\n"
          "        self.merged, self.seen = None, True"), "unmerge unguarded",
         "The output after unmerge() of a layer that was never merged is not right. The adapters"),
        (("def unmerge(self):\n        self.merged = None", "def unmerge(self):\n"
          "        self.W = None if self.merged is None else self.W\n        self.merged = None"),
         "exception", "`Layer.forward` raised an exception.\n> TypeError"),
        (("def unmerge(self):\n        self.merged = None", "def unmerge(self):\n"
          "        change = (self.merged is not None) * self.A @ self.B.mT\n"
          "        self.merged, self.W = None, self.W + change - change.detach()"),
         "values", "In the gradient with respect to A after merge() and unmerge(), "),
        (("X @ self.W + X", "X @ self.W - X"), "sign",
         "The output is not right. The adapters' part is subtracted; it is to be added."),
        (("X @ self.W + X", "X @ self.W - 0.5 * X"), "scale", "it is to be added. The adapters' "
         "part is 0.5 times what it should be: it has no scale."),
        (("self.W + self.A", "self.W - self.A"), "sign",
         "The output after merge() is not right. The adapters' part is subtracted"),
    ],
)  # fmt: skip
def test_what_merging_and_its_undoing_break_is_named(check, edit, note, message):
    verdict = check(edited(edit))
    assert (verdict.share, verdict.notes) == (0, (note,))
    assert message in verdict.message


@pytest.mark.parametrize(
    "edits",
    [
        [("            return X @ self.merged", "            with torch.no_grad():\n"
          "                return X @ self.merged")],
        [("self.merged = (self.W", "with torch.inference_mode(): self.merged = (self.W")],
        [("mT).detach()", "mT).detach(); self.requires_grad_(False)"),
         ("def unmerge(self):", "def unmerge(self):\n        self.requires_grad_(True)")],
    ],
)  # fmt: skip
def test_a_merged_layer_need_not_be_differentiable(check, edits):
    """It is for inference."""
    assert check(edited(*edits)).share == 1


def test_an_exception_says_in_which_method(check):
    verdict = check(edited(("        self.merged = None\n\n    def forward",
                            "\n    def forward")))  # fmt: skip
    assert "`Layer.forward` raised an exception.\n> AttributeError" in verdict.message
    assert "Found with weight (5, 3), rank = 2 and X of shape (4, 5)" in verdict.message
    assert check(edited(("def merge", "def merges"))).share == 0


def test_a_missing_return_is_named(check):
    verdict = check(edited(("        return X @ self.W +", "        X @ self.W +")))
    assert verdict.message == "`Layer.forward` returned nothing: is a `return` missing?"


def test_what_is_no_module_is_named(check):
    verdict = check("class Layer:\n    def __init__(self, weight, rank): pass")
    assert "no attribute 'named_parameters'" in verdict.message
    assert "Found with" not in check("def Layers(): pass").message
    assert check("def Layer(weight, rank): return weight").message == (
        "`Layer` is a tensor, not a `torch.nn.Module`."
    )


def test_a_module_that_lies_about_its_parameters_costs_its_line(check):
    lie = edited(
        ("    def merge", "    def named_parameters(self): return [(1, 2)]\n    def merge")
    )
    assert check(lie).message == "The parameters of the module cannot be read."


def test_a_module_that_ends_its_process_costs_its_line(check):
    verdict = check(edited(("return X @ self.W +", "import os; os._exit(0)\n        return X +")))
    assert (verdict.state, verdict.share) == (State.EXITED, 0)


@pytest.mark.parametrize(
    "forward",
    [
        "return (X @ self.W + X @ self.A @ self.B.mT) * 1e308",
        "return (X @ self.W + X @ self.A @ self.B.mT) / 0",
        "return torch.full((4, 3), torch.nan)",
        "return (X @ self.W).to(torch.complex128)",
        "return (X @ self.W).to_sparse()",
        "Y = X @ self.W + X @ self.A @ self.B.mT; X.data = torch.zeros(2).to_sparse(); return Y",
        "Y = X @ self.W + X @ self.A @ self.B.mT; self.A = None; return Y",
        "return [X @ self.W]",
    ],
)
@pytest.mark.filterwarnings("error")
def test_whatever_a_module_returns_is_a_verdict_on_the_module(check, forward):
    verdict = check(edited(("return X @ self.W + X @ self.A @ self.B.mT", forward)))
    assert (verdict.share, verdict.state.ours) == (0, False), verdict.review


def test_what_the_worker_says_of_the_graders_own_tensor_may_be_anything(check):
    """The code can replace what sends it."""
    source = """
import sys
(wire,) = [module for name, module in sys.modules.items() if name.endswith("guest.wire")]
encoded, seen = wire.Encoder.value, []
def value(self, item, *depth):
    if getattr(item, "shape", ()) == (4, 5):
        seen.append(item)
        if len(seen) == 1:
            return None
    return encoded(self, item, *depth)
wire.Encoder.value = value
"""
    verdict = check(RIGHT + source)
    assert (verdict.share, verdict.state.ours) == (0, False), verdict.review


@pytest.mark.parametrize("looks", range(2, 7))
def test_parameters_that_come_and_go_cost_the_line(check, looks):
    """It has them for as long as it is looked at for the first time."""
    source = edited(("    def merge", "    def named_parameters(self, *_, **__):\n"
                     "        self.looks = getattr(self, 'looks', 0) + 1\n"
                     "        yield 'A', self.A\n"
                     f"        if self.looks < {looks}:\n"
                     "            yield 'B', self.B\n\n    def merge"))  # fmt: skip
    verdict = check(source)
    assert (verdict.share, verdict.state.ours) == (0, False), verdict.review
