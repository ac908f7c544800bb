"""Counts are as computed by hand, to the integer, for code of every kind; twice the same."""

import random

import pytest

from autograder.sandbox.values import Features, Tensor
from autograder.sandbox.worker_replies import Answer, Raised

FLOAT = 8

CODE = """
import threading
import numpy as np
import torch
from torch.utils._python_dispatch import _disable_current_modes

def standard(Q, K, V):
    return torch.softmax(Q @ K.mT, -1) @ V

def separable(Q, K, V):
    B = Q.softmax(-1)
    C = K.softmax(-2)
    G = C.mT @ V
    return B @ G

def wrong_order(Q, K, V):
    B = Q.softmax(-1)
    C = K.softmax(-2)
    S = B @ C.mT
    return S @ V

def linear(Q, K, V, f):
    q, k = f(Q), f(K)
    G = k.mT @ V
    z = k.sum(-2)
    top = q @ G
    bottom = q @ z[:, None]
    return top / bottom

def cumulative(Q, K, V, f):
    q, k = f(Q), f(K)
    outer = k[:, :, None] * V[:, None, :]
    G = outer.cumsum(0)[-1]
    z = k.sum(-2)
    top = q @ G
    bottom = q @ z[:, None]
    return top / bottom

def looped(Q, K, V):
    rows = []
    for i in range(len(Q)):
        weights = [torch.exp(Q[i] @ K[j]) for j in range(len(K))]
        rows.append(sum(w * v for w, v in zip(weights, V)) / sum(weights))
    return torch.stack(rows)

def by_numpy(Q, K, V):
    q, k, v = Q.numpy(), np.asarray(K), V.numpy()
    return torch.from_numpy(q @ k.T @ v)

def by_item(Q, K, V):
    n, d = Q.shape
    out = torch.zeros(n, d)
    for i in range(n):
        for k in range(d):
            out[i, k] = sum(Q[i, j].item() * V[j, k].item() for j in range(d))
    return out

def by_list(Q, K, V):
    return torch.tensor([[2 * x for x in row] for row in Q.tolist()])

def in_a_thread(Q, K, V):
    done = []
    thread = threading.Thread(target=lambda: done.append(Q + K))
    thread.start()
    thread.join()
    return done[0]

def without_the_mode(Q, K, V):
    with _disable_current_modes():
        return Q + K

def written_without_the_mode(Q, K, V):
    out = torch.zeros_like(Q)
    with _disable_current_modes():
        torch.add(Q, K, out=out)
    return out

kept = {}
def remembered(Q, K, V):
    if Q.shape not in kept:
        kept[Q.shape] = Q + K
    return kept[Q.shape]

ONES = torch.ones(5, dtype=torch.float64)
def with_a_constant(Q, K, V):
    return Q * ONES.sum() + torch.tensor(2.0)

def in_inference(Q, K, V):
    with torch.inference_mode():
        return standard(Q, K, V)

def in_circles(Q, K, V):
    for _ in range(2000):
        kept = [Q + 1]
        kept.append(kept)
    return Q + K

def sorted_rows(Q, K, V):
    return Q.sort(-1).values

def fails(Q, K, V):
    raise ValueError("no")

def after_a_failure(Q, K, V):
    return Q + K
"""


@pytest.fixture
def measure(run_code):
    """Count what a function of this file costs: the counts of its phases, from one process."""
    code = run_code(CODE)

    def measure(name, *, n, d, m=0, seed=0, backward=False):
        rng = random.Random(seed)

        def normal(rows, columns):
            entries = [[rng.gauss(0, 1) for _ in range(columns)] for _ in range(rows)]
            return Tensor.of(entries, requires_grad=backward)

        arguments = [normal(n, d), normal(n, d), normal(n, d)]
        if m:
            weights = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(m)]
            arguments.append(Features(Tensor.of(weights)))
        cotangent = Tensor.of([[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)])
        reply = code.ask(
            "measure",
            target={"module": code.module, "name": name},
            arguments=arguments,
            cotangents=[cotangent] if backward else None,
        )
        if isinstance(reply, Raised):
            return reply
        assert isinstance(reply, Answer), reply
        counts = reply.value["backward" if backward else "forward"]
        return {**counts, "value": reply.value["value"]}

    return measure


def shown(counts, *names):
    return {name: counts[name] for name in names}


SIZES = [(6, 3, 4), (5, 2, 7), (1, 1, 1), (9, 8, 2)]
NOTHING = {"left": {}, "entered": 0, "digest": 0, "threads": 0, "unknown": []}


# Sizes, operations, elements moved and bytes from the conventions alone.


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_standard_attention(measure, n, d):
    counts = measure("standard", n=n, d=d)
    # QKᵀ, a softmax over n² entries, A V; the logits are held until A is there, A beside O.
    assert counts["operations"] == 2 * n * n * d + 5 * n * n + 2 * n * n * d
    assert counts["peak"] == FLOAT * max(2 * n * n, n * n + n * d)
    assert counts["live"] == FLOAT * n * d
    assert counts["largest"] == FLOAT * max(n * n, n * d)
    assert counts["calls"] == {"mm": 2, "_softmax": 1}
    assert counts["moved"] == 0
    assert shown(counts, *NOTHING) == NOTHING


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_separable_attention(measure, n, d):
    counts = measure("separable", n=n, d=d)
    assert counts["operations"] == 2 * 5 * n * d + 2 * d * n * d + 2 * n * d * d
    assert counts["peak"] == FLOAT * (3 * n * d + d * d)
    assert counts["largest"] == FLOAT * max(n * d, d * d)
    assert shown(counts, *NOTHING) == NOTHING


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_the_wrong_order(measure, n, d):
    counts = measure("wrong_order", n=n, d=d)
    assert counts["operations"] == 2 * 5 * n * d + 2 * n * d * n + 2 * n * n * d
    assert counts["peak"] == FLOAT * (3 * n * d + n * n)


@pytest.mark.parametrize(("n", "d", "m"), SIZES)
def test_linear_attention(measure, n, d, m):
    counts = measure("linear", n=n, d=d, m=m)
    features = 2 * (2 * n * d * m + n * m)
    assert counts["operations"] == (
        features + 2 * m * n * d + n * m + 2 * n * m * d + 2 * n * m + n * d
    )
    # q, k, G, z, top, bottom and the quotient; or k with the product that it is made from.
    end = 2 * n * m + m * d + m + 2 * n * d + n
    assert counts["peak"] == FLOAT * max(end, 3 * n * m)
    assert shown(counts, *NOTHING) == NOTHING


@pytest.mark.parametrize(("n", "d", "m"), SIZES)
def test_a_cumulative_sum(measure, n, d, m):
    counts = measure("cumulative", n=n, d=d, m=m)
    features = 2 * (2 * n * d * m + n * m)
    assert counts["operations"] == (
        features + 2 * n * m * d + n * m + 2 * n * m * d + 2 * n * m + n * d
    )
    # The last row is a view of all n sums.
    assert counts["peak"] == FLOAT * (2 * n * m + 2 * n * m * d + m + 2 * n * d + n)
    if m > 1 or d > 1:
        assert counts["largest_shape"] == [n, m, d]


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_loops_over_rows(measure, n, d):
    counts = measure("looped", n=n, d=d)
    # Python's sums begin with 0; each quotient is one row.
    pairs = 2 * d + 1 + d + d + 1
    assert counts["operations"] == n * n * pairs + n * d
    assert counts["moved"] == n * d
    assert counts["calls"]["dot"] == n * n
    # At the end: the rows, the last weights, and the rows stacked; or, for a single row, its
    # weight, its two sums and their quotient.
    assert counts["peak"] == FLOAT * max(2 * n * d + n, n * d + n + d + 1)


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_the_derivative_of_standard_attention(measure, n, d):
    counts = measure("standard", n=n, d=d, backward=True)
    # dA = G Vᵀ, dV = Aᵀ G, dS from dA (4 each), dQ = dS K, dK = dSᵀ Q.
    assert counts["operations"] == 4 * (2 * n * n * d) + 4 * n * n
    assert shown(counts, *NOTHING) == NOTHING


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_the_derivative_of_separable_attention(measure, n, d):
    counts = measure("separable", n=n, d=d, backward=True)
    assert counts["operations"] == 4 * (2 * n * d * d) + 2 * 4 * n * d


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_numbers_that_leave_by_numpy(measure, n, d):
    counts = measure("by_numpy", n=n, d=d)
    assert counts["operations"] == 0
    assert counts["left"] == {"numpy": 2 * n * d, "__array__": n * d}
    assert counts["entered"] == n * d


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_numbers_that_leave_one_by_one(measure, n, d):
    counts = measure("by_item", n=n, d=d)
    assert counts["left"] == {"item": 2 * n * d * d}
    assert counts["entered"] == n * d
    assert counts["operations"] == 0
    assert counts["moved"] == 2 * n * d


@pytest.mark.parametrize(("n", "d"), [size[:2] for size in SIZES])
def test_numbers_that_leave_as_a_list(measure, n, d):
    counts = measure("by_list", n=n, d=d)
    assert counts["left"] == {"tolist": n * d}
    assert counts["entered"] == n * d


@pytest.mark.parametrize("name", ["standard", "separable", "looped", "by_numpy", "by_item"])
def test_a_call_costs_the_same_twice(measure, name):
    first, second = (measure(name, n=7, d=3, seed=5) for _ in range(2))
    assert first == second


def test_a_compound_operation_is_taken_apart_without_automatic_differentiation(measure):
    apart, whole = measure("in_inference", n=6, d=3), measure("standard", n=6, d=3)
    assert shown(apart, "operations", "peak", "calls") == shown(
        whole, "operations", "peak", "calls"
    )


@pytest.mark.parametrize(
    "name", ["in_a_thread", "without_the_mode", "written_without_the_mode", "by_numpy"]
)
def test_a_result_that_was_computed_unseen_depends_on_the_arguments(measure, name):
    """The checksum of what came in differs with the arguments, and is else the same."""
    first, again, other = (measure(name, n=4, d=3, seed=seed) for seed in (1, 1, 2))
    assert first["entered"] == 12
    assert first["digest"] == again["digest"] != other["digest"]


def test_a_remembered_result_comes_from_outside(measure):
    """The second call finds what the first has made."""
    measure("remembered", n=4, d=3)
    counts = measure("remembered", n=4, d=3)
    assert (counts["operations"], counts["entered"]) == (0, 12)


def test_constants_do_not_depend_on_the_arguments(measure):
    first, second = (measure("with_a_constant", n=4, d=3, seed=seed) for seed in (1, 2))
    assert first["entered"] == second["entered"] == 6
    assert first["digest"] == second["digest"]
    assert first["operations"] == 5 + 12 + 12


def test_a_thread_is_noticed(measure):
    assert measure("in_a_thread", n=4, d=3)["threads"] == 1
    assert measure("standard", n=4, d=3)["threads"] == 0


def test_nothing_is_freed_by_chance(measure):
    """What only the garbage collector would find is held to the end."""
    assert measure("in_circles", n=4, d=3)["live"] == 2001 * 4 * 3 * FLOAT


def test_an_operation_without_a_known_cost_is_named(measure):
    counts = measure("sorted_rows", n=4, d=3)
    assert counts["unknown"] == ["sort"]


def test_after_an_exception_nothing_is_counted_any_more(measure):
    failure = measure("fails", n=4, d=3)
    assert (failure.type_name, failure.text) == ("ValueError", "no")
    assert measure("after_a_failure", n=4, d=3)["operations"] == 12
