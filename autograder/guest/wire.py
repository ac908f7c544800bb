"""Frames between a worker and the grader, and values as they travel in them.

A frame is a header's length (4 bytes, big-endian), the header (JSON), and the raw bytes of the
tensors that the header speaks of, in order; ``header["blobs"]`` lists their sizes. Only data
travels: never pickle, source text or anything that is evaluated. `autograder.sandbox.frames` and
`autograder.sandbox.values` are the other end.
"""

from __future__ import annotations

import itertools
import json
import socket
import types
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import sympy
import torch

import notation

from . import symbols, trees
from .missing_packages import MissingPackage, refuse

__all__ = ["Channel", "Closed", "Decoder", "Encoder"]

_EXACT_INTEGER = 2**53
_MAX_ITEMS = 20_000
_MAX_DEPTH = 40
_MAX_EXPONENT = 1_000
_MAX_STEPS = 60
_MAX_FACTS = 20
_MAX_LEMMAS = 10
_DTYPES = {
    name: getattr(torch, name)
    for name in (
        "bool", "uint8", "int8", "int16", "int32", "int64",
        "bfloat16", "float16", "float32", "float64", "complex64", "complex128",
    )
}  # fmt: skip
#: What is a list as soon as somebody looks at it.
_LAZY: tuple[type, ...] = (
    types.GeneratorType, type({}.items()), type({}.keys()), type({}.values()),
    enumerate, filter, map, range, zip,
)  # fmt: skip
_DTYPE_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


class Closed(BaseException):
    """The grader has closed the connection: nothing that the code catches by accident."""


class Channel:
    """The private socket to the grader: whole frames in, whole frames out."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._received = bytearray()

    def send(self, header: dict[str, Any], blobs: list[bytes]) -> None:
        """Send one frame."""
        # Half a character (a lone surrogate) has no place in the grader's decoder.
        whole = {**header, "blobs": [len(blob) for blob in blobs]}
        text = json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")
        self._connection.sendall(b"".join((len(text).to_bytes(4, "big"), text, *blobs)))

    def receive(self) -> tuple[dict[str, Any], list[bytes]]:
        """Wait for one frame.

        Raises:
            Closed: There is no further one.
        """
        header = json.loads(self._exactly(int.from_bytes(self._exactly(4), "big")))
        return header, [self._exactly(size) for size in header["blobs"]]

    def _exactly(self, count: int) -> bytes:
        received = self._received
        while len(received) < count:
            # Nearly always a whole frame at once.
            part = self._connection.recv(min(max(count - len(received), 1 << 16), 1 << 20))
            if not part:
                raise Closed
            received += part
        with memoryview(received) as view:
            data = bytes(view[:count])
        del received[:count]
        return data


class Encoder:
    """Turns what a student's code returned into data for one frame.

    Anything that is not data is replaced by its type's name, for the message.
    """

    def __init__(self, keep: Callable[[object], int]) -> None:
        self.blobs: list[bytes] = []
        self._keep = keep
        self._items = 0

    def handle(self, value: object) -> dict[str, Any]:
        """Keep an object in the worker and return the handle that stands for it.

        Raises:
            NotInstalled: It is of a package that is not there.
        """
        if isinstance(value, MissingPackage):
            refuse(value)
        return {"handle": self._keep(value), "type": type(value).__name__}

    def value(self, value: Any, depth: int = 0) -> Any:
        """Return the JSON form of a value; tensors are added to `blobs`.

        Raises:
            NotInstalled: Something in it is of a package that is not there.
        """
        if isinstance(value, MissingPackage):
            refuse(value)
        self._items += 1
        if self._items > _MAX_ITEMS or depth > _MAX_DEPTH:
            return {"unsupported": f"{type(value).__name__} (too large or too deep)"}
        kind = type(value)
        if value is None or kind in (bool, str):
            return value
        if kind is int:
            return value if abs(value) < _EXACT_INTEGER else _integer(value)
        if kind is float:
            return {"float": value.hex()}
        if kind is complex and not value.imag:
            return self._array(np.asarray(value), depth)
        if kind is Decimal and value.is_finite() and abs(value.adjusted()) < _MAX_EXPONENT:
            value = Fraction(value)
        if type(value) is Fraction:
            return {"rational": f"{value.numerator}/{value.denominator}"}
        if isinstance(value, (list, tuple, set, frozenset, dict)):
            return self._collection(value, depth)
        if isinstance(value, torch.Tensor):
            return self._tensor(value)
        if isinstance(value, (np.ndarray, np.generic)):
            return self._array(value, depth)
        if isinstance(value, _LAZY):
            return self._listed(value, depth)
        if value is sympy.true or value is sympy.false:
            return value is sympy.true
        if isinstance(value, sympy.NDimArray):  # before Basic, which an immutable one is as well
            return self._sympy_array(value, depth)
        if isinstance(value, (sympy.Basic, sympy.MatrixBase, notation.Expression)):
            try:
                return {"tree": trees.to_wire(value)}
            except trees.Unreadable as reason:
                return {"unreadable": str(reason)}
        if isinstance(value, notation.Derivation):
            return _derivation(value)
        return {"unsupported": kind.__name__}

    def _listed(self, value: Any, depth: int) -> Any:
        # One more than is read, so that what is too long is not taken for a shorter list.
        return self.value(list(itertools.islice(value, _MAX_ITEMS + 1)), depth)

    def _collection(self, value: Any, depth: int) -> dict[str, Any]:
        """Write a collection; one that has a class of its own (a named tuple) as a plain one."""
        base = next(base for base in (list, tuple, set, frozenset, dict) if isinstance(value, base))
        if base.__len__(value) > _MAX_ITEMS - self._items:
            self._items = _MAX_ITEMS
            return {"unsupported": f"{type(value).__name__} (too large or too deep)"}
        if base is dict:
            pairs = [(_key(key), item) for key, item in dict.items(value)]
            return {"dict": [[self.value(part, depth + 1) for part in pair] for pair in pairs]}
        name = "set" if base is frozenset else base.__name__
        return {name: [self.value(item, depth + 1) for item in base.__iter__(value)]}

    def _tensor(self, tensor: torch.Tensor) -> dict[str, Any]:
        name = _DTYPE_NAMES.get(tensor.dtype)
        if name is None or tensor.layout is not torch.strided:
            return {"unsupported": f"Tensor of {tensor.dtype}, {tensor.layout}"}
        plain = tensor.detach().as_subclass(torch.Tensor).resolve_conj().resolve_neg()
        # A copy: one element is contiguous whatever its stride, and cannot be read as bytes then.
        data = plain.to("cpu").clone(memory_format=torch.contiguous_format).reshape(-1)
        self.blobs.append(data.view(torch.uint8).numpy().tobytes())
        return {
            "tensor": name,
            "shape": list(tensor.shape),
            "device": tensor.device.type,
            "requires_grad": tensor.requires_grad,
        }

    def _array(self, array: np.ndarray[Any, Any] | np.generic, depth: int) -> Any:
        if isinstance(array, np.generic):
            return self.value(array.item(), depth + 1)
        if array.dtype == object or array.dtype.kind == "U":
            return self.value(array.tolist(), depth + 1)
        if array.dtype.name not in _DTYPES:
            return {"unsupported": f"numpy array of {array.dtype.name}"}
        plain = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("="))
        self.blobs.append(plain.tobytes())
        return {"array": array.dtype.name, "shape": list(array.shape)}

    def _sympy_array(self, array: Any, depth: int) -> Any:
        # A sparse one is small whatever its shape, but its rows are not.
        if len(array) > _MAX_ITEMS - self._items or array.rank() > _MAX_DEPTH - depth:
            self._items = _MAX_ITEMS
            return {"unsupported": f"{type(array).__name__} (too large or too deep)"}
        return self.value(array.tolist() if array.rank() else array[()], depth + 1)


def _derivation(value: notation.Derivation) -> dict[str, Any]:
    """Write where a derivation starts, its steps, and its lemmas in the same way.

    A step is its relation, expression, what it cites, and the variable of a limit. It cites facts
    by their names and lemmas by their numbers, from 1; a lemma cites earlier ones alone. What is
    no expression says why in its place.
    """
    try:
        *lemmas, whole = _with_lemmas(value)
        numbers = {id(lemma): number for number, lemma in enumerate(lemmas, start=1)}
        return {"derivation": [*_proof(whole, numbers), [_proof(e, numbers) for e in lemmas]]}
    except trees.Unreadable as reason:
        return {"unreadable": str(reason)}


def _with_lemmas(value: notation.Derivation) -> list[notation.Derivation]:
    """Return the lemmas of a derivation, each after those that it cites, and itself at the end."""
    found: dict[int, notation.Derivation] = {}
    begun: set[int] = set()

    def visit(proof: notation.Derivation) -> None:
        if id(proof) in found:
            return
        if id(proof) in begun:
            raise trees.Unreadable("a lemma that cites itself")
        if len(begun) > _MAX_LEMMAS:
            raise trees.Unreadable(f"a derivation with more than {_MAX_LEMMAS} lemmas")
        begun.add(id(proof))
        if len(proof.steps) > _MAX_STEPS:
            raise trees.Unreadable(f"a derivation of more than {_MAX_STEPS} steps")
        for step in proof.steps:
            if len(step.by) > _MAX_FACTS:
                raise trees.Unreadable(f"a step that cites more than {_MAX_FACTS} facts")
            for cited in step.by:
                if isinstance(cited, notation.Derivation):
                    visit(cited)
        found[id(proof)] = proof

    visit(value)
    if sum(len(proof.steps) for proof in found.values()) > _MAX_STEPS:
        raise trees.Unreadable(f"a derivation of more than {_MAX_STEPS} steps, with its lemmas")
    return list(found.values())


def _proof(value: notation.Derivation, numbers: dict[int, int]) -> list[Any]:
    steps = [
        [
            step.relation,
            _expression(step.expression),
            [_cited(one, numbers) for one in step.by],
            _name(step.variable),
        ]
        for step in value.steps
    ]
    return [_expression(value.start), steps]


def _expression(value: Any) -> list[Any] | dict[str, str]:
    try:
        return trees.to_wire(value)
    except trees.Unreadable as reason:
        return {"unreadable": str(reason)}


def _cited(one: object, numbers: dict[int, int]) -> str | int:
    return numbers[id(one)] if isinstance(one, notation.Derivation) else str(one)


def _name(variable: Any) -> str:
    return "" if variable is None else str(variable.name)


def _key(key: Any) -> Any:
    """Return a key of a dict with Python's integers in the place of sympy's."""
    if isinstance(key, sympy.Integer):
        return int(key)
    return tuple(map(_key, key)) if type(key) is tuple else key


def _integer(value: int) -> dict[str, Any]:
    # str() of an integer refuses more than 4300 digits; nobody's answer is that long.
    if value.bit_length() > 13_000:
        return {"unsupported": "int (of more than 3900 digits)"}
    return {"int": str(value)}


class Decoder:
    """Turns the data of one frame of the grader's into what a student's code receives.

    ``ask`` makes the function that stands for something the grader answers itself; ``objects``
    are those kept in this worker.
    """

    def __init__(
        self,
        blobs: list[bytes],
        objects: dict[int, Any],
        ask: Callable[[str], Callable[..., Any]],
        device: str,
    ) -> None:
        self._blobs = iter(blobs)
        self._objects = objects
        self._ask = ask
        self._device = device

    def value(self, data: Any) -> Any:
        """Return the object that the JSON form describes."""
        if not isinstance(data, dict):
            return data
        for sequence in (list, tuple, set):
            if sequence.__name__ in data:
                return sequence(self.value(item) for item in data[sequence.__name__])
        if "dict" in data:
            return {self.value(key): self.value(item) for key, item in data["dict"]}
        if "tensor" in data:
            return self._tensor(data)
        if "array" in data:
            blob = next(self._blobs)
            return np.frombuffer(blob, data["array"]).reshape(data["shape"]).copy()
        if "handle" in data:
            return self._objects[data["handle"]]
        if "symbol" in data:
            return symbols.make(data["symbol"], data["domain"])
        if "oracle" in data:
            return self._ask(data["oracle"])
        if "features" in data:
            return _features(self._tensor(data["features"]))
        return _number(data)

    def _tensor(self, data: dict[str, Any]) -> torch.Tensor:
        raw = torch.frombuffer(bytearray(next(self._blobs)) or bytearray(16), dtype=torch.uint8)
        count = 1
        for side in data["shape"]:
            count *= side
        flat = raw.view(_DTYPES[data["tensor"]])[:count]
        tensor = flat.reshape(data["shape"]).clone().to(self._device)
        tensor = _strided(tensor) if data.get("strided") else tensor
        return tensor.requires_grad_(bool(data.get("requires_grad", False)))


def _features(weights: torch.Tensor) -> Callable[[torch.Tensor], torch.Tensor]:
    def f(u: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.softplus(u @ weights.mT)

    return f


def _strided(tensor: torch.Tensor) -> torch.Tensor:
    """Return an equal tensor whose sides lie in the opposite order in memory, with gaps."""
    backwards = tuple(reversed(range(tensor.dim())))
    turned = tensor.permute(backwards)
    return torch.stack([turned, turned], dim=-1)[..., 0].permute(backwards)


def _number(data: dict[str, Any]) -> int | float | Fraction:
    if "int" in data:
        return int(data["int"])
    if "float" in data:
        return float.fromhex(data["float"])
    return Fraction(data["rational"])
