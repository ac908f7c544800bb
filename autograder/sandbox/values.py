"""Values that cross the boundary, as the grader sees them: plain data that nobody can subclass.

`encode` and `decoding.decode` are the grader's end of `autograder.guest.wire`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

__all__ = [
    "Features",
    "Handle",
    "OracleName",
    "Symbol",
    "Tensor",
    "UnsupportedValue",
    "WireDerivation",
    "WireExpression",
    "WireStep",
    "encode",
    "type_name",
]


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
        if dtype == "float16":  # by way of float32, as torch does: it rounds twice
            array = np.asarray(array).astype(np.float32)
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
        is_open: Whether its steps' reasons are prose: the grader says so, and no worker.
        is_named: Whether the name of what the line is about stands in the place of its start: the
            grader says so as well.
        written: How its expressions were written, from its start on.
    """

    start: WireExpression | UnsupportedValue
    steps: tuple[WireStep, ...]
    lemmas: tuple[WireDerivation, ...] = ()
    is_open: bool = False
    is_named: bool = False
    written: tuple[str, ...] = ()


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
