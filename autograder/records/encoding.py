"""Records as JSON, and back by their types: nothing but data is read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

__all__ = ["decode", "encode"]

_T = TypeVar("_T")


def encode(value: Any, *, in_order: bool = False) -> bytes:
    """Return records as bytes: the same records, the same bytes.

    Args:
        value: The records.
        in_order: Whether mappings stay in their order, where that says something; else they are
            sorted.
    """
    order: Literal["deterministic"] | None = None if in_order else "deterministic"
    try:
        return msgspec.json.encode(value, enc_hook=_plain, order=order)
    except UnicodeEncodeError:  # students' text may hold what is no character
        # Fields in the same order as above: so it is when what is kept is read and written again.
        built = msgspec.to_builtins(value, enc_hook=_plain, order=order)
        return msgspec.json.encode(_valid(built))


def _valid(value: Any) -> Any:
    """Return data whose texts can be encoded; what cannot is written out, as in results."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_valid(key): _valid(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_valid(item) for item in value]
    return value


def _plain(value: Any) -> str:
    if isinstance(value, (Fraction, Path)):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} is not kept")


def decode(content: bytes | str, type_: type[_T]) -> _T:
    """Return the record that some bytes hold.

    Args:
        content: The bytes.
        type_: What they are to hold.

    Raises:
        DecodeError: They hold something else.
    """
    return msgspec.json.decode(content, type=type_, dec_hook=_typed)


def _typed(type_: type[Any], value: Any) -> Any:
    return type_(value)
