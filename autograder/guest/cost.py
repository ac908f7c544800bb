"""Counts what a call costs: operations, elements moved, bytes held, and what left torch.

`measure` runs a function while two of torch's modes are active. One sees every operation below
automatic differentiation, with its operands; it counts them as `guest.operations` says and follows
every storage until it is freed. The other sees the functions by which numbers leave torch
(``.numpy()``, ``.tolist()``); what is computed with them cannot be counted, and so is reported.

Numbers that come *into* torch are those of storages that no counted operation has made. Where they
depend on the arguments, something was computed that was not counted: that is what ``digest`` is
for, a checksum of all of them.

These counts are the word of the student's own process. Memory is enforced besides, from outside.
"""

from __future__ import annotations

import _thread
import contextlib
import gc
import os
import threading
import weakref
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from .operations import work_of
from .trial import outputs_of, vector_jacobian

__all__ = ["measure"]

#: By which a whole tensor's numbers leave torch; single ones are seen as an operation.
_EXITS = frozenset({
    "__array__", "__dlpack__", "__format__", "__reduce_ex__", "__repr__", "_typed_storage",
    "data_ptr", "numpy", "storage", "tolist", "typed_storage", "untyped_storage",
})  # fmt: skip
_STARTS = (
    (_thread, "start_new_thread"), (_thread, "start_new"), (_thread, "start_joinable_thread"),
    (threading, "_start_new_thread"), (threading, "_start_joinable_thread"),
)  # fmt: skip


def measure(
    function: Callable[..., Any], arguments: Sequence[Any], cotangents: Sequence[Any] | None
) -> dict[str, Any]:
    """Call a function and count; with cotangents, its derivative too.

    Args:
        function: What is called.
        arguments: What it is called with, by position.
        cotangents: One for each output, or None where nothing is to be differentiated.

    Returns:
        ``value``, and ``forward`` and ``backward`` (None without cotangents): the counts of each,
        as in `_Counts.report`.
    """
    count = _Count(arguments)
    with _without_collection(), _watched_threads(count):
        with _Exits(count), _Operations(count):
            value = function(*arguments)
        for output in outputs_of(value):
            count.came_in([output])
        forward, backward = count.report(), None
        if cotangents is not None:
            count.given(cotangents)
            count.begin()
            with _Operations(count):
                vector_jacobian(outputs_of(value), arguments, cotangents)
            backward = count.report()
    return {"value": value, "forward": forward, "backward": backward}


class _Count:
    """The counts of one phase, and the storages that there are."""

    def __init__(self, arguments: Sequence[Any]) -> None:
        self._known: dict[int, weakref.ref[Any]] = {}
        self._versions: dict[int, int] = {}
        self.live = 0
        self.given(arguments)
        self.begin()

    def given(self, values: Sequence[Any]) -> None:
        """Take tensors for known, and for nobody's cost."""
        for tensor in _tensors_in(values):
            if tensor.untyped_storage()._cdata not in self._known:
                self._follow(tensor, 0)

    def begin(self) -> None:
        """Begin a phase: what is held is held, everything else starts at 0."""
        self.operations = self.moved = self.entered = self.digest = self.largest = 0
        self.peak = self.live
        self.largest_shape: list[int] = []
        self.largest_maker = ""
        self.calls: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.unknown: set[str] = set()
        self.threads = len(os.listdir("/proc/self/task")) - 1

    def came_in(self, tensors: Sequence[Any]) -> None:
        """Look for numbers that no counted operation has made, or written."""
        for tensor in tensors:
            if not isinstance(tensor, torch.Tensor):
                continue
            storage = tensor.untyped_storage()
            if storage._cdata in self._known and _version(tensor) <= self._versions[storage._cdata]:
                continue
            data = torch.empty(0, dtype=torch.uint8, device=tensor.device).set_(storage)
            self.digest = zlib.crc32(data.cpu().numpy().data, self.digest)
            self.entered += tensor.numel()
            self._hold(tensor, "data from outside torch")
            self._versions[storage._cdata] = _version(tensor)

    def made(self, name: str, operation: Any, read: Sequence[Any], results: Sequence[Any]) -> None:
        """Count an operation that has just run."""
        sources = {tensor.untyped_storage()._cdata for tensor in read}
        fresh = [t for t in results if t.untyped_storage()._cdata not in sources]
        changes = operation._schema.is_mutable
        if not fresh and not changes and results:
            return  # a view
        self.calls[name] += 1
        if name == "_local_scalar_dense":
            self.left["item"] += 1
        work = work_of(name, operation, read, results if changes else fresh)
        if work is None:
            self.unknown.add(name)
        else:
            self.operations += work[0]
            self.moved += work[1]
        for tensor in fresh:
            self._hold(tensor, name)
        for tensor in results if changes else ():
            # torch counts the writing as soon as this operation has returned.
            self._versions[tensor.untyped_storage()._cdata] = _version(tensor) + 1

    def _hold(self, tensor: torch.Tensor, maker: str) -> None:
        size = tensor.untyped_storage().nbytes()
        if tensor.untyped_storage()._cdata in self._known:
            return
        self._follow(tensor, size)
        self.peak = max(self.peak, self.live)
        if size > self.largest:
            self.largest, self.largest_maker = size, maker
            self.largest_shape = list(tensor.shape)

    def _follow(self, tensor: torch.Tensor, size: int) -> None:
        storage = tensor.untyped_storage()
        key = storage._cdata

        def freed(_: weakref.ref[Any]) -> None:
            self.live -= size
            del self._known[key], self._versions[key]

        # torch keeps a storage's Python object for as long as the storage itself lives.
        self._known[key] = weakref.ref(storage, freed)
        self._versions[key] = _version(tensor)
        self.live += size

    def report(self) -> dict[str, Any]:
        """Return the phase's counts as data."""
        return {
            "operations": self.operations,
            "moved": self.moved,
            "live": self.live,
            "peak": self.peak,
            "largest": self.largest,
            "largest_shape": self.largest_shape,
            "largest_maker": self.largest_maker,
            "calls": dict(self.calls),
            "left": dict(self.left),
            "entered": self.entered,
            "digest": self.digest,
            "threads": self.threads,
            "unknown": sorted(self.unknown),
        }


class _Operations(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Sees every operation of torch's."""

    def __init__(self, count: _Count) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._count = count

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        # Otherwise the first operation imports a compiler, which takes longer than the grading.
        return False

    def __torch_dispatch__(
        self, function: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        named = kwargs or {}
        with self:  # without automatic differentiation, compound operations arrive whole
            result = function.decompose(*args, **named)
        if result is not NotImplemented:
            return result
        with torch._C.DisableTorchFunction():
            read = [*_tensors_in(args), *_tensors_in(list(named.values()))]
            self._count.came_in(read)
            result = function(*args, **named)
            name = function.overloadpacket.__name__
            self._count.made(name, function, read, _tensors_in([result]))
        return result


class _Exits(TorchFunctionMode):
    """Sees the functions by which numbers leave torch."""

    def __init__(self, count: _Count) -> None:
        super().__init__()
        self._count = count

    def __torch_function__(
        self, function: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        name = getattr(function, "__name__", "")
        if name == "__deepcopy__" and args[0].is_leaf:
            # It copies below torch's operations; the same by one of them can be counted.
            return args[0].detach().clone().requires_grad_(args[0].requires_grad)
        if name in _EXITS and args and isinstance(args[0], torch.Tensor):
            with torch._C.DisableTorchFunction():
                self._count.left[name] += args[0].numel()
        return function(*args, **(kwargs or {}))


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Let nothing be freed at a moment that depends on what ran before."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextlib.contextmanager
def _watched_threads(count: _Count) -> Iterator[None]:
    """Count the threads that are started: torch's modes do not reach into them."""

    def watched(start: Callable[..., Any]) -> Callable[..., Any]:
        def start_watched(*args: Any, **kwargs: Any) -> Any:
            count.threads += 1
            return start(*args, **kwargs)

        return start_watched

    originals = [(module, name, getattr(module, name, None)) for module, name in _STARTS]
    for module, name, start in originals:
        if start is not None:
            setattr(module, name, watched(start))
    try:
        yield
    finally:
        for module, name, start in originals:
            if start is not None:
                setattr(module, name, start)


def _version(tensor: torch.Tensor) -> int:
    """Return how often a tensor was written to in place, as far as torch keeps count."""
    return 0 if tensor.is_inference() else tensor._version


def _tensors_in(values: Any) -> list[torch.Tensor]:
    """Return the dense tensors among values, in collections, and in what functions enclose."""
    found = []
    for value in values:
        if isinstance(value, torch.Tensor):
            if value.layout is torch.strided:
                found.append(value)
        elif isinstance(value, (list, tuple)):
            found += _tensors_in(value)
        elif isinstance(value, FunctionType) and value.__closure__:
            found += _tensors_in([cell.cell_contents for cell in value.__closure__])
    return found
