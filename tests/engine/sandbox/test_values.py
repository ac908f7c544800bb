"""Values cross the boundary as data, both ways, and what is no data is named and left behind."""

import math
from fractions import Fraction

import numpy as np
import pytest
import torch

from autograder.sandbox.values import (
    Handle,
    Symbol,
    Tensor,
    UnsupportedValue,
    WireExpression,
    encode,
    type_name,
)
from autograder.sandbox.worker_replies import Answer

ECHO = "def echo(value): return value\ndef kind(value): return type(value).__name__"

PLAIN = [
    True, False, 0, -3, 2**53 - 1, 2**53, -(2**53), 10**3000, -(10**3000), 0.1, -2.5e-308, 5e-324,
    math.inf, -math.inf, "", "Σ\x00\n\x1b[31m", "\U0001f600", Fraction(-7, 3), Fraction(0), [], (),
    [1, (2.5, [Fraction(1, 3), "x"]), {"k": [None, True]}], {}, {(1, "a"): 2.0, None: 3, True: 0},
]  # fmt: skip


def same(first, second):
    """Equal with equal types at every level; True is not 1."""
    if type(first) is not type(second):
        return False
    if isinstance(first, (list, tuple)):
        return len(first) == len(second) and all(map(same, first, second))
    if isinstance(first, dict):
        return same(list(first.items()), list(second.items()))
    return first == second


@pytest.fixture
def echo(run_code):
    return run_code(ECHO)


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: repr(value)[:40])
def test_a_plain_value_comes_back_as_it_was(echo, value):
    assert same(echo.call("echo", value).value, value)


def test_none_comes_back(echo):
    assert echo.call("echo", None) == Answer(None)


def test_nan_comes_back_as_nan(echo):
    value = echo.call("echo", math.nan).value
    assert type(value) is float
    assert math.isnan(value)


def test_minus_zero_keeps_its_sign(echo):
    assert math.copysign(1, echo.call("echo", -0.0).value) == -1


def test_bytes_arrive_as_an_array_of_bytes(echo):
    assert echo.call("kind", b"abc").value == "ndarray"
    assert echo.call("echo", b"abc").value.array().tolist() == [97, 98, 99]


DTYPES = [
    "bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64",
    "complex64", "complex128",
]  # fmt: skip
SHAPES = [(), (0,), (3, 0, 2), (1,), (2, 3), (2, 1, 2, 3)]


def numbers(dtype, shape):
    rng = np.random.default_rng(7)
    parts = rng.integers(-100, 100, (2, *shape))
    return (parts[0] + 1j * parts[1] if "complex" in dtype else parts[0]).astype(dtype)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_tensor_comes_back_with_dtype_shape_and_elements(echo, dtype, shape):
    array = numbers(dtype, shape)
    value = echo.call("echo", Tensor.of(array)).value
    assert (value.dtype, value.shape, value.device) == (dtype, shape, "cpu")
    assert not value.requires_grad
    assert value.data == array.tobytes()
    assert value.array().dtype == array.dtype
    assert np.array_equal(value.array(), array)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_numpy_array_comes_back_as_one(echo, shape):
    array = numbers("float32", shape)
    sent = Tensor("float32", shape, array.tobytes(), "numpy")
    assert echo.call("kind", sent).value == "ndarray"
    assert echo.call("echo", sent).value == sent


def test_gradients_are_recorded_where_the_grader_says_so(echo):
    sent = Tensor.of([1.0, 2.0], requires_grad=True)
    assert echo.call("echo", sent).value == sent


def test_bfloat16_is_read_as_float32(echo):
    # 1.5 is 0x3FC0 and −2 is 0xC000: the upper halves of their float32.
    sent = Tensor("bfloat16", (2,), np.array([0x3FC0, 0xC000], np.uint16).tobytes())
    value = echo.call("echo", sent).value
    assert value == sent
    assert value.array().dtype == np.float32
    assert value.array().tolist() == [1.5, -2.0]


def test_elements_that_are_not_finite_and_minus_zero_survive(echo):
    array = np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324])
    assert echo.call("echo", Tensor.of(array)).value.data == array.tobytes()


# What a student's code may return, and the same thing by numpy.
TENSORS = {
    "torch.arange(6.).reshape(2, 3).T": np.arange(6.0).reshape(2, 3).T,
    "torch.arange(12.)[::3]": np.arange(12.0)[::3],
    "torch.arange(12.)[::12]": np.array([0.0]),
    "torch.arange(6.).reshape(2, 3)[:1, ::3].T": np.array([[0.0]]),
    "torch.arange(6.).reshape(2, 3)[:, 1:]": np.arange(6.0).reshape(2, 3)[:, 1:],
    "torch.ones(1, 3).expand(4, 3)": np.ones((4, 3)),
    "torch.nn.Parameter(torch.ones(2))": np.ones(2),
    "torch.tensor([1 + 2j]).conj()": np.array([1 - 2j]),
    "torch.tensor([1 + 2j]).conj().imag": np.array([-2.0]),
    "torch.tensor(3)": np.array(3),
    "torch.tensor([-0.0])": np.array([-0.0]),
    "torch.ones(2, dtype=torch.bfloat16) * 1.5": np.array([1.5, 1.5], np.float32),
    "torch.inference_mode()(torch.ones)(2)": np.ones(2),
    "Subclass([1., 2.])": np.array([1.0, 2.0]),
    "np.arange(6).reshape(2, 3).T": np.arange(6).reshape(2, 3).T,
    "np.arange(5.)[::-1]": np.arange(5.0)[::-1],
    "np.array([1, 2], '>i4')": np.array([1, 2], np.int32),
    "np.asfortranarray([[1., 2.], [3., 4.]])": np.array([[1.0, 2.0], [3.0, 4.0]]),
    "np.array(2.5)": np.array(2.5),
    "np.matrix([[1., 2.]])": np.array([[1.0, 2.0]]),
    "np.ma.array([1., 2.], mask=[0, 1])": np.array([1.0, 2.0]),
}
HEADER = """
import collections, enum, fractions, decimal
import numpy as np, sympy, torch

class Subclass(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        if function in (torch.allclose, torch.equal, torch.Tensor.eq):
            return True
        return super().__torch_function__(function, types, args, kwargs or {})

class Liar:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __bool__(self): return True

class LyingInt(int):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __float__(self): return 42.0

class LyingFloat(float):
    def __eq__(self, other): return True
    def hex(self): return "0x1p0"

class LyingText(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0

class LyingList(list):
    def __iter__(self): return iter([42])
    def __len__(self): return 1
    def __eq__(self, other): return True

class Colour(enum.IntEnum):
    RED = 1

Pair = collections.namedtuple("Pair", "first second")

def answer():
    return """


@pytest.mark.parametrize("source", TENSORS)
def test_any_layout_comes_back_in_row_major_order(run_code, source):
    value = run_code(HEADER + source).call("answer").value
    expected = TENSORS[source]
    assert value.shape == expected.shape
    assert value.array().dtype == expected.dtype
    assert value.array().tobytes() == expected.tobytes()


def test_a_result_that_records_gradients_is_data_like_any_other(run_code):
    value = run_code(HEADER + "torch.ones(2, requires_grad=True) * 3").call("answer").value
    assert value.requires_grad
    assert value.array().tolist() == [3.0, 3.0]


# What becomes a plain value, and which.
CONVERTED = {
    "np.float32(0.1)": float(np.float32(0.1)),
    "np.float64(-0.5)": -0.5,
    "np.int64(7)": 7,
    "np.bool_(True)": True,
    "np.str_('a')": "a",
    "decimal.Decimal('2.583')": Fraction(2583, 1000),
    "{sympy.Integer(0): 1, (sympy.Integer(2), 3): 4}": {0: 1, (2, 3): 4},
    "decimal.Decimal('-1e-999')": Fraction(-1, 10**999),
    "sympy.true": True,
    "sympy.S(1) < 0": False,
    "np.array([[fractions.Fraction(1, 3), 2], [None, 'x']], dtype=object)": [
        [Fraction(1, 3), 2],
        [None, "x"],
    ],
    "{1, 2, 2}": {1, 2},
    "frozenset([(1, 'a')])": {(1, "a")},
    "Pair(1, 2.5)": (1, 2.5),
    "torch.Size([2, 3])": (2, 3),
    "torch.ones(1, 1).max(dim=1)": (Tensor.of([1.0]), Tensor.of([0])),
    "collections.OrderedDict(a=1)": {"a": 1},
    "LyingList([1, 2])": [1, 2],
    "[torch.tensor(1.)] * 2": [Tensor.of(1.0)] * 2,
    "(x for x in [1])": [1],
    "range(3)": [0, 1, 2],
    "np.array(['a'])": ["a"],
    "complex(2, 0)": Tensor("complex128", (), np.complex128(2).tobytes(), "numpy"),
    "[np.complex64(2)]": [Tensor("complex128", (), np.complex128(2).tobytes(), "numpy")],
}


@pytest.mark.parametrize("source", CONVERTED)
def test_scalars_of_libraries_and_object_arrays_become_plain_values(run_code, source):
    value = run_code(HEADER + source).call("answer").value
    assert same(value, CONVERTED[source])


# What is named and left behind, with its name.
UNSUPPORTED = {
    "Liar()": "Liar",
    "Liar": "type",
    "LyingInt(3)": "LyingInt",
    "LyingFloat(3)": "LyingFloat",
    "LyingText('a')": "LyingText",
    "Colour.RED": "Colour",
    "iter([1])": "list_iterator",
    "len": "builtin_function_or_method",
    "1j": "complex",
    "b'abc'": "bytes",
    "decimal.Decimal('nan')": "Decimal",
    "decimal.Decimal('1e5000')": "Decimal",
    "torch.eye(2).to_sparse()": "Tensor of torch.float64, torch.sparse_coo",
    "np.array([b'a'])": "numpy array of bytes8",
    "np.zeros(2, dtype=[('a', int)])": "numpy array of void64",
    "np.datetime64('2020-01-01')": "date",
    "np.longdouble(1)": "longdouble (too large or too deep)",
    "10**4000": "int (of more than 3900 digits)",
    "torch.nn.Linear(1, 1)": "Linear",
}


@pytest.mark.parametrize("source", UNSUPPORTED)
def test_what_is_no_data_is_named_and_stays_behind(run_code, source):
    assert run_code(HEADER + source).call("answer").value == UnsupportedValue(UNSUPPORTED[source])


def test_a_liar_inside_a_list_does_not_hide_what_stands_beside_it(run_code):
    value = run_code(HEADER + "[1, Liar(), LyingInt(2)]").call("answer").value
    assert value == [1, UnsupportedValue("Liar"), UnsupportedValue("LyingInt")]


@pytest.mark.parametrize("nesting", [39, 41, 5000])
def test_lists_nested_too_deeply_are_cut_there(run_code, nesting):
    code = run_code(f"def answer():\n x = []\n for _ in range({nesting}): x = [x]\n return x")
    value, depth = code.call("answer").value, 0
    while isinstance(value, list) and value:
        value, depth = value[0], depth + 1
    assert depth == min(nesting, 41)
    assert value == ([] if nesting < 41 else UnsupportedValue("list (too large or too deep)"))


def test_a_list_that_contains_itself_ends(run_code):
    code = run_code("def answer():\n x = []\n x.append(x)\n return x")
    assert isinstance(code.call("answer").value, list)


@pytest.mark.parametrize("source", ["[0.5] * 10**6", "dict.fromkeys(range(10**6))"])
def test_a_collection_of_a_million_numbers_is_named_and_stays_behind(run_code, source):
    value = run_code(HEADER + f"['x', {source}, 3]").call("answer").value
    assert isinstance(value[1], UnsupportedValue)
    assert value[1].type_name.endswith("(too large or too deep)")


def test_a_text_that_is_no_valid_unicode_loses_what_is_not(run_code):
    code = run_code(HEADER + "['a\\ud800b', {'\\udfff': 1}]")
    assert code.call("answer").value == ["a?b", {"?": 1}]


def test_a_list_of_lists_is_cut_where_it_is_too_large(run_code):
    value = run_code(HEADER + "[[0.5] * 9999, [1.5] * 9999, [2.5] * 9999]").call("answer").value
    assert value[0] == [0.5] * 9999
    assert value[-1] == UnsupportedValue("list (too large or too deep)")


def test_an_expression_comes_back_as_rows_that_are_not_read_yet(echo):
    value = echo.call("echo", Symbol("beta", "unit")).value
    assert value == WireExpression([["symbol", "beta", []]])


def test_an_expression_that_cannot_be_written_says_why(run_code):
    code = run_code("import sympy\ndef answer(): return sympy.zeta(sympy.Symbol('x'))")
    value = code.call("answer").value
    assert isinstance(value, UnsupportedValue)
    assert "zeta" in value.reason


def test_what_the_grader_cannot_send_is_an_error_at_once():
    with pytest.raises(TypeError, match="complex cannot be sent"):
        encode(1j, [])


def test_a_tensor_is_made_of_numbers_in_any_layout():
    made = Tensor.of(np.arange(6.0).reshape(2, 3).T, "float32")
    assert (made.dtype, made.shape) == ("float32", (3, 2))
    expected = torch.arange(6.0).reshape(2, 3).T.contiguous().numpy().astype("float32")
    assert np.array_equal(made.array(), expected)
    assert Tensor.of(2.0).shape == ()


def test_the_data_of_a_tensor_are_not_written_out():
    assert len(repr(Tensor.of(np.zeros(1000)))) < 200


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "None"),
        (3, "int"),
        ([], "list"),
        (Fraction(1), "Fraction"),
        (Tensor.of(1.0), "tensor"),
        (Tensor("bool", (), b"\0", "numpy"), "numpy array"),
        (Handle(1, "Linear"), "Linear"),
        (UnsupportedValue("generator"), "generator"),
        (WireExpression([]), "expression"),
    ],
    ids=str,
)
def test_a_type_has_the_name_that_a_student_knows(value, name):
    assert type_name(value) == name
