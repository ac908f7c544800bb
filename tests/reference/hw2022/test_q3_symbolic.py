"""The formulas of hw2022 Q3, each by another route: counting, numerical ranks, quadrature."""

import itertools
import math

import numpy as np
import pytest

import autograder.notation as notation
from autograder.notation import evaluate

#: An order is right if the count lies between two multiples of it that are this far apart.
BAND = 24
LARGE = (1, 10**3, 10**6)
MANY = (1, 30, 900)


@pytest.fixture(scope="module")
def q3(load):
    """The reference's module, beside the `notation` that a student's folder has."""
    return load("hw2022/q3_attention.py")


def answer(function, **domains):
    return function(**{name: domain.symbol(name) for name, domain in domains.items()})


def order(function, *names):
    return answer(function, **dict.fromkeys(names, notation.size))


# -------------------------------------------------------------------------------- counting


class Machine:
    """Runs on shapes alone: counts multiplications, and the numbers that are held at one time."""

    def __init__(self):
        self.time = self.held = self.space = 0

    def hold(self, rows, columns):
        """Keep a matrix from now on."""
        self.held += rows * columns
        self.space = max(self.space, self.held)
        return rows, columns

    def free(self, *matrices):
        """Keep these no longer."""
        self.held -= sum(rows * columns for rows, columns in matrices)

    def product(self, left, right):
        """Multiply as the statement does, and keep the result."""
        assert left[1] == right[0]
        self.time += left[0] * left[1] * right[1]
        return self.hold(left[0], right[1])

    def entrywise(self, matrix):
        """Compute as many entries, and keep them."""
        self.time += matrix[0] * matrix[1]
        return self.hold(*matrix)


def attend(machine, queries, keys, values):
    """softmax_row(QKᵀ) V; what stands in between is freed."""
    scores = machine.product(queries, keys[::-1])
    weights = machine.entrywise(scores)
    machine.free(scores)
    output = machine.product(weights, values)
    machine.free(weights)
    return output


def one_head(n, d, _):
    machine = Machine()
    attend(machine, *(machine.hold(n, d) for _ in range(3)))
    return machine


def one_head_with_projections(n, d, _):
    machine = Machine()
    inputs = [machine.hold(n, d) for _ in range(3)]
    attend(machine, *(machine.product(x, machine.hold(d, d)) for x in inputs))
    return machine


def multi_head(n, d, h):
    machine = Machine()
    inputs = [machine.hold(n, d) for _ in range(3)]
    projections = [[machine.hold(d, d) for _ in range(3)] for _ in range(h)]
    for matrices in projections:
        projected = [machine.product(x, w) for x, w in zip(inputs, matrices, strict=True)]
        attend(machine, *projected)
        machine.free(*projected)
    machine.product((n, h * d), machine.hold(h * d, d))
    return machine


def separable(n, d):
    machine = Machine()
    queries, keys, values = (machine.hold(n, d) for _ in range(3))
    left, right = machine.entrywise(queries), machine.entrywise(keys)
    machine.product(left, machine.product(right[::-1], values))
    return machine


def by_features(n, m, d):
    machine = Machine()
    _, _, values = (machine.hold(n, d) for _ in range(3))
    machine.free(machine.hold(m, d))  # what one value of f takes
    features = [machine.hold(n, m), machine.hold(n, m)]
    machine.time += 2 * n * m * d
    total = machine.product(features[1][::-1], machine.hold(n, 1))
    machine.entrywise(machine.product(features[0], total))
    machine.entrywise(machine.product(features[0], machine.product(features[1][::-1], values)))
    return machine


def spread(formula, names, count, sizes):
    """Return how far apart the multiples of a formula are between which a count lies."""
    ratios = [count(*point) / formula(**dict(zip(names, point, strict=True))) for point in sizes]
    return max(ratios) / min(ratios)


def time_of(algorithm):
    return lambda *sizes: algorithm(*sizes).time


def space_of(algorithm):
    return lambda *sizes: algorithm(*sizes).space


HEADS = list(itertools.product(LARGE, LARGE, MANY))
TALL = [(n, d) for n in LARGE for d in LARGE if d <= n]
LONG = [(n, m, d) for n in (10**6, 10**9) for m in (1, 10**2, 10**4) for d in (1, 10**2, 10**4)]

COUNTED = [
    ("head_time", "ndh", time_of(one_head), HEADS),
    ("head_space", "ndh", space_of(one_head), HEADS),
    ("multihead_time", "ndh", time_of(multi_head), HEADS),
    ("multihead_space", "ndh", space_of(multi_head), HEADS),
    ("separable_time", "nd", time_of(separable), TALL),
    ("separable_space", "nd", space_of(separable), TALL),
    ("approx_time", "nmd", time_of(by_features), LONG),
    ("approx_space", "nmd", space_of(by_features), LONG),
]


@pytest.mark.parametrize(
    ("name", "names", "count", "sizes"), COUNTED, ids=[row[0] for row in COUNTED]
)
def test_an_order_is_what_counting_gives(q3, name, names, count, sizes):
    """Whichever of the sizes is large, the count stays within a band of multiples."""
    answered = order(getattr(q3, name), *names)
    assert spread(lambda **at: evaluate(answered, **at), names, count, sizes) <= BAND


@pytest.mark.parametrize(
    ("accepted", "count"),
    [
        (lambda n, d, **_: n**2 * d + n * d**2, time_of(one_head_with_projections)),
        (lambda n, d, **_: n**2 + n * d + d**2, space_of(one_head_with_projections)),
    ],
    ids=["time", "space"],
)
def test_a_head_with_its_projections_is_what_is_accepted(accepted, count):
    """The convention of 3.1 by which projections belong to the head."""
    assert spread(accepted, "ndh", count, HEADS) <= BAND


@pytest.mark.parametrize(
    ("wrong", "names", "count", "sizes"),
    [
        (lambda n, d, h: n**2 * d / h, "ndh", time_of(one_head), HEADS),
        (lambda n, **_: n**2, "ndh", space_of(one_head), HEADS),
        (lambda n, d, h: h * n**2 * d, "ndh", time_of(multi_head), HEADS),
        (lambda n, d, h: h * (n**2 + n * d + d**2), "ndh", space_of(multi_head), HEADS),
        (lambda n, d, h: n**2 + h * n * d, "ndh", space_of(multi_head), HEADS),
        (lambda n, d: n**2 * d, "nd", time_of(separable), TALL),
        (lambda d, **_: d**2, "nd", space_of(separable), TALL),
        (lambda n, m, d: n * m * d + n * d**2, "nmd", time_of(by_features), LONG),
        (lambda n, m, d: n * m * d, "nmd", space_of(by_features), LONG),
    ],
)
def test_another_order_leaves_the_band(wrong, names, count, sizes):
    """So the band is narrow enough to tell."""
    assert spread(wrong, names, count, sizes) > BAND


def test_the_machine_counts_what_nested_loops_do():
    """Multiplications of numbers, one by one."""
    n, d, done = 5, 3, 0
    random = np.random.default_rng(0)
    queries, keys, values = random.normal(size=(3, n, d))
    scores, output = np.zeros((n, n)), np.zeros((n, d))
    for i, j, r in itertools.product(range(n), range(n), range(d)):
        scores[i, j] += queries[i, r] * keys[j, r]
        done += 1
    weights = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    for i, j, r in itertools.product(range(n), range(n), range(d)):
        output[i, r] += weights[i, j] * values[j, r]
        done += 1
    assert np.allclose(weights.sum(axis=1), 1)
    assert one_head(n, d, 1).time == done + n * n  # and the softmax


def test_the_bottleneck_is_what_the_cost_grows_by(q3):
    """Where n doubles and d and h stay, time and space multiply as the monomial does."""
    monomial = order(q3.bottleneck, "n")
    n, d, h = 10**12, 16, 4
    factor = evaluate(monomial, n=2 * n) / evaluate(monomial, n=n)
    for count in (time_of(multi_head), space_of(multi_head)):
        assert math.isclose(count(2 * n, d, h) / count(n, d, h), factor, rel_tol=1e-6)


@pytest.mark.parametrize(("n", "d"), [(10**4, 1), (10**4, 10), (10**6, 10), (10**8, 10**3)])
def test_at_the_crossover_both_take_the_same_time(q3, n, d):
    """The first m at which features cost more, by bisection, is a moderate multiple of n."""
    below, above = 1, n * n
    exact = one_head(n, d, 1).time
    while above - below > 1:
        middle = (below + above) // 2
        if by_features(n, middle, d).time < exact:
            below = middle
        else:
            above = middle
    expected = evaluate(order(q3.crossover, "n", "d"), n=n, d=d)
    assert 1 / 5 < above / expected < 5


# -------------------------------------------------------------------- ranks and normalisers


def softmax(matrix, axis):
    powers = np.exp(matrix - matrix.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


@pytest.mark.parametrize(("n", "d"), [(1, 1), (2, 1), (2, 2), (5, 3), (6, 6), (9, 4)])
def test_the_rank_is_the_largest_that_is_found(q3, n, d):
    """Over random queries and keys, by singular values."""
    seed = 3
    random = np.random.default_rng(seed)
    found = 0
    for _ in range(20):
        queries, keys = 2 * random.normal(size=(2, n, d))
        product = softmax(queries, axis=1) @ softmax(keys, axis=0).T
        found = max(found, np.linalg.matrix_rank(product, tol=1e-10))
    assert found == evaluate(order(q3.rank, "n", "d"), n=n, d=d), f"seed {seed}"


def test_the_normaliser_is_a_row_sum(q3):
    """D = diag(A 1), by numpy."""
    n, d = 4, 3
    random = np.random.default_rng(5)
    queries, keys = random.normal(size=(2, n, d))
    row_sums = np.exp(queries @ keys.T) @ np.ones(n)
    rows = notation.sequence(notation.vector("d"))
    value = answer(
        q3.normaliser, q=rows, k=rows, i=notation.index("n"), n=notation.natural, d=notation.natural
    )
    columns = [{j + 1: row[:, None] for j, row in enumerate(m)} for m in (queries, keys)]
    for i in range(n):
        at = evaluate(value, q=columns[0], k=columns[1], i=i + 1, n=n, d=d)
        assert math.isclose(at, row_sums[i], rel_tol=1e-12)


# ---------------------------------------------------------------------------- random features

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(40)
PAIRS = [
    ([[0.3]], [[-0.8]]),
    ([[0.7]], [[0.2]]),
    ([[0.5], [-0.4]], [[0.1], [0.6]]),
    ([[0.2], [0.3]], [[0.4], [-0.1]]),
]


def moments(q3, q, k, m):
    """Return mean and variance of f(q)ᵀ f(k) by quadrature: the draws are independent."""
    d = len(q)
    value = answer(
        q3.feature,
        u=notation.vector("d"),
        w=notation.sequence(notation.vector("d")),
        r=notation.index("m"),
        m=notation.natural,
        d=notation.natural,
    )
    mean = square = 0.0
    for point in itertools.product(range(len(NODES)), repeat=d):
        w = {1: NODES[list(point)][:, None]}
        density = np.prod(WEIGHTS[list(point)] / math.sqrt(2 * math.pi))
        term = math.prod(evaluate(value, u=np.array(u), w=w, r=1, m=m, d=d) for u in (q, k))
        mean, square = mean + density * term, square + density * term**2
    return m * mean, m * (square - mean**2)


@pytest.mark.parametrize(("q", "k"), PAIRS[:3])
def test_features_are_unbiased_and_vary_as_stated(q3, q, k):
    """Mean exp(qᵀk); variance and relative error as the answers to 3.5 say."""
    m = 3
    mean, variance = moments(q3, q, k, m)
    q, k = np.array(q), np.array(k)
    assert math.isclose(mean, math.exp((q.T @ k).item()), rel_tol=1e-9)
    pair = {"q": notation.vector("d"), "k": notation.vector("d")}
    given = {"q": q, "k": k, "d": len(q)}
    expected = evaluate(answer(q3.variance, **pair, m=notation.natural), **given, m=m)
    assert math.isclose(variance, expected, rel_tol=1e-6)
    tau = math.sqrt(variance) / mean
    found = evaluate(answer(q3.samples, **pair, tau=notation.positive), **given, tau=tau)
    assert math.isclose(found, m, rel_tol=1e-6)


def test_the_standard_error_is_halved(q3):
    """By as many more draws as the answer says, by quadrature for either number."""
    factor = evaluate(answer(q3.halving, m=notation.natural), m=5)
    q, k = PAIRS[1]
    before, after = (moments(q3, q, k, m)[1] for m in (5, 5 * int(factor)))
    assert math.isclose(math.sqrt(after), math.sqrt(before) / 2, rel_tol=1e-6)
