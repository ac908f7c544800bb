"""One call in a worker: value, arguments afterwards, gradients for a cotangent."""

import pytest

from autograder.sandbox.values import Features, Tensor, UnsupportedValue
from autograder.sandbox.worker_replies import Answer, Raised

CODE = """
import torch

def cube(x): return x**3
def both(x, y): return x * y, x + y
def listed(x, y): return [x * y, (x > 0).long(), "text"]
def shifted(x, y):
    x += 1
    return x * y
def renamed(x):
    x.unsqueeze_(0)
    return x * 2
def detached(x): return x.detach() * 2
def first(x, y): return 2 * x
def plain(x, factor): return factor * x
def nothing(x): pass
def fails(x): raise ValueError("no")
def contiguous(*tensors): return [x.is_contiguous() for x in tensors]
def strides(x): return list(x.stride())
def leaf(x): return [x.is_leaf, x.requires_grad]
def apply(f, u): return f(u)
"""


@pytest.fixture
def trial(run_code):
    """Call a function of this file; the reply's value is value, arguments, gradients."""

    def trial(name, *arguments, cotangents=None, **more):
        target = {"module": "answer", "name": name}
        return run_code(CODE).ask(
            "trial", target=target, arguments=list(arguments), cotangents=cotangents, **more
        )

    return trial


def real(*values, grad=True):
    return Tensor.of(values, "float64", requires_grad=grad)


def numbers(tensor):
    return tensor if tensor is None else tensor.array().tolist()


def test_gradients_are_of_the_sum_with_the_cotangent(trial):
    """d(x³)·c = 3x²c."""
    value, after, (gradient,) = trial("cube", real(1, 2), cotangents=[real(1, 10)]).value
    assert numbers(value) == [1, 8]
    assert numbers(after[0]) == [1, 2]
    assert numbers(gradient) == [3, 120]


def test_gradients_of_several_outputs_are_added(trial):
    """d(xy)·c + d(x + y)·e = yc + e with respect to x."""
    reply = trial("both", real(2), real(5), cotangents=[real(1), real(100)])
    assert [numbers(gradient) for gradient in reply.value[2]] == [[105], [102]]


def test_outputs_without_a_gradient_are_passed_over(trial):
    reply = trial("listed", real(2), real(5), cotangents=[real(1), None, None])
    assert [numbers(gradient) for gradient in reply.value[2]] == [[5], [2]]


def test_without_cotangents_there_are_no_gradients(trial):
    assert trial("cube", real(1)).value[2] is None


@pytest.mark.parametrize("name", ["detached", "cube"])
def test_what_the_result_does_not_depend_on_has_none(trial, name):
    grad = name == "detached"
    (gradients,) = trial(name, real(1, grad=grad), cotangents=[real(1)]).value[2:]
    assert gradients == ([None] if grad else [])


def test_an_argument_without_influence_has_none_beside_one_with(trial):
    reply = trial("first", real(1), real(2), cotangents=[real(5)])
    assert [numbers(gradient) for gradient in reply.value[2]] == [[10], None]


def test_an_argument_that_was_changed_comes_back_changed(trial):
    after = trial("shifted", real(1, 2, grad=False), real(1, 1, grad=False)).value[1]
    assert [numbers(tensor) for tensor in after] == [[2, 3], [1, 1]]


def test_an_argument_whose_shape_was_changed_comes_back_with_it(trial):
    assert trial("renamed", real(1, 2, grad=False)).value[1][0].shape == (1, 2)


def test_what_is_no_tensor_does_not_come_back(trial):
    assert trial("plain", real(1), 3).value[1][1] is None


@pytest.mark.parametrize("name", ["fails", "missing"])
def test_an_exception_is_an_error(trial, name):
    assert isinstance(trial(name, real(1)), Raised)


def test_what_returns_nothing_returns_none(trial):
    assert trial("nothing", real(1)).value[0] is None


def test_the_default_dtype_is_the_callers(trial):
    source_dtype = trial("plain", real(1), 3, dtype="float32")
    assert isinstance(source_dtype, Answer)


# ------------------------------------------------------------------------------------- layouts


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 3, 4), (2, 2, 3, 4), (1, 3), (3, 1)], ids=str)
def test_a_strided_tensor_has_the_same_numbers_and_is_not_contiguous(run_code, shape):
    import numpy as np

    array = np.arange(np.prod(shape), dtype=float).reshape(shape)
    plain, strided = Tensor.of(array), Tensor("float64", shape, array.tobytes(), strided=True)
    code = run_code(CODE)
    assert code.call("contiguous", plain, strided).value == [True, False]
    assert code.call("plain", strided, 1).value.array().tolist() == array.tolist()


def test_a_strided_tensor_with_gradients_is_a_leaf(run_code):
    tensor = Tensor.of([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    strided = Tensor(tensor.dtype, tensor.shape, tensor.data, requires_grad=True, strided=True)
    code = run_code(CODE)
    assert code.call("leaf", strided).value == [True, True]
    assert code.call("strides", strided).value == [2, 4]


def test_a_feature_map_is_positive_and_as_large_as_its_weights(run_code):
    """softplus(0) = ln 2."""
    weights = Tensor.of([[0.0, 0.0], [1.0, -1.0], [30.0, 0.0]])
    reply = run_code(CODE).call("apply", Features(weights), Tensor.of([[[1.0, 1.0], [0.0, 2.0]]]))
    found = reply.value.array()
    assert found.shape == (1, 2, 3)
    assert found[0, :, 0] == pytest.approx([0.6931471805599453] * 2)
    assert found[0, 0, 2] == pytest.approx(30)
    assert (found > 0).all()


def test_a_function_is_no_data(run_code):
    code = run_code("def give(f): return f\n")
    assert code.call("give", Features(Tensor.of([[1.0]]))).value == UnsupportedValue("function")
