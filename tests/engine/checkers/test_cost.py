"""Cost, from end to end: functions of this file are counted in workers, and run on many rows."""

from fractions import Fraction
from pathlib import Path

import pytest

from autograder.checkers.clauses import Clauses
from autograder.checkers.close import Close
from autograder.checkers.cost import Cost
from autograder.checkers.inputs import Case, FeatureMap, Normal
from autograder.checkers.target import Target
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Reference, Session
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
    forms={"n×n": "softmax(Q) softmax(K)ᵀ is formed first"},
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
    forms={"n×n": "f(Q) f(K)ᵀ is formed first", "n×m×d": "a sum is kept for every row"},
)
CHECKERS = {"separable": SEPARABLE, "kernel": KERNEL}


@pytest.fixture
def grade(zygote, layers):
    """Grade the text of a function: the question that it answers is the one of its name."""
    sessions = []

    def grade(source, checker=None, seed=None):
        name = source.partition("def ")[2].partition("(")[0]
        session = Session(
            zygote,
            Reference({"q1.py": REFERENCE.encode()}, b"secret"),
            Submission({"q1.py": f"import torch\n{source}".encode()}, (), ()),
            layers=layers,
            seed=seed,
        )
        sessions.append(session)
        line = RubricLine(
            number=f"1.{name}", name=name, weight=Fraction(1), module=Path("test_q1.py"),
            test="test_it", code=True,
        )  # fmt: skip
        return session.grade(line, Target(name), checker or CHECKERS[name])

    yield grade
    for session in sessions:
        session.close()


def test_a_right_answer_of_the_right_cost_earns_all(grade):
    verdict = grade("""
def separable(Q, K, V):
    return Q.softmax(-1) @ (K.softmax(-2).mT @ V)
""")
    assert verdict.state is State.PASSED, verdict


def test_x(grade):
    import cProfile, pstats
    import time
    for s in ("""
def separable(Q, K, V):
    return Q.softmax(-1) @ K.softmax(-2).mT @ V
""","""
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    return queries @ (keys.mT @ V) / (queries @ keys.sum(-2)[..., None])
""","""
def kernel(Q, K, V, f):
    A = f(Q) @ f(K).mT
    return A @ V / A.sum(-1, keepdim=True)
""","""
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    sums = torch.cumsum(keys[..., :, None] * V[..., None, :], -3)[..., -1, :, :]
    return queries @ sums / (queries @ keys.sum(-2)[..., None])
""","""
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    s, z = 0, 0
    for i in range(len(K)):
        s = s + torch.outer(keys[i], V[i])
        z = z + keys[i]
    return torch.stack([q @ s / (q @ z) for q in queries])
""","""
def kernel(Q, K, V, f):
    queries, keys = f(Q), f(K)
    q, k, v = queries.detach().numpy(), keys.detach().numpy(), V.detach().numpy()
    return torch.from_numpy(q @ (k.T @ v) / (q @ k.sum(0))[:, None])
""","""
def separable(Q, K, V):
    B, C = Q.softmax(-1), K.softmax(-2)
    rows = []
    for i in range(len(Q)):
        rows.append(torch.stack([B[i] @ C[j] for j in range(len(K))]) @ V)
    return torch.stack(rows)
"""):
        t=time.time()
        pr=cProfile.Profile(); pr.enable(); v=grade(s); pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
        print(time.time()-t); print(v.state, v.share, v.notes); print(v.message); print(v.review)
    assert 0
