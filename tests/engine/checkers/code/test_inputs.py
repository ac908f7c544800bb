"""Arguments are drawn from the seed, with few decimals, in the sizes of their case."""

import random

import numpy as np
import pytest

from autograder.checkers.code.inputs import (
    Case,
    FeatureMap,
    Integer,
    Integers,
    Normal,
    Number,
    Uniform,
    draw,
    standard_normal,
    widened,
)
from autograder.sandbox.values import Features, Tensor

QUERIES = (Normal("Q", "... n d"),)


def drawn(arguments, case, seed=1):
    return draw(arguments, case, random.Random(seed))


def array_of(arguments, case, seed=1):
    return drawn(arguments, case, seed).arguments[0].value.array()


@pytest.mark.parametrize("batch", [(), (4,), (2, 3)])
def test_the_batch_stands_for_the_dots(batch):
    assert array_of(QUERIES, Case({"n": 5, "d": 2}, batch=batch)).shape == (*batch, 5, 2)
    inner = array_of((Normal("x", "n ... d"),), Case({"n": 5, "d": 2}, batch=batch))
    assert inner.shape == (5, *batch, 2)


def test_numbers_have_two_decimals_and_no_negative_zero():
    array = array_of(QUERIES, Case({"n": 100, "d": 50}))
    assert np.array_equal(array, np.round(array, 2))
    assert not np.signbit(array[array == 0]).any()
    assert abs(array.std() - 1) < 0.05


def test_the_seed_decides_and_nothing_else():
    case = Case({"n": 3, "d": 2})
    assert drawn(QUERIES, case) == drawn(QUERIES, case)
    assert drawn(QUERIES, case) != drawn(QUERIES, case, seed=2)


def test_the_stream_is_the_same_for_ever():
    """A student's report shows them: they come from the generator of numpy's that is frozen."""
    assert array_of(QUERIES, Case({"n": 1, "d": 3}), seed=0).tolist() == [[-1.27, 0.31, 0.57]]


def test_a_scale_makes_an_argument_larger():
    case = Case({"n": 3, "d": 2})
    scaled = Case({"n": 3, "d": 2}, scale={"Q": 1000})
    assert np.allclose(array_of(QUERIES, scaled), 1000 * array_of(QUERIES, case), atol=5.01)


def test_several_scales_are_for_one_row_after_the_other():
    case = Case({"n": 5, "d": 400}, batch=(2,), scale={"Q": (1, 1000)})
    sizes = array_of(QUERIES, case).std(axis=-1)
    assert np.allclose(sizes / [1, 1000, 1, 1000, 1], 1, atol=0.2)


def test_a_value_stands_for_what_would_be_random():
    arguments = (Normal("s", "p"), Number("eps", low=0, high=1), Integer("t", low=1, high=9))
    case = Case({"p": 3}, values={"s": [1, 2, 3], "eps": 1, "t": 20})
    s, eps, t = (argument.value for argument in drawn(arguments, case).arguments)
    assert s.array().tolist() == [1, 2, 3]
    assert (eps, type(eps), t) == (1.0, float, 20)


def test_ranges_are_kept():
    arguments = (
        Uniform("r", "p", low=2, high=3),
        Integers("k", "p", low=-1, high=2),
        Number("b", low=0.9, high=0.99),
        Integer("t", low=1, high=2),
    )
    for seed in range(50):
        r, k, b, t = (a.value for a in drawn(arguments, Case({"p": 40}), seed).arguments)
        assert ((r.array() >= 2) & (r.array() <= 3)).all()
        assert set(k.array().tolist()) == {-1, 0, 1}
        assert k.dtype == "int64"
        assert 0.9 <= b <= 0.99
        assert t in (1, 2)


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_the_reference_gets_the_rounded_numbers(dtype):
    arguments = (Normal("x", "p"), FeatureMap("f", "m p"), Integers("k", "p", low=0, high=3))
    inputs = drawn(arguments, Case({"p": 9, "m": 2}, dtype=dtype))
    sent, exact = inputs.sent(), inputs.exact()
    assert sent[0].dtype == sent[1].weights.dtype == dtype
    assert exact[0].dtype == exact[1].weights.dtype == "float64"
    assert exact[0].array().tolist() == sent[0].array().tolist()
    assert exact[1].weights.array().tolist() == sent[1].weights.array().tolist()
    assert sent[2].dtype == exact[2].dtype == "int64"


def test_gradients_are_asked_for_real_tensors_alone():
    arguments = (
        Normal("x", "p"), Integers("k", "p", low=0, high=3), Number("b", low=0, high=1),
        FeatureMap("f", "m p"),
    )  # fmt: skip
    inputs = drawn(arguments, Case({"p": 2, "m": 2}))
    assert inputs.differentiable == ("x",)
    x, k, _, f = inputs.sent(requires_grad=True, strided=True)
    assert (x.requires_grad, x.strided) == (True, True)
    assert (k.requires_grad, k.strided) == (False, True)
    assert isinstance(f, Features)
    assert inputs.exact(requires_grad=True)[0].requires_grad
    assert not inputs.exact()[0].requires_grad


def test_the_longest_side_is_that_of_all_arguments():
    arguments = (Normal("x", "p"), FeatureMap("f", "m p"))
    assert drawn(arguments, Case({"p": 2, "m": 7})).terms == 7
    assert drawn((Number("b", low=0, high=1),), Case()).terms == 1


def test_normal_numbers_for_cotangents_are_normal():
    array = standard_normal((100, 50), random.Random(3))
    assert abs(array.std() - 1) < 0.05
    assert abs(array.mean()) < 0.05


def test_widening_leaves_what_is_not_real():
    assert widened(3) == 3
    assert widened(Tensor.of([1], "int64")).dtype == "int64"
