"""Reads values that a worker sent: plain data in a small vocabulary, and nothing is trusted.

Everything here was chosen by a student: what is not in the vocabulary, or exceeds a limit, is a
`MalformedValue`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from autograder.quoting import one_line

from .values import (
    Handle,
    Tensor,
    UnsupportedValue,
    WireDerivation,
    WireExpression,
    WireStep,
    type_name,
)

__all__ = ["MalformedValue", "decode"]

_MAX_DEPTH = 50
_MAX_RANK = 16
_MAX_STEPS = 60
_MAX_FACTS = 20
_MAX_LEMMAS = 10
_MAX_NAME = 200
_EXACT_INTEGER = 2**53
_MAX_ELEMENTS = 2**40
# Numbers can be chosen so that all have the same hash: n of them in a set take n² comparisons.
_MAX_NUMERIC_KEYS = 2_000
_INTEGER = re.compile(r"-?[0-9]{1,4000}")
_RATIONAL = re.compile(r"-?[0-9]{1,4000}/[0-9]{1,4000}")
_ITEM_SIZES = {
    "bool": 1, "uint8": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8,
    "bfloat16": 2, "float16": 2, "float32": 4, "float64": 8, "complex64": 8, "complex128": 16,
}  # fmt: skip


_T = TypeVar("_T")
_DType = Literal[
    "bool", "uint8", "int8", "int16", "int32", "int64",
    "bfloat16", "float16", "float32", "float64", "complex64", "complex128",
]  # fmt: skip


class _Unreadable(msgspec.Struct, frozen=True):
    unreadable: str


_Expression = list[Any] | _Unreadable


class _Step(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    relation: Literal["=", "<=", "<", ">=", ">", "->"]
    expression: _Expression
    cited: Annotated[list[int | str], msgspec.Meta(max_length=_MAX_FACTS)]
    variable: str


_Steps = Annotated[list[_Step], msgspec.Meta(max_length=_MAX_STEPS)]


class _Lemma(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    start: _Expression
    steps: _Steps


class _Derivation(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    start: _Expression
    steps: _Steps
    lemmas: Annotated[list[_Lemma], msgspec.Meta(max_length=_MAX_LEMMAS)]


class _TensorHeader(msgspec.Struct, frozen=True):
    shape: Annotated[
        list[Annotated[int, msgspec.Meta(ge=0, lt=_MAX_ELEMENTS)]],
        msgspec.Meta(max_length=_MAX_RANK),
    ]
    tensor: _DType | None = None
    array: _DType | None = None
    device: str = "cpu"
    requires_grad: bool = False


class MalformedValue(ValueError):
    """Data that is no value in this vocabulary."""


def decode(data: Any, blobs: Sequence[bytes]) -> Any:
    """Read a value that a worker sent.

    Returns:
        None, bool, int, float, str, Fraction, list, tuple, set or dict of such values, or one of
        the records of `values`.

    Raises:
        MalformedValue: It is none of these.
    """
    remaining = list(reversed(blobs))
    value = _decode(data, remaining, 0)
    if remaining:
        raise MalformedValue("more tensors than the value speaks of")
    return value


def _decode(data: Any, blobs: list[bytes], depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise MalformedValue("a value nested too deeply")
    if data is None or isinstance(data, (bool, str)):
        return data
    if type(data) is int and abs(data) < _EXACT_INTEGER:
        return data
    if not isinstance(data, dict) or not data:
        raise MalformedValue(f"a bare {type(data).__name__}")
    kind = next(iter(data))
    content = data[kind]
    if kind in ("list", "tuple", "set") and isinstance(content, list):
        items = [_decode(item, blobs, depth + 1) for item in content]
        if kind == "set":
            return set(_hashable_all(items))
        return tuple(items) if kind == "tuple" else items
    if kind == "dict" and isinstance(content, list):
        return _decode_dict(content, blobs, depth)
    if kind in ("tensor", "array"):
        return _decode_tensor(data, blobs)
    if kind == "tree" and isinstance(content, list):
        return WireExpression(content)
    if kind == "derivation" and isinstance(content, list):
        return _decode_derivation(content)
    if kind == "handle" and type(content) is int and isinstance(data.get("type"), str):
        return Handle(content, one_line(data["type"][:200]))
    if isinstance(content, str):
        return _decode_text(kind, content)
    raise MalformedValue(f"a value of unknown kind {kind[:40]!r}")


def _decode_derivation(content: list[Any]) -> WireDerivation:
    whole = _typed(content, _Derivation, "a derivation that cannot be read")
    if len(whole.steps) + sum(len(lemma.steps) for lemma in whole.lemmas) > _MAX_STEPS:
        raise MalformedValue(f"a derivation of more than {_MAX_STEPS} steps")
    earlier = tuple(_proof(lemma, number) for number, lemma in enumerate(whole.lemmas))
    last = _proof(whole, len(whole.lemmas))
    return WireDerivation(last.start, last.steps, earlier)


def _proof(proof: _Lemma | _Derivation, earlier: int) -> WireDerivation:
    """Return a derivation that can cite as many lemmas as there are earlier ones."""
    return WireDerivation(
        _expression(proof.start), tuple(_step(step, earlier) for step in proof.steps)
    )


def _expression(data: _Expression) -> WireExpression | UnsupportedValue:
    if isinstance(data, _Unreadable):
        return UnsupportedValue("expression", one_line(data.unreadable[:1000]))
    return WireExpression(data)


def _step(step: _Step, earlier: int) -> WireStep:
    lemmas = tuple(number for number in step.cited if isinstance(number, int))
    if not all(1 <= number <= earlier for number in lemmas):
        raise MalformedValue(
            "a step of a derivation that cites a lemma which does not come before it"
        )
    names = (*(name for name in step.cited if isinstance(name, str)), step.variable)
    *facts, variable = (one_line(name[:_MAX_NAME]) for name in names)
    return WireStep(step.relation, _expression(step.expression), tuple(facts), variable, lemmas)


def _decode_dict(pairs: list[Any], blobs: list[bytes], depth: int) -> dict[Any, Any]:
    keys, items = [], []
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2:
            raise MalformedValue("a dict whose items are not pairs")
        key, item = (_decode(part, blobs, depth + 1) for part in pair)
        keys.append(key)
        items.append(item)
    return dict(zip(_hashable_all(keys), items, strict=True))


def _hashable_all(keys: list[Any]) -> list[Any]:
    if sum(not isinstance(key, str) for key in keys) > _MAX_NUMERIC_KEYS:
        raise MalformedValue(f"more than {_MAX_NUMERIC_KEYS} keys, or items of a set")
    return [_hashable(key) for key in keys]


def _hashable(key: Any) -> Any:
    if isinstance(key, tuple):
        return tuple(_hashable(item) for item in key)
    if key is None or isinstance(key, (bool, int, float, str, Fraction)):
        return key
    raise MalformedValue(f"a {type_name(key)} as a key or in a set")


def _decode_text(kind: str, text: str) -> Any:
    if kind == "int" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "rational" and _RATIONAL.fullmatch(text) and text.partition("/")[2].strip("0"):
        return Fraction(text)
    if kind == "float":
        try:
            return float.fromhex(text[:64])
        except (ValueError, OverflowError):
            raise MalformedValue("a float that cannot be read") from None
    if kind == "unsupported":
        return UnsupportedValue(one_line(text[:200]))
    if kind == "unreadable":
        return UnsupportedValue("expression", one_line(text[:1000]))
    raise MalformedValue(f"a value of unknown kind {kind[:40]!r}")


def _decode_tensor(data: dict[str, Any], blobs: list[bytes]) -> Tensor:
    header = _typed(data, _TensorHeader, "a tensor that cannot be read")
    dtype, shape = header.tensor or header.array, tuple(header.shape)
    if not dtype:
        raise MalformedValue("a tensor of an unknown dtype")
    # numpy multiplies all sides but those that are 0.
    if math.prod(side for side in shape if side) > _MAX_ELEMENTS:
        raise MalformedValue("a tensor with more elements than there can be")
    if not blobs or len(blobs[-1]) != math.prod(shape) * _ITEM_SIZES[dtype]:
        raise MalformedValue("a tensor whose data do not have its size")
    if dtype == "bool" and blobs[-1].translate(None, b"\0\1"):
        raise MalformedValue("truth values that are neither true nor false")
    device = "numpy" if header.array else header.device[:20]
    return Tensor(dtype, shape, blobs.pop(), device, header.requires_grad)


def _typed(data: Any, type_: type[_T], fault: str) -> _T:
    """Return data as a type that says what it has to be.

    Raises:
        MalformedValue: It is not that.
    """
    try:
        return msgspec.convert(data, type_)
    except (msgspec.ValidationError, RecursionError) as error:
        raise MalformedValue(f"{fault}: {error}") from None
