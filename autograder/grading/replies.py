"""What the reference has answered, kept for those who ask the same again.

Many answers to one line that are graded with one seed ask the reference the same things. A request
is the same where all of it is: where it goes, and every bit of what is sent, a seed among it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass
from typing import Any

from autograder.sandbox.values import encode

from .cpu_limit import undisturbed

__all__ = ["ROOM", "Replies"]

#: Bytes that are kept together.
ROOM = 64 << 20


class Replies:
    """Remembers replies, as many as there is room for; those go first that wait the longest.

    Args:
        room: Bytes that may be kept together; what is larger by itself is not kept.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[bytes, tuple[Any, int]] = OrderedDict()
        self._size = 0

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._size

    def recall(
        self, module: str, verb: str, body: Mapping[str, Any], ask: Callable[[], Any]
    ) -> Any:
        """Return the reply to a request, for the caller alone: asked for if it is not known.

        What ``ask`` raises goes to the caller, and nothing is remembered.

        Args:
            module: Where the request goes.
            verb: The request's.
            body: The request's, as values that `autograder.sandbox.values.encode` knows.
            ask: Sends it.
        """
        key = _digest(module, verb, body)
        if key in self._kept:
            self._kept.move_to_end(key)
            return deepcopy(self._kept[key][0])
        value = ask()
        with undisturbed():
            self._keep(key, deepcopy(value))
        return value

    def _keep(self, key: bytes, value: Any) -> None:
        size = _size(value)
        if size > self._room:
            return
        self._kept[key] = value, size
        self._size += size
        while self._size > self._room:
            _, (_, freed) = self._kept.popitem(last=False)
            self._size -= freed


def _digest(module: str, verb: str, body: Mapping[str, Any]) -> bytes:
    blobs: list[bytes] = []
    header = json.dumps([module, verb, encode(dict(body), blobs)]).encode()
    # The sizes of the others follow from the header.
    digest = hashlib.sha256(len(header).to_bytes(8, "big") + header)
    for blob in blobs:
        digest.update(blob)
    return digest.digest()


def _size(value: Any) -> int:
    """Return about how many bytes a value takes with all that it holds."""
    held: Iterable[Any] = ()
    if isinstance(value, Mapping):
        held = (*value, *value.values())
    elif isinstance(value, (list, tuple, set)):
        held = value
    elif is_dataclass(value):
        held = (getattr(value, field.name) for field in fields(value))
    return sys.getsizeof(value) + sum(map(_size, held))
