"""The reference's layer beside peft's, the library that people train adapters with.

In a process of its own: peft imports transformers, which takes seconds and starts threads.
"""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]

COMPARE = """
import sys
import autograder.notation
sys.modules["notation"] = autograder.notation
sys.path.insert(0, sys.argv[1])

import torch
from peft.tuners.lora import Linear, LoraConfig
from q4_lora import LoRALinear

torch.manual_seed(int(sys.argv[2]))
torch.set_default_dtype(torch.float64)

def same(found, expected):
    torch.testing.assert_close(found, expected, rtol=1e-12, atol=1e-12)

def compare(alpha):
    W, A, B = torch.randn(5, 3), torch.randn(5, 2), torch.randn(3, 2)
    ours = LoRALinear(W, 2)
    # Theirs is scaled by lora_alpha / r, and keeps W and A the other way round.
    base = torch.nn.Linear(5, 3, bias=False)
    scaled = {"r": 2, "lora_alpha": alpha}
    theirs = Linear(base, "adapter", config=LoraConfig(**scaled), **scaled)
    their_A, their_B = theirs.lora_A["adapter"].weight, theirs.lora_B["adapter"].weight
    assert ours.A.any() and their_A.any() and not ours.B.any() and not their_B.any()
    with torch.no_grad():
        base.weight.copy_(W.T)
        for parameter, value in ((ours.A, A), (ours.B, B), (their_A, A.T), (their_B, B)):
            parameter.copy_(value)

    X, cotangent = torch.randn(2, 4, 5), torch.randn(2, 4, 3)
    found, expected = X.clone().requires_grad_(), X.clone().requires_grad_()
    same(ours(found), theirs(expected))
    ours(found).backward(cotangent)
    theirs(expected).backward(cotangent)
    same(found.grad, expected.grad)
    same(ours.A.grad, their_A.grad.T)
    same(ours.B.grad, their_B.grad)
    ours.merge()
    theirs.merge()
    same(ours.weight, base.weight.T)
    same(ours(X), theirs(X))
    ours.unmerge()
    theirs.unmerge()
    same(ours.weight, base.weight.T)

compare(2)
print("the same")
try:
    compare(4)
except AssertionError as error:
    print(str(error).partition("!")[0])
"""


def test_outputs_gradients_and_merged_weights_are_the_same(rng):
    """They are; and where the adapters are scaled, what is compared differs."""
    folder = PROJECT / "reference" / "hw2025"
    done = subprocess.run(
        [sys.executable, "-c", COMPARE, folder, str(rng.randrange(2**32))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "the same\nTensor-likes are not close\n", done.stderr
