"""The answers to hw2025 Q4, each by another route: counting, ranks, and the modules written out."""

import itertools

import numpy as np
import pytest
import torch
from torch.nn import functional

from autograder.notation import evaluate, free_symbols


@pytest.fixture(scope="module")
def q4(load):
    """The reference's module, beside the `notation` that a student's folder has."""
    return load("hw2025/q4_lora.py")


@pytest.fixture
def answer(q4):
    """Give the function that evaluates an answer."""

    def answer(name, **values):
        question = getattr(q4, name).__question__
        symbols = {symbol: domain.symbol(symbol) for symbol, domain in question.symbols}
        expression = getattr(q4, name)(**symbols)
        given = {n: v for n, v in values.items() if n in free_symbols(expression)}
        return evaluate(expression, **given)

    return answer


# --------------------------------------------------------------- 4.2, 4.3: one matrix


@pytest.fixture
def layer(rng):
    """One adapted matrix with everything that the questions name: d = 4, r = 2, m = 5."""
    source = np.random.default_rng(rng.randrange(2**32))
    W = source.normal(size=(4, 4))
    delta = np.abs(W).max() / (2**4 - 1)
    return {
        "X": source.normal(size=(3, 4)),
        "W": W,
        "codes": np.floor(W / delta),
        "delta": float(delta),
        "A": source.normal(size=(4, 2)),
        "B": source.normal(size=(4, 2)),
        "n": 3,
        "d": 4,
        "r": 2,
    }


def output(layer, weight):
    """Return the adapted layer's output, row by row and from the left."""
    rows = [x @ weight + (x @ layer["A"]) @ layer["B"].T for x in layer["X"]]
    return np.array(rows)


def test_the_difference_is_that_of_the_two_outputs(answer, layer):
    quantised = layer["delta"] * layer["codes"]
    expected = output(layer, quantised) - output(layer, layer["W"])
    assert np.allclose(answer("difference", **layer), expected)


def test_the_update_is_what_the_output_has_more_for_unit_inputs(answer, layer):
    layer = layer | {"X": np.eye(4), "n": 4}
    assert np.allclose(answer("update", **layer), output(layer, layer["W"]) - layer["W"])


def test_the_merged_matrix_gives_the_layers_output(answer, layer):
    merged = answer("merged", **layer)
    assert np.allclose(layer["X"] @ merged, output(layer, layer["W"]))


def test_the_rank_is_what_random_adapters_have(answer, rng):
    """Generic adapters reach it, and no adapters exceed it."""
    source = np.random.default_rng(rng.randrange(2**32))
    for d, r in [(1, 1), (4, 1), (5, 3), (4, 4)]:
        ranks = {
            np.linalg.matrix_rank(source.normal(size=(d, r)) @ source.normal(size=(d, r)).T)
            for _ in range(5)
        }
        assert ranks == {answer("rank", d=d, r=r, m=8)}


def test_bits_and_parameters_are_counted_in_arrays(answer):
    for d, r, m in [(1, 1, 2), (5, 2, 4), (6, 3, 8)]:
        frozen, adapters = np.zeros((d, d)), [np.zeros((d, r)), np.zeros((d, r))]
        trained = sum(adapter.size for adapter in adapters)
        assert answer("parameters", d=d, r=r, m=m) == trained
        assert answer("bits_lora", d=d, r=r, m=m) == 32 * (frozen.size + trained)
        codes = [[0] * m for _ in range(frozen.size)]
        assert answer("bits_qlora", d=d, r=r, m=m) == sum(map(len, codes)) + 32 * trained


# -------------------------------------------------------------------- 4.4a: work, counted


class Counter:
    """Multiplies matrices of given sizes, and counts multiplications one by one."""

    def __init__(self):
        self.work = self.dequantised = self.trained = 0

    def product(self, left, right):
        """Return the size of a product."""
        (rows, inner), (same, columns) = left, right
        assert inner == same
        self.work += sum(1 for _ in itertools.product(range(rows), range(inner), range(columns)))
        return rows, columns

    def frozen(self, size, quantised):
        """Return the size of a frozen matrix, ready for use."""
        if quantised:
            numbers = sum(1 for _ in itertools.product(*map(range, size)))
            self.work += numbers
            self.dequantised += numbers
        return size

    def adapted(self, x, d, r, quantised):
        """Return the size of the output of an adapted d×d matrix."""
        self.trained += 2 * d * r
        self.product(x, self.frozen((d, d), quantised))
        return self.product(self.product(x, (d, r)), (r, d))

    def attention(self, x, d, r, h, quantised):
        """Return the size of the output of multi-head attention."""
        n = x[0]
        for _ in range(h):
            Q, K, V = (self.adapted(x, d, r, quantised) for _ in range(3))
            scores = self.product(Q, K[::-1])
            self.work += n * n  # the softmax
            self.product(scores, V)
        return self.product((n, h * d), self.frozen((h * d, d), quantised))


SIZES = [
    dict(zip("ndrh", sizes, strict=True))
    for sizes in itertools.product((2, 24), (12, 24), (1, 3, 12), (1, 5))
]


def counted(module, quantised, sizes):
    counter, x = Counter(), (sizes["n"], sizes["d"])
    if module == "ffn":
        counter.adapted(x, sizes["d"], sizes["r"], quantised)
    else:
        counter.attention(x, sizes["d"], sizes["r"], sizes["h"], quantised)
    return counter


@pytest.mark.parametrize("module", ["ffn", "mha"])
@pytest.mark.parametrize("method", ["lora", "qlora"])
def test_orders_are_those_of_what_is_counted(answer, module, method):
    """The ratio of count and answer stays between constants whatever grows, within r ≤ d."""
    names = ["time", "space"] + ["dequantisation"] * (method == "qlora")
    counts = [(sizes, counted(module, method == "qlora", sizes)) for sizes in SIZES]
    for name in names:
        attribute = {"time": "work", "space": "trained", "dequantisation": "dequantised"}[name]
        ratios = [
            getattr(counter, attribute) / answer(f"{method}_{module}_{name}", **sizes)
            for sizes, counter in counts
        ]
        assert 1 <= max(ratios) <= 6
        assert max(ratios) / min(ratios) <= 5


def test_the_overhead_is_the_dequantisation_of_one_matrix(answer):
    for sizes in SIZES:
        assert counted("ffn", True, sizes).dequantised == answer("overhead", **sizes)


def test_the_product_of_the_adapters_formed_first_is_of_another_order():
    """It takes n d² + d² r: with one row and r = d, more than any multiple of n d² + n d r."""

    def ratio(d):
        counter = Counter()
        product = counter.product((d, d), (d, d))
        counter.product((1, d), product)
        return counter.work / counted("ffn", False, {"n": 1, "d": d, "r": d}).work

    assert ratio(40) > 3 * ratio(8)


# --------------------------------------------------------------------- 4.4b: bits saved


def test_the_savings_are_those_of_every_frozen_matrix(answer):
    for d, h, m in [(2, 1, 2), (3, 4, 4), (5, 2, 8)]:
        attention = [(d, d)] * (3 * h) + [(h * d, d)]
        for name, matrices in [("saving_ffn", [(d, d)]), ("saving_mha", attention)]:
            before = sum(32 * rows * columns for rows, columns in matrices)
            after = sum(m * rows * columns for rows, columns in matrices)
            assert answer(name, d=d, h=h, r=1, m=m) == before - after


def test_the_choices_are_those_that_the_statement_leads_to(q4, answer):
    """Merged, LoRA is free; MHA is where codes save more, so that is where they are needed."""
    assert q4.inference_mha() == q4.inference_ffn() == "LoRA"
    sizes = {"d": 3, "h": 2, "r": 1, "m": 8}
    assert answer("saving_mha", **sizes) > answer("saving_ffn", **sizes)
    assert (q4.memory_mha(), q4.both_mha(), q4.both_ffn()) == ("QLoRA", "QLoRA", "LoRA")
    assert q4.memory_ffn() in ("LoRA", "QLoRA")


# ------------------------------------------------------------------- 4.4a: quantisation


@pytest.fixture
def source(rng):
    """Numpy's random numbers, from a seed that is printed."""
    return np.random.default_rng(rng.randrange(2**32))


@pytest.mark.parametrize("bits", range(2, 9))
def test_codes_are_the_largest_multiples_below(q4, source, bits):
    """By search: of all codes, the highest whose multiple of Δ does not exceed the number."""
    W = source.normal(size=(4, 5))
    codes, delta = q4.quantize(torch.tensor(W), bits)
    step = float(np.max(np.abs(W))) / (2 ** (bits - 1) - 1)
    assert delta.item() == pytest.approx(step, rel=1e-15)
    possible = np.arange(-(2 ** (bits - 1)), 2 ** (bits - 1))
    for number, code in zip(W.flat, codes.flatten().tolist(), strict=True):
        below = possible[possible * step <= number + 1e-12]
        assert code in (below.max(), below.max() - (abs(number) == np.abs(W).max()))
    error = W - q4.dequantize(codes, delta).numpy()
    assert (error >= -1e-12).all()
    assert (error <= step + 1e-12).all()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_quantisation_keeps_dtypes_and_zeros(q4, dtype):
    codes, delta = q4.quantize(torch.zeros(2, 3, dtype=dtype), 4)
    assert (delta.shape, delta.dtype) == ((), dtype)
    assert not codes.is_floating_point()
    matrix = q4.dequantize(codes, delta)
    assert (matrix.dtype, matrix.tolist()) == (dtype, [[0, 0, 0], [0, 0, 0]])


# ------------------------------------------------------------------------- 4.4a: modules


def fill(module, source):
    """Give every trained parameter random values."""
    for parameter in module.parameters():
        with torch.no_grad():
            parameter.copy_(torch.tensor(source.normal(size=parameter.shape)))


def gradients(output, cotangent, inputs):
    return torch.autograd.grad(output, inputs, cotangent)


@pytest.mark.parametrize(("rows", "rank"), [((4,), 2), ((1,), 7), ((2, 3, 4), 1)])
def test_a_layer_is_two_of_torchs_linear_functions(q4, source, rows, rank):
    W, X = torch.tensor(source.normal(size=(5, 3))), torch.tensor(source.normal(size=(*rows, 5)))
    layer = q4.LoRALinear(W, rank)
    X.requires_grad_()
    assert torch.equal(layer(X), functional.linear(X, W.T))
    assert sorted(name for name, _ in layer.named_parameters()) == ["A", "B"]
    assert layer.A.any()
    assert not layer.B.any()
    fill(layer, source)
    expected = functional.linear(X, W.T) + functional.linear(
        functional.linear(X, layer.A.T), layer.B
    )
    assert torch.allclose(layer(X), expected, rtol=1e-12)
    cotangent = torch.tensor(source.normal(size=expected.shape))
    leaves = (X, layer.A, layer.B)
    for found, wanted in zip(
        gradients(layer(X), cotangent, leaves), gradients(expected, cotangent, leaves), strict=True
    ):
        assert torch.allclose(found, wanted, rtol=1e-12)
    assert torch.autograd.gradcheck(layer, (X,))


def test_merging_gives_the_weight_of_the_statement_and_can_be_undone(q4, source):
    W = torch.tensor(source.normal(size=(5, 3)))
    layer = q4.LoRALinear(W, 2)
    fill(layer, source)
    units = torch.eye(5, dtype=torch.float64)
    merged = torch.stack([layer(unit) for unit in units])
    for _ in range(2):
        layer.merge()
        assert torch.allclose(layer.weight, merged, rtol=1e-12)
        assert torch.allclose(layer(units), merged, rtol=1e-12)
    for _ in range(2):
        layer.unmerge()
        assert torch.allclose(layer.weight, W, rtol=1e-12)
    assert torch.allclose(layer(units), merged, rtol=1e-12)


@pytest.mark.parametrize(("rows", "heads", "rank"), [((4,), 3, 2), ((1,), 1, 4), ((2, 3, 6), 2, 1)])
def test_attention_is_torchs_for_every_head(q4, source, rows, heads, rank):
    """By scaled_dot_product_attention, with effective weights of each head."""
    d = 5
    matrices = [[torch.tensor(source.normal(size=(d, d))) for _ in range(heads)] for _ in "QKV"]
    Wo = torch.tensor(source.normal(size=(heads * d, d)))
    H = torch.tensor(source.normal(size=(*rows, d)), requires_grad=True)
    module = q4.LoRAMultiHeadAttention(*matrices, Wo, rank)
    assert sum(p.numel() for p in module.parameters()) == heads * 3 * 2 * d * rank

    def expected():
        effective = [
            [W + layer.A @ layer.B.T for W, layer in zip(Ws, layers, strict=True)]
            for Ws, layers in zip(matrices, (module.Q, module.K, module.V), strict=True)
        ]
        outputs = [
            functional.scaled_dot_product_attention(H @ Q, H @ K, H @ V)
            for Q, K, V in zip(*effective, strict=True)
        ]
        return sum(head @ Wo[number * d : (number + 1) * d] for number, head in enumerate(outputs))

    assert torch.allclose(module(H), expected(), rtol=1e-11)
    fill(module, source)
    assert torch.allclose(module(H), expected(), rtol=1e-11)
    cotangent = torch.tensor(source.normal(size=H.shape))
    leaves = (H, *module.parameters())
    for found, wanted in zip(
        gradients(module(H), cotangent, leaves),
        gradients(expected(), cotangent, leaves),
        strict=True,
    ):
        assert torch.allclose(found, wanted, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize(
    "answer", ["2 * d", "d**2", "64", "A * T(B)", "A Bᵀ +", "(32 - m)", "h * d"]
)
def test_no_docstring_hands_an_answer_out(q4, answer):
    """What the statement says of a layer stands at the top; no question says its own answer."""
    functions = [item for item in vars(q4).values() if hasattr(item, "__question__")]
    texts = [item.__doc__ for item in functions]
    assert len(functions) == 30
    assert not any(answer in text for text in texts)
