"""What a worker sent is read as data, or refused: it may be anything that a forger writes."""

from fractions import Fraction

import numpy as np
import pytest

from autograder.sandbox.decoding import MalformedValue, decode
from autograder.sandbox.values import (
    Tensor,
    WireExpression,
    encode,
    type_name,
)

EIGHT = b"\0" * 8
MALFORMED = {
    "a bare float": (1.5, ()),
    "a bare list": ([1], ()),
    "an empty table": ({}, ()),
    "an unknown kind": ({"pickle": "gASVAA=="}, ()),
    "a kind that is no text": ({"sources": [1]}, ()),
    "a list that is none": ({"list": 3}, ()),
    "a list in a list without its kind": ({"list": [[1]]}, ()),
    "too deep": (__import__("functools").reduce(lambda x, _: {"list": [x]}, range(60), 1), ()),
    "pairs that are none": ({"dict": [[1, 2, 3]]}, ()),
    "a pair that is a text": ({"dict": ["ab"]}, ()),
    "a list as a key": ({"dict": [[{"list": []}, 1]]}, ()),
    "a tensor as a key": (
        {"dict": [[{"tuple": [{"tensor": "bool", "shape": [1]}]}, 1]]}, (b"\0",)),
    "a table in a set": ({"set": [{"dict": []}]}, ()),
    "an integer of too many digits": ({"int": "9" * 4001}, ()),
    "an integer in words": ({"int": "1_000"}, ()),
    "an integer in another script": ({"int": "٣"}, ()),
    "an integer and a line": ({"int": "3\n"}, ()),
    "a fraction over zero": ({"rational": "1/00"}, ()),
    "a fraction without a denominator": ({"rational": "1/"}, ()),
    "a fraction of decimals": ({"rational": "0.5/1"}, ()),
    "a float in words": ({"float": "one"}, ()),
    "a float too large": ({"float": "0x1p99999"}, ()),
    "a float that is a number": ({"float": 1}, ()),
    "a handle that is a text": ({"handle": "1", "type": "f"}, ()),
    "a handle without a type": ({"handle": 1}, ()),
    "a handle that is true": ({"handle": True, "type": "f"}, ()),
    "an expression that is a text": ({"tree": "x"}, ()),
    "an unknown dtype": ({"tensor": "object", "shape": [1]}, (EIGHT,)),
    "a dtype that is a list": ({"tensor": ["float64"], "shape": [1]}, (EIGHT,)),
    "no shape": ({"tensor": "float64"}, (EIGHT,)),
    "a negative side": ({"tensor": "float64", "shape": [-1, -1]}, (EIGHT,)),
    "a fractional side": ({"tensor": "float64", "shape": [1.0]}, (EIGHT,)),
    "a true side": ({"tensor": "float64", "shape": [True]}, (EIGHT,)),
    "too many sides": ({"tensor": "float64", "shape": [1] * 17}, (EIGHT,)),
    "a huge side": ({"tensor": "float64", "shape": [2**62, 0]}, (b"",)),
    "a shape larger than its data": ({"tensor": "float64", "shape": [2]}, (EIGHT,)),
    "a shape smaller than its data": ({"tensor": "int8", "shape": [2]}, (EIGHT,)),
    "no data": ({"tensor": "float64", "shape": [1]}, ()),
    "data that nothing speaks of": (1, (EIGHT,)),
}  # fmt: skip


@pytest.mark.parametrize(("data", "blobs"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_value_is_refused(data, blobs):
    with pytest.raises(MalformedValue):
        decode(data, blobs)


def test_values_that_are_hashable_may_be_keys():
    data = {"dict": [[{"tuple": [1, {"rational": "1/2"}]}, "x"], [None, True]]}
    assert decode(data, ()) == {(1, Fraction(1, 2)): "x", None: True}


def test_several_tensors_are_told_apart_by_their_order():
    blobs = []
    first, second = Tensor.of([1.0]), Tensor.of([[2], [3]], "int8")
    data = encode([first, {"k": second}], blobs)
    assert blobs == [np.float64(1).tobytes(), b"\2\3"]
    assert decode(data, blobs) == [first, {"k": second}]


ROWS = [["symbol", "x", []]]


def test_a_derivation_arrives_as_a_start_and_steps():
    sent = {"derivation": [ROWS, [["<=", ROWS, ["one", "two"], ""], ["->", ROWS, [], "T"]], []]}
    received = decode(sent, [])
    assert received.start == WireExpression(ROWS)
    assert [step.relation for step in received.steps] == ["<=", "->"]
    assert [step.facts for step in received.steps] == [("one", "two"), ()]
    assert received.steps[1].variable == "T"
    assert type_name(received) == "derivation"


@pytest.mark.parametrize(
    "content",
    [
        [],
        [ROWS, []],
        [ROWS, [], 3],
        [ROWS, [], [], []],
        [ROWS, 3, []],
        [3, [], []],
        [ROWS, [3], []],
        [ROWS, [["=", ROWS, []]], []],
        [ROWS, [["!=", ROWS, [], ""]], []],
        [ROWS, [["=", 3, [], ""]], []],
        [ROWS, [["=", ROWS, "one", ""]], []],
        [ROWS, [["=", ROWS, [None], ""]], []],
        [ROWS, [["=", ROWS, [], None]], []],
        [ROWS, [[["="], ROWS, [], ""]], []],
        [ROWS, [["=", ROWS, ["f"] * 21, ""]], []],
        [ROWS, [["=", ROWS, [], ""]] * 61, []],
        [ROWS, [["=", ROWS, [1], ""]], []],
        [ROWS, [["=", ROWS, [0], ""]], [[ROWS, []]]],
        [ROWS, [["=", ROWS, [-1], ""]], [[ROWS, []]]],
        [ROWS, [["=", ROWS, [True], ""]], [[ROWS, []]]],
        [ROWS, [["=", ROWS, [1.0], ""]], [[ROWS, []]]],
        [ROWS, [["=", ROWS, [2], ""]], [[ROWS, []]]],
        [ROWS, [], [[ROWS, [["=", ROWS, [1], ""]]]]],
        [ROWS, [], [[ROWS, [["=", ROWS, [2], ""]]], [ROWS, []]]],
        [ROWS, [], [[ROWS, [], []]]],
        [ROWS, [], [3]],
        [ROWS, [], [[ROWS, []]] * 11],
        [ROWS, [["=", ROWS, [], ""]] * 31, [[ROWS, [["=", ROWS, [], ""]] * 30]]],
    ],
    ids=lambda content: str(content)[:50],
)
def test_what_is_no_derivation_is_malformed(content):
    with pytest.raises(MalformedValue):
        decode({"derivation": content}, [])


def test_a_lemma_arrives_with_the_numbers_of_those_that_it_cites():
    """Of earlier ones only: so there are no circles."""
    lemmas = [[ROWS, []], [ROWS, [["=", ROWS, [1, "fact"], ""]]]]
    received = decode({"derivation": [ROWS, [["=", ROWS, ["fact", 2, 1], ""]], lemmas]}, [])
    assert [lemma.start for lemma in received.lemmas] == [WireExpression(ROWS)] * 2
    assert (received.lemmas[1].steps[0].facts, received.lemmas[1].steps[0].lemmas) == (
        ("fact",),
        (1,),
    )
    assert (received.steps[0].facts, received.steps[0].lemmas) == (("fact",), (2, 1))


def test_the_names_in_a_derivation_are_cut_to_a_length():
    sent = {"derivation": [ROWS, [["=", ROWS, ["f" * 1000], "T" * 1000]], []]}
    (step,) = decode(sent, []).steps
    assert (len(step.facts[0]), len(step.variable)) == (200, 200)
