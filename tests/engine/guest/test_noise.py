"""What rounding can do to a result, measured where it can be computed by hand."""

import math

import pytest
import torch

from autograder.sandbox.values import Tensor

CODE = """
import torch

def total(x): return x.sum()
def difference(x): return x[0] - x[1]
def exponential(x): return torch.exp(x)
def weights(x): return torch.softmax(x, -1)
def pair(x, y): return x * y, (x > 0).long()
def hidden(x): return torch.softmax(x[:, None], -1).sum()
def constant(x): return torch.ones(2)
def one_key(x, v): return torch.softmax(x[:, None], -1) @ v
def below_the_largest(x): return (x - x.amax(-1, keepdim=True)).exp()
def least(x): return x.amin()
def most(x): return x.max()
def least_of_each(x): return x[None].min(dim=-1).values.sum()
def norm(x): return torch.linalg.norm(x, float("inf"))
def views(x): return x.mT[0].unsqueeze(-1)
"""


@pytest.fixture(scope="module")
def draws():
    """So many that the largest of them is nearly the largest there can be."""
    return 200


@pytest.fixture
def noise(run_code, draws):
    """Measure a function of this file: pairs of result and response, gradients, exponent."""

    def noise(name, *values, cotangents=None):
        code = run_code(CODE)
        grad = cotangents is not None
        arguments = [Tensor.of(value, "float64", requires_grad=grad) for value in values]
        weights = grad and [c if c is None else Tensor.of(c, "float64") for c in cotangents]
        target = {"module": "answer", "name": name}
        reply = code.ask("noise", target=target, arguments=arguments, cotangents=weights or None,
                         draws=draws)  # fmt: skip
        return reply.value

    return noise


def entries(tensor):
    return tensor.array().tolist()


def test_a_sum_responds_with_the_size_of_its_terms(noise):
    """Uniform errors of variance one are at most √3: the largest sum is √3 · Σ |x|."""
    ((value, response),) = noise("total", [1.0, -2.0, 4.0])["values"]
    assert entries(value) == 3.0
    assert math.sqrt(21) < entries(response) < math.sqrt(3) * 7


def test_cancellation_shows(noise):
    ((value, response),) = noise("difference", [1.0, 1.0])["values"]
    assert entries(value) == 0.0
    assert 1.5 < entries(response) < 2 * math.sqrt(3)


def test_an_exponential_responds_with_its_exponent(noise):
    result = noise("exponential", [-300.0, 2.0])
    value, response = (entries(tensor) for tensor in result["values"][0])
    assert value == [math.exp(-300), math.exp(2)]
    for x, exact, moved in zip([300, 2], value, response, strict=True):
        assert 1.5 * x * exact < moved < 1.8 * x * exact
    assert result["exponent"] == 300.0


def test_small_numbers_do_not_vanish_in_the_measure(noise):
    ((_, response),) = noise("exponential", [-700.0])["values"]
    assert entries(response)[0] > 700 * math.exp(-700)


def test_the_exponent_of_a_function_without_any_is_one(noise):
    assert noise("total", [100.0])["exponent"] == 1.0
    assert noise("weights", [0.1, 0.2])["exponent"] == 1.0
    assert noise("weights", [0.1, -50.0])["exponent"] == 50.0


def test_only_real_results_respond(noise):
    (_, real), (count, none) = noise("pair", [1.0, -2.0], [3.0, 3.0])["values"]
    assert 3 < entries(real)[0] < 2 * math.sqrt(3) * 3
    assert (entries(count), none) == ([1, 0], None)


def test_gradients_respond_with_what_their_own_terms_are(noise):
    """d(x·y) = y·c: two operands, the largest of two hundred draws of them and of c."""
    result = noise("pair", [1.0], [3.0], cotangents=[[2.0], None])
    (gradient, response), _ = result["gradients"]
    assert entries(gradient) == [6.0]
    assert 6 < entries(response)[0] < 5 * 2 * math.sqrt(3) * 6


def test_a_gradient_of_zero_responds_where_its_terms_cancel(noise):
    """A softmax of one entry is 1 whatever it is; c − 1·c is 0 up to rounding of c."""
    result = noise("hidden", [5.0, -3.0], cotangents=[1.0])
    ((gradient, response),) = result["gradients"]
    assert entries(gradient) == [0.0, 0.0]
    assert all(1 < moved < 20 for moved in entries(response))


def test_terms_that_cancel_for_this_cotangent_alone_respond(noise):
    """With one key the gradient is c·v − c·v for every v, also where c·v is 0 by chance."""
    values = [5.0], [[1.0, 1.0]]
    (gradient, response), _ = noise("one_key", *values, cotangents=[[[1.0, -1.0]]])["gradients"]
    assert entries(gradient) == [0.0]
    assert 1 < entries(response)[0] < 20


@pytest.mark.parametrize("name", ["below_the_largest", "least", "most", "least_of_each", "norm"])
def test_the_gradient_of_a_largest_entry_is_measured(noise, name):
    """It goes to the entries that equal it: were they to differ by noise, to nowhere, by 0/0."""
    result = noise(name, [5.0, -3.0, 5.0], cotangents=[[1.0, 2.0, 4.0] if "below" in name else 1.0])
    ((gradient, response),) = result["gradients"]
    assert all(math.isfinite(moved) and moved < 100 for moved in entries(response))
    assert all(map(math.isfinite, entries(gradient)))


def test_a_gradient_that_does_not_exist_is_none(noise):
    result = noise("constant", [5.0, -3.0], cotangents=[[1.0, 1.0]])
    assert result["gradients"] == [[None, None]]


def test_views_add_no_noise(noise):
    ((value, response),) = noise("views", [[1.0, 2.0], [3.0, 4.0]])["values"]
    assert entries(value) == [[1.0], [3.0]]
    assert entries(response) == [[0.0], [0.0]]


def test_the_same_call_is_measured_the_same(noise):
    assert noise("weights", [1.0, 2.0]) == noise("weights", [1.0, 2.0])


def test_a_measurement_leaves_torch_as_it_was(run_code):
    source = f"{CODE}\ndef product(x): return (2 * x).tolist()\n"
    code = run_code(source)
    argument = Tensor.of([1.0])
    code.ask("noise", target={"module": "answer", "name": "total"}, arguments=[argument],
             cotangents=None, draws=2)  # fmt: skip
    assert code.call("product", argument).value == [2.0]


def test_torch_does_not_import_its_compiler_for_it(run_code):
    source = f"import sys\n{CODE}\ndef compiler(): return 'torch._dynamo' in sys.modules\n"
    code = run_code(source)
    before = code.call("compiler").value
    code.ask("noise", target={"module": "answer", "name": "total"}, arguments=[Tensor.of([1.0])],
             cotangents=None, draws=2)  # fmt: skip
    assert code.call("compiler").value == before
    assert torch.__version__ < "2.10" or before is False
