"""Values that cross the boundary, as the grader sees them: plain data that nobody can subclass.

`encode` and `decode` are the grader's end of `autograder.guest.wire`. Everything that is decoded
was chosen by a student: what is not in the vocabulary, or exceeds a limit, is a `Malformed`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.quoting import one_line

__all__ = [
    "Features",
    "Handle",
    "MalformedValue",
    "OracleName",
    "Symbol",
    "Tensor",
    "UnsupportedValue",
    "WireDerivation",
    "WireExpression",
    "WireStep",
    "decode",
    "encode",
    "type_name",
]

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


@dataclass(frozen=True, slots=True)
class Tensor:
    """A torch tensor, or a numpy array where ``device`` is ``"numpy"``, as bytes.

    Args:
        dtype: The name without its module, such as ``"float64"``.
        shape: Its sides; empty for a scalar.
        data: The elements in row-major order, in the machine's byte order.
        device: Where it lay: ``"cpu"``, ``"cuda"``, ``"numpy"``.
        requires_grad: Whether gradients are recorded for it.
        strided: Whether a worker lays its elements out with gaps and in another order, so that it
            is not contiguous: as a transposed slice of a larger tensor.
    """

    dtype: str
    shape: tuple[int, ...]
    data: bytes = field(repr=False)
    device: str = "cpu"
    requires_grad: bool = False
    strided: bool = False

    @classmethod
    def of(cls, array: Any, dtype: str | None = None, *, requires_grad: bool = False) -> Tensor:
        """Make one from a numpy array or nested lists of numbers; ``dtype`` may be bfloat16."""
        shape = np.shape(array)
        if dtype == "bfloat16":
            data = _bfloat16(np.ascontiguousarray(array, np.float32))
            return cls(dtype, shape, data, requires_grad=requires_grad)
        plain = np.ascontiguousarray(array, dtype=dtype)
        return cls(plain.dtype.name, shape, plain.tobytes(), requires_grad=requires_grad)

    def array(self) -> np.ndarray[Any, np.dtype[Any]]:
        """Return a numpy array of the elements; bfloat16, which numpy lacks, as float32."""
        if self.dtype == "bfloat16":
            halves = np.frombuffer(self.data, np.uint16).astype(np.uint32) << 16
            return halves.view(np.float32).reshape(self.shape)
        return np.frombuffer(self.data, self.dtype).reshape(self.shape)


def _bfloat16(array: np.ndarray[Any, np.dtype[np.float32]]) -> bytes:
    """Return the nearest bfloat16, ties to even: the upper half of a float32."""
    bits = array.view(np.uint32)
    rounded = bits + np.uint32(0x7FFF) + (bits >> 16 & np.uint32(1))
    # Rounding would carry the last bits of a NaN into its sign.
    kept = np.where(np.isnan(array), bits | np.uint32(1 << 22), rounded)
    return bytes((kept >> 16).astype(np.uint16).tobytes())


@dataclass(frozen=True, slots=True)
class WireExpression:
    """A symbolic expression in the wire form of `autograder.expression.tree`, not yet read."""

    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class WireStep:
    """One step of a derivation.

    Args:
        relation: ``"="``, ``"<="``, ``"<"``, ``">="``, ``">"`` or ``"->"``.
        expression: Where it arrives; what could not be read says why.
        facts: The names that it cites.
        variable: For a limit, the name of what grows; else empty.
        lemmas: The numbers of the lemmas that it cites, from 1.
    """

    relation: str
    expression: WireExpression | UnsupportedValue
    facts: tuple[str, ...]
    variable: str
    lemmas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WireDerivation:
    """A chain of steps from an expression; its trees are not yet read.

    Args:
        start: Where it begins; what could not be read says why.
        steps: The steps.
        lemmas: What is proved apart; each cites none but earlier ones, and has none of its own.
    """

    start: WireExpression | UnsupportedValue
    steps: tuple[WireStep, ...]
    lemmas: tuple[WireDerivation, ...] = ()


@dataclass(frozen=True, slots=True)
class Handle:
    """An object that stays in its worker."""

    number: int
    type_name: str


@dataclass(frozen=True, slots=True)
class UnsupportedValue:
    """Something that is not data; ``reason`` is set where its type alone does not say why."""

    type_name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """An argument of a symbolic question: the worker makes it from its name and domain."""

    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Features:
    """A positive feature map: the worker makes ``f(u) = softplus(u Wᵀ)`` from the weights W.

    It takes ``(…, d)`` to ``(…, m)``, for W of shape ``(m, d)``.
    """

    weights: Tensor


@dataclass(frozen=True, slots=True)
class OracleName:
    """A function that the worker can call and the grader answers."""

    name: str


def type_name(value: object) -> str:
    """Return what a student would call the type of a decoded value."""
    if isinstance(value, Tensor):
        return "numpy array" if value.device == "numpy" else "tensor"
    if isinstance(value, (Handle, UnsupportedValue)):
        return value.type_name
    if isinstance(value, WireDerivation):
        return "derivation"
    if isinstance(value, WireExpression):
        return "expression"
    return "None" if value is None else type(value).__name__


def encode(value: Any, blobs: list[bytes]) -> Any:
    """Return the JSON form of a value of the grader's; tensors are appended to ``blobs``."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {"int": str(value)}
    if isinstance(value, float):
        return {"float": value.hex()}
    if isinstance(value, Fraction):
        return {"rational": f"{value.numerator}/{value.denominator}"}
    if isinstance(value, bytes):
        blobs.append(value)
        return {"array": "uint8", "shape": [len(value)]}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [encode(item, blobs) for item in value]}
    if isinstance(value, dict):
        pairs = [[encode(key, blobs), encode(item, blobs)] for key, item in value.items()]
        return {"dict": pairs}
    if isinstance(value, Tensor):
        return _encode_tensor(value, blobs)
    if isinstance(value, Handle):
        return {"handle": value.number}
    if isinstance(value, Symbol):
        return {"symbol": value.name, "domain": value.domain}
    if isinstance(value, OracleName):
        return {"oracle": value.name}
    if isinstance(value, Features):
        return {"features": _encode_tensor(value.weights, blobs)}
    raise TypeError(f"{type(value).__name__} cannot be sent to a worker")


def _encode_tensor(value: Tensor, blobs: list[bytes]) -> dict[str, Any]:
    blobs.append(value.data)
    if value.device == "numpy":
        return {"array": value.dtype, "shape": list(value.shape)}
    return {
        "tensor": value.dtype,
        "shape": list(value.shape),
        "requires_grad": value.requires_grad,
        "strided": value.strided,
    }


def decode(data: Any, blobs: Sequence[bytes]) -> Any:
    """Read a value that a worker sent.

    Returns:
        None, bool, int, float, str, Fraction, list, tuple, set or dict of such values, or one of
        the records of this module.

    Raises:
        Malformed: It is none of these.
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
