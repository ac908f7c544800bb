"""Reads values that a worker sent: plain data in a small vocabulary, and nothing is trusted.

Everything here was chosen by a student: what is not in the vocabulary, or exceeds a limit, is a
`MalformedValue`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

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
_RELATIONS = ("=", "<=", "<", ">=", ">", "->")
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
    if len(content) != 3 or not isinstance(content[2], list):
        raise MalformedValue("a derivation that is not a start, steps and lemmas")
    *whole, lemmas = content
    if len(lemmas) > _MAX_LEMMAS:
        raise MalformedValue(f"a derivation with more than {_MAX_LEMMAS} lemmas")
    proofs = [_decode_proof(proof, number) for number, proof in enumerate([*lemmas, whole])]
    if sum(len(proof.steps) for proof in proofs) > _MAX_STEPS:
        raise MalformedValue(f"a derivation of more than {_MAX_STEPS} steps")
    *earlier, last = proofs
    return WireDerivation(last.start, last.steps, tuple(earlier))


def _decode_proof(proof: Any, earlier: int) -> WireDerivation:
    """Read a derivation that can cite as many lemmas as there are earlier ones."""
    if not isinstance(proof, list) or len(proof) != 2:
        raise MalformedValue("a derivation that is not a start and steps")
    start, steps = proof
    if not isinstance(steps, list) or len(steps) > _MAX_STEPS:
        raise MalformedValue("a derivation whose steps are none, or too many")
    return WireDerivation(
        _decode_expression(start), tuple(_decode_step(step, earlier) for step in steps)
    )


def _decode_expression(data: Any) -> WireExpression | UnsupportedValue:
    if isinstance(data, list):
        return WireExpression(data)
    if isinstance(data, dict) and isinstance(data.get("unreadable"), str):
        return UnsupportedValue("expression", one_line(data["unreadable"][:1000]))
    raise MalformedValue("a derivation with something that is no expression")


def _decode_step(step: Any, earlier: int) -> WireStep:
    if not isinstance(step, list) or len(step) != 4:
        raise MalformedValue("a step of a derivation that is not four things")
    relation, expression, cited, variable = step
    if relation not in _RELATIONS or not isinstance(cited, list):
        raise MalformedValue("a step of a derivation that cannot be read")
    lemmas = tuple(number for number in cited if type(number) is int)
    names = [*(name for name in cited if type(name) is not int), variable]
    if len(cited) > _MAX_FACTS or not all(isinstance(name, str) for name in names):
        raise MalformedValue("a step of a derivation whose names are no names")
    if not all(1 <= number <= earlier for number in lemmas):
        raise MalformedValue(
            "a step of a derivation that cites a lemma which does not come before it"
        )
    *facts, variable = (one_line(name[:_MAX_NAME]) for name in names)
    return WireStep(relation, _decode_expression(expression), tuple(facts), variable, lemmas)


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
    dtype, shape = data.get("tensor", data.get("array")), data.get("shape")
    if not isinstance(dtype, str) or dtype not in _ITEM_SIZES:
        raise MalformedValue("a tensor of an unknown dtype")
    if not isinstance(shape, list) or len(shape) > _MAX_RANK:
        raise MalformedValue("a tensor without a shape, or with too many sides")
    if not all(type(side) is int and 0 <= side < 2**40 for side in shape):
        raise MalformedValue("a tensor with a side that is no size")
    # numpy multiplies all sides but those that are 0.
    if math.prod(side for side in shape if side) > _MAX_ELEMENTS:
        raise MalformedValue("a tensor with more elements than there can be")
    if not blobs or len(blobs[-1]) != math.prod(shape) * _ITEM_SIZES[dtype]:
        raise MalformedValue("a tensor whose data do not have its size")
    if dtype == "bool" and blobs[-1].translate(None, b"\0\1"):
        raise MalformedValue("truth values that are neither true nor false")
    device = "numpy" if "array" in data else str(data.get("device", "cpu"))[:20]
    requires_grad = data.get("requires_grad") is True
    return Tensor(dtype, tuple(shape), blobs.pop(), device, requires_grad)
