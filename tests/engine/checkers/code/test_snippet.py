"""A call can be pasted, and then has the same numbers in the same layout."""

import numpy as np
import pytest
import torch

from autograder.checkers.code.inputs import Case, Drawn, Inputs
from autograder.checkers.code.snippet import snippet
from autograder.sandbox.values import Features, Tensor


def inputs(*values, dtype="float64"):
    names = ("a", "b", "c")
    drawn = tuple(Drawn(name, value) for name, value in zip(names, values, strict=False))
    return Inputs(Case(dtype=dtype), drawn)


def pasted(text):
    """Run all lines but the call, as a student would."""
    namespace = {"torch": torch}
    lines = [line.removeprefix("    ") for line in text.splitlines()]
    exec("\n".join(lines[:-1]), namespace)
    return namespace, lines[-1]


@pytest.mark.parametrize("dtype", ["float64", "float32", "bfloat16"])
@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (2, 1, 3)], ids=str)
def test_the_numbers_are_the_same_again(rng, shape, dtype):
    array = np.random.RandomState(rng.getrandbits(32)).normal(size=shape) * 1e4
    tensor = Tensor.of(array, dtype)
    names, call = pasted(snippet("f", inputs(tensor, 3, 0.25, dtype=dtype)))
    assert str(names["a"].dtype) == f"torch.{dtype}"
    assert names["a"].double().numpy().tolist() == tensor.array().astype(float).tolist()
    assert (names["b"], names["c"], call) == (3, 0.25, "f(a, b, c)")


def test_integers_are_integers():
    names, _ = pasted(snippet("f", inputs(Tensor.of([[1, -2]], "int64"))))
    assert names["a"].tolist() == [[1, -2]]
    assert names["a"].dtype == torch.int64


@pytest.mark.parametrize("shape", [(2, 3), (2, 3, 4), (2, 1, 3, 4)], ids=str)
def test_the_layout_is_not_contiguous_again(shape):
    tensor = Tensor.of(np.arange(np.prod(shape), dtype=float).reshape(shape))
    names, _ = pasted(snippet("f", inputs(tensor), strided=True))
    assert not names["a"].is_contiguous()
    assert names["a"].tolist() == tensor.array().tolist()


def test_a_feature_map_is_a_function_again():
    names, _ = pasted(snippet("f", inputs(Features(Tensor.of([[1.0, -1.0]])))))
    assert names["a"](torch.zeros(1, 2, dtype=torch.float64)).item() == pytest.approx(np.log(2))


def test_a_large_tensor_is_described_instead():
    text = snippet("f", inputs(Tensor.of(np.full((9, 9), -2.5))))
    assert text == "    a = ...  # float64, shape (9, 9), up to 2.5 in size\n    f(a)"


def test_another_dtype_is_said_first():
    assert snippet("f", inputs(2, dtype="float32")).startswith("    # in float32\n")
