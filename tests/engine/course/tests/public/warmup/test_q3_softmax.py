"""Q3: the promises of the docstring, one by one."""

import pytest
import torch

import q3_softmax as q3


@pytest.mark.parametrize("shape", [(3,), (1,), (2, 3), (2, 3, 4)])
def test_the_shape_is_that_of_x_and_rows_sum_to_one(ask, shape):
    value = ask(q3.softmax, torch.randn(shape))
    assert value.shape == shape
    assert torch.allclose(value.sum(dim=-1), torch.ones(shape[:-1]))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_dtype_is_that_of_x(ask, dtype):
    assert ask(q3.softmax, torch.tensor([0.0, 0.0], dtype=dtype)).dtype == dtype


def test_entries_may_be_large(ask):
    assert ask(q3.softmax, torch.tensor([9000.0, 0.0])).tolist() == [1, 0]


def test_gradients_of_equal_entries_are_known(ask):
    x = torch.zeros(2, requires_grad=True)
    (gradient,) = torch.autograd.grad(ask(q3.softmax, x)[0], x)
    assert gradient.tolist() == [0.25, -0.25]


def test_x_is_left_as_it_is(ask):
    x = torch.tensor([1.0, 2.0])
    ask(q3.softmax, x)
    assert x.tolist() == [1, 2]
