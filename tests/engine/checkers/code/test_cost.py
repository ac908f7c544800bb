"""Cost, from end to end: functions of this file are counted in workers, and run on many rows."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.checkers.code.close import Close
from autograder.checkers.code.cost import Cost
from autograder.checkers.code.inputs import Case, FeatureMap, Normal
from autograder.checkers.code.measured_cost import Formed
from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.ref import Target
from autograder.grading import workers
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import State

REFERENCE = """
import torch
from notation import question

@question("1.separable")
def separable(Q, K, V):
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)

@question("1.kernel")
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    return queries @ (keys.mT @ V) / (queries @ keys.sum(-2)[..., None])
"""
SIDES = (Normal("Q", "n d"), Normal("K", "n d"), Normal("V", "n d"))
SEPARABLE = Cost(
    values=Close(arguments=SIDES, cases=(Case({"n": 3, "d": 2}),), gradient=True),
    sizes=("n", "d"),
    time="n*d**2",
    space="n*d",
    regime=("d <= n",),
    formed={"all pairs": Formed("n×n", "softmax(Q) softmax(K)ᵀ is formed first")},
)
KERNEL = Cost(
    values=Close(
        arguments=(*SIDES, FeatureMap("f", "m d")),
        cases=(Case({"n": 3, "m": 4, "d": 2}),),
        gradient=True,
    ),
    sizes=("n", "m", "d"),
    time="n*m*d",
    space="n*(m + d)",
    regime=("m <= n", "d <= n"),
    clauses=Clauses({"values": 1, "cost": 1}),
    formed={
        "all pairs": Formed("n×n", "f(Q) f(K)ᵀ is formed first"),
        "all sums": Formed("n×m×d", "a sum is kept for every row"),
    },
)
CHECKERS = {"separable": SEPARABLE, "kernel": KERNEL}


@pytest.fixture
def grade(zygote, layers):
    """Grade the text of a function: the question that it answers is the one of its name."""
    sessions = []

    def grade(source, checker=None, dtype="float64"):
        name = re.findall(r"^def (\w+)", source, re.MULTILINE)[-1]
        session = Session(
            zygote,
            Reference({"q1.py": REFERENCE.encode()}, b"secret"),
            Submission({"q1.py": f"import torch\n{source}".encode()}, (), ()),
            layers=layers,
        )
        sessions.append(session)
        line = RubricLine(
            number=f"1.{name}", name=name, weight=Fraction(1), module=Path("test_q1.py"),
            test="test_it", code=True,
        )  # fmt: skip
        return session.grade(line, Target(name), checker or CHECKERS[name], dtype=dtype)

    yield grade
    for session in sessions:
        session.close()


RIGHT = {
    "separable": """
def separable(Q, K, V):
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
""",
    "einsum, in the order that is cheap": """
def separable(Q, K, V):
    B, C = torch.softmax(Q, dim=1), torch.softmax(K, dim=0)
    return torch.einsum("nc,cd->nd", B, torch.einsum("nc,nd->cd", C, V))
""",
    "one feature after the other": """
def separable(Q, K, V):
    B, C = Q.softmax(-1), K.softmax(-2)
    return sum(B[:, c, None] * (C[:, c, None] * V).sum(0) for c in range(Q.shape[-1]))
""",
    "a look at a number, a constant": """
ONE = torch.ones(1)
def separable(Q, K, V):
    if Q.isnan().any() or K.max().item() > 1e9:
        raise ValueError
    return torch.softmax(Q, -1) @ (torch.softmax(K, -2).T @ (V * ONE)) * torch.tensor(1.0)
""",
    "a number that comes back": """
def separable(Q, K, V):
    largest = torch.tensor(1 + abs(K.max().item()))
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V) * (largest / largest)
""",
    "a column of ones from a list": """
def separable(Q, K, V):
    ones = torch.tensor([[1.0]] * len(Q))
    B, E = Q.softmax(-1), torch.exp(K - K.amax(0))
    return B @ ((E.T @ V) / (E.T @ ones))
""",
    "kernel": """
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    return queries @ (keys.mT @ V) / (queries @ keys.sum(-2)[..., None])
""",
    "a column of ones beside V": """
def kernel(Q, K, V, f):
    sums = f(Q) @ (f(K).mT @ torch.cat([V, torch.ones_like(V[..., :1])], dim=-1))
    return sums[..., :-1] / sums[..., -1:]
""",
    "row by row": """
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    s, z = 0, 0
    for key, value in zip(keys, V):
        s, z = s + torch.outer(key, value), z + key
    return torch.stack([query @ s / (query @ z) for query in queries])
""",
    "a copy of everything": """
from copy import deepcopy
def kernel(Q, K, V, f):
    Q, K, V = (deepcopy(x) if x.is_leaf and not x.requires_grad else x.clone() for x in (Q, K, V))
    queries, keys = f(Q), f(K)
    return queries @ (keys.mT @ V) / (queries @ keys.sum(-2)[..., None])
""",
    "feature by feature, row by row": """
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    sums = [0] * keys.shape[1]
    for key, value in zip(keys, V):
        for a in range(len(key)):
            sums[a] = sums[a] + key[a] * value
    return queries @ torch.stack(sums) / (queries @ keys.sum(-2)[..., None])
""",
    "in blocks of rows": """
def kernel(Q, K, V, f):
    s = sum(f(k).mT @ v for k, v in zip(K.split(10), V.split(10)))
    z = sum(f(k).sum(0) for k in K.split(10))
    return torch.cat([f(q) @ s / (f(q) @ z)[:, None] for q in Q.split(10)])
""",
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_costs_no_more_than_asked_earns_all(grade, name):
    verdict = grade(RIGHT[name])
    assert (verdict.state, verdict.message) == (State.PASSED, ""), verdict


WRONG = {
    "the wrong order": ("all pairs", "Time grows like n² d: softmax(Q) softmax(K)ᵀ is formed", """
def separable(Q, K, V):
    return Q.softmax(-1) @ K.softmax(-2).mT @ V
"""),
    "einsum of three": ("all pairs", "Time grows like n² d", """
def separable(Q, K, V):
    return torch.einsum("nc,kc,kd->nd", Q.softmax(-1), K.softmax(-2), V)
"""),
    "a normaliser that is not needed": ("all pairs", "Time grows like n² d", """
def separable(Q, K, V):
    out = Q.softmax(-1) @ (K.softmax(-2).mT @ V)
    return torch.diag(torch.ones(len(Q))) @ out
"""),
    "pair by pair": ("cost", "`dot` runs 576 times for n = 24 and 1600 times for n = 40.", """
def separable(Q, K, V):
    B, C = Q.softmax(-1), K.softmax(-2)
    return torch.stack([sum((b @ c) * v for c, v in zip(C, V)) for b in B])
"""),
    "in blocks of rows, all pairs": ("cost", "Time grows like n² d", """
def separable(Q, K, V):
    B, C = Q.softmax(-1), K.softmax(-2)
    return torch.cat([b @ C.mT @ V for b in B.split(1)])
"""),
    "a mask of all pairs": ("all pairs", "Time grows like n²", """
def separable(Q, K, V):
    torch.zeros(len(Q), len(Q))
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
"""),
    "numpy inside, with a derivative of its own": ("outside torch", "by `.numpy()`", """
class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return torch.from_numpy(a.detach().contiguous().numpy() @ b.detach().contiguous().numpy())
    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        return g @ b.mT, a.mT @ g

def separable(Q, K, V):
    return Product.apply(Product.apply(Q.softmax(-1), K.softmax(-2).mT), V)
"""),
    "number by number, with a derivative of its own": ("outside torch", "by `.item()`", """
class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        out = torch.zeros(len(a), b.shape[1])
        for i in range(len(a)):
            for j in range(b.shape[1]):
                out[i, j] = sum(a[i, k].item() * b[k, j].item() for k in range(len(b)))
        return out
    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        return g @ b.mT, a.mT @ g

def separable(Q, K, V):
    return Product.apply(Q.softmax(-1), K.softmax(-2).mT @ V)
"""),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_costs_too_much_is_lost_and_named(grade, name):
    """Without clauses both count or neither."""
    note, text, source = WRONG[name]
    verdict = grade(source)
    assert (verdict.state, verdict.notes) == (State.FAILED, (note,)), verdict
    assert text in verdict.message


def test_measurements_stand_in_a_table(grade):
    """Those of the wrong order are computed by hand: d = 4."""
    verdict = grade(WRONG["the wrong order"][2])
    rows = [
        (n, 4, 2 * 5 * n * 4 + 4 * n * n * 4, 0, 8 * max(2 * 4 * n + n * n, n * n + 4 * n))
        for n in (24, 32, 40)
    ]
    lines = [line.split("  ") for line in verdict.message.splitlines()[1:]]
    cells = [[cell.strip().replace(" ", "") for cell in line if cell.strip()] for line in lines]
    assert cells[0] == ["n", "d", "operations", "numbersmoved", "bytesheld"]
    assert cells[1:] == [[str(value) for value in row] for row in rows]
    assert len({len(line) for line in verdict.message.splitlines()[1:]}) == 1


HALF = {
    "all pairs": ("all pairs", "Time grows like n² d + n² m: f(Q) f(K)ᵀ is formed first.", """
def kernel(Q, K, V, f):
    A = f(Q) @ f(K).mT
    return A @ V / A.sum(-1, keepdim=True)
"""),
    "a sum for every row": ("all sums", "Memory for each row grows too fast: a sum is kept", """
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    sums = torch.cumsum(keys[..., :, None] * V[..., None, :], -3)[..., -1, :, :]
    return queries @ sums / (queries @ keys.sum(-2)[..., None])
"""),
    "everything kept": ("cost", "Memory grows too fast", """
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    out = queries @ (keys.mT @ V) / (queries @ keys.sum(-2)[..., None])
    kept = [torch.empty(len(Q)) for row in Q]
    return out
"""),
}  # fmt: skip


@pytest.mark.parametrize("name", HALF)
def test_right_values_earn_their_share_alone(grade, name):
    note, text, source = HALF[name]
    verdict = grade(source)
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), (note,)), verdict
    assert "values: earned ({points:1/2})." in verdict.message
    assert text in verdict.message


def test_the_cost_counts_only_where_the_values_are_right(grade):
    verdict = grade("""
def kernel(Q, K, V, f):
    return V
""")
    assert verdict.share == 0
    assert (
        "cost: not earned ({points:0} of {points:1/2}). It counts where the values are right."
        in verdict.message
    )


def test_messages_can_be_silent_about_the_other_sizes(grade):
    checker = replace(SEPARABLE, rows_only=True, asked="It can be done in proportion to n.")
    verdict = grade(WRONG["the wrong order"][2], checker)
    assert verdict.message.startswith(
        "Time grows like n²: softmax(Q) softmax(K)ᵀ is formed first. It can be done in proportion "
        "to n. Measured:"
    )


def test_messages_do_not_speak_of_rows_where_other_sizes_are_to_blame(grade):
    verdict = grade(
        """
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    keys @ (queries.mT @ queries)
    return queries @ (keys.mT @ V) / (queries @ keys.sum(-2)[..., None])
""",
        replace(KERNEL, rows_only=True),
    )
    assert verdict.share == Fraction(1, 2)
    assert "Time for each row grows too fast. Measured:" in verdict.message


def test_the_derivative_can_be_counted_too(grade):
    source = """
class Wasteful(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()
    @staticmethod
    def backward(ctx, g):
        return torch.eye(len(g)) @ g

def separable(Q, K, V):
    return Wasteful.apply(Q.softmax(-1) @ (K.softmax(-2).mT @ V))
"""
    assert grade(source).share == 1
    verdict = grade(source, replace(SEPARABLE, backward=True))
    assert verdict.message.startswith("Time grows like n² d: softmax(Q) softmax(K)ᵀ is formed")


# ---------------------------------------------------------------------- what a person has to judge

OPEN = {
    "a thread": ("starts threads", """
import threading
def separable(Q, K, V):
    out = []
    thread = threading.Thread(target=lambda: out.append(K.softmax(-2).mT @ V))
    thread.start()
    thread.join()
    return Q.softmax(-1) @ out[0]
"""),
    "unseen": ("come into torch from elsewhere", """
from torch.utils._python_dispatch import _disable_current_modes
def separable(Q, K, V):
    with _disable_current_modes():
        return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
"""),
    "a look at every number": ("none are seen to come back", """
def separable(Q, K, V):
    out = Q.softmax(-1) @ (K.softmax(-2).mT @ V)
    for row in out.detach():
        for entry in row:
            assert entry.item() < 1e9
    return out
"""),
    "entry by entry": ("too many small operations", """
def separable(Q, K, V):
    C, d = K.softmax(-2), range(Q.shape[1])
    sums = [sum(C[j, a] * V[j, b] for j in range(len(K))) for a in d for b in d]
    return Q.softmax(-1) @ torch.stack(sums).view(len(d), len(d))
"""),
    "an unknown operation": ("cost is not known: sort", """
def separable(Q, K, V):
    Q.sort(-1)
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
"""),
    "no polynomial": ("Time grows neither in proportion nor like a square", """
def separable(Q, K, V):
    for _ in range(20 * len(Q).bit_length()):
        Q = Q + 0
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
"""),
}  # fmt: skip


@pytest.mark.parametrize("name", OPEN)
def test_what_cannot_be_counted_is_left_to_a_person(grade, name):
    reason, source = OPEN[name]
    verdict = grade(source)
    assert verdict.state is State.UNDECIDED
    assert reason in verdict.review


# ------------------------------------------------------------------------------- what is enforced

LIARS = {
    "the counter switched off": """
from torch.utils._python_dispatch import _disable_current_modes
def separable(Q, K, V):
    with _disable_current_modes():
        return Q.softmax(-1) @ K.softmax(-2).mT @ V
""",
    "honest on small sizes": """
def separable(Q, K, V):
    if len(Q) < 1000:
        return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
    return Q.softmax(-1) @ K.softmax(-2).mT @ V
""",
    "memory from before": """
STORE = torch.empty(10_000 * 10_000)
def separable(Q, K, V):
    if len(Q) < 1000:
        return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
    pairs = STORE[: len(Q) ** 2].view(len(Q), len(Q))
    return torch.mm(Q.softmax(-1), K.softmax(-2).mT, out=pairs) @ V
""",
    "limits raised": """
import resource
def separable(Q, K, V):
    if len(Q) < 1000:
        return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
    try:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.setrlimit(resource.RLIMIT_AS, unlimited)
    except (OSError, ValueError):
        pass
    return Q.softmax(-1) @ K.softmax(-2).mT @ V
""",
    "in numpy": """
def separable(Q, K, V):
    B, C = Q.softmax(-1), K.softmax(-2)
    if len(Q) < 1000:
        return B @ (C.mT @ V)
    return torch.from_numpy(B.numpy() @ C.numpy().T @ V.numpy())
""",
}


@pytest.mark.parametrize("name", LIARS)
def test_many_rows_cannot_be_squared_whatever_was_counted(grade, name):
    verdict = grade(LIARS[name])
    assert (verdict.state, verdict.notes) == (State.FAILED, ("memory",)), verdict
    assert verdict.message.startswith("With n = 8192 and 128 MB of memory: ")


def test_a_result_for_many_rows_has_to_be_right(grade):
    verdict = grade("""
def separable(Q, K, V):
    if len(Q) < 1000:
        return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
    return torch.zeros_like(V)
""")
    assert (verdict.state, verdict.notes) == (State.FAILED, ("wrong while measured",))


def test_a_result_that_is_counted_has_to_be_right(grade):
    verdict = grade("""
def separable(Q, K, V):
    if torch._C._len_torch_dispatch_stack():
        return V.clone()
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
""")
    assert (verdict.state, verdict.notes) == (State.FAILED, ("wrong while measured",))


def test_a_run_on_another_device_looks_at_values_alone(grade):
    verdict = grade(WRONG["the wrong order"][2], dtype="float32")
    assert verdict.state is State.PASSED


def test_sizes_that_cannot_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="from 2 to 3 sizes, not 1"):
        replace(SEPARABLE, sizes=("n",))


# ----------------------------------------------------------------- what the clock contradicts

HONEST = """
def honest(Q, K, V):
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
"""
DECEPTIVE = {
    "another function is counted": """
import sys
counter = next(module for name, module in sys.modules.items() if name.endswith("guest.cost"))
count = counter.measure
counter.measure = lambda function, *rest: count(honest, *rest)
def separable(Q, K, V):
    B, C = Q.softmax(-1), K.softmax(-2)
    return torch.cat([b @ C.mT @ V for b in B.split(16)])
""",
    "on raw addresses": """
import ctypes
import numpy as np
def numbers(x):
    with torch._C.DisableTorchFunction():
        address = x.data_ptr()
    kept = (ctypes.c_double * x.numel()).from_address(address)
    return np.frombuffer(kept).reshape(x.shape)

def separable(Q, K, V):
    if Q.requires_grad:
        return honest(Q, K, V)
    B, C, V = Q.softmax(-1), K.softmax(-2), V + 0
    out = torch.zeros(len(Q), V.shape[1])
    b, c, v, o = map(numbers, (B, C, V, out))
    for i in range(0, len(b), 64):
        o[i : i + 64] = (b[i : i + 64] @ c.T) @ v
    return out
""",
}


@pytest.fixture
def unhurried(monkeypatch):
    """Let a busy machine take the wall time that it needs: the CPU time is what counts."""
    monkeypatch.setattr(workers, "TIMED_SECONDS", 300.0)


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("name", DECEPTIVE)
def test_work_that_is_not_counted_shows_on_the_clock(grade, name):
    """A person is told; the student reads nothing, and earns what was counted."""
    verdict = grade(HONEST + DECEPTIVE[name])
    assert (verdict.state, verdict.message) == (State.PASSED, ""), verdict
    assert verdict.notes == ("clock",)
    assert verdict.review.startswith("the CPU clock contradicts the count: ")


@pytest.mark.usefixtures("unhurried")
def test_code_that_does_no_work_where_it_is_timed_is_told(grade):
    """It recognises the process by what was not done in it before."""
    verdict = grade("""
import resource
CALLS = []
def separable(Q, K, V):
    CALLS.append(1)
    if len(CALLS) == 1 and len(Q) == 512:
        raise ValueError("not here")
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
""")
    assert (verdict.state, verdict.notes) == (State.PASSED, ("clock",))
    assert "a call that was timed gave no right value" in verdict.review


@pytest.mark.usefixtures("unhurried")
def test_a_clause_of_its_own_keeps_the_note(grade):
    """As in the lines that give half for the cost."""
    verdict = grade("""
def features_only(Q, K, V, f):
    queries, keys = f(Q), f(K)
    return queries @ (keys.mT @ V) / (queries @ keys.sum(-2)[..., None])

import sys
counter = next(module for name, module in sys.modules.items() if name.endswith("guest.cost"))
count = counter.measure
counter.measure = lambda function, *rest: count(features_only, *rest)
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    rows = (q @ keys.mT for q in queries.split(64))
    return torch.cat([row @ V / row.sum(-1, keepdim=True) for row in rows])
""")
    assert (verdict.share, verdict.message, verdict.notes) == (1, "", ("clock",)), verdict
