"""A worker: answers the grader's calls on one submission, one at a time, until it is closed.

Every request is a frame with an ``id`` and ``steps``, one after the other; the reply is the last
one's, or what the first that fails has raised. A step has a ``verb`` and what the verb needs, and
with ``keep`` its value stays here: under a new number, which is the reply, or under the one that
is asked for.

==========  =======================================================================================
open        ``sources`` (path → blob): make the files importable; ``widened``: float32 means
            float64, see `guest.widened`. Comes first, once.
load        ``module``: import it. Value: name → parameter names of what can be called in it (None
            where they are not known).
load_latex  ``source``, ``companions`` (name → blob): read a document in LaTeX. No verb that
            runs Python of a submission is sent to such a worker. Value: number → None of what is
            answered in it.
told_latex  where answers begin in that document, and what is wrong with it.
read_latex  ``setting``, ``symbols``: how an answer in it is understood: see `guest.latex_answers`.
probe       ``secrets``, ``grader``: what of the forbidden this worker can do (before any code).
device      what it computes on: ``name``, ``version``, ``memory``, ``dtypes`` (before any code).
describe    ``module``: the questions that are declared in it (the reference only).
call        ``target``, ``arguments``, ``named``; ``dtype``, ``seed``: set before the call. A target
            is ``{"module", "name"}`` or ``{"handle"}`` or ``{"handle", "name"}``.
trial       as ``call``, and ``cotangents``. Value: the call's, the tensors among the arguments as
            they are afterwards, and the gradients (None without cotangents); ``copied``: it gets
            copies: see `guest.trial`.
noise       as ``trial``, and ``draws``: what rounding does to the values and gradients (the
            reference only), see `guest.noise`.
measure     as ``call``, and ``cotangents``: the value with what the call cost, and with cotangents
            its derivative: see `guest.cost`.
casts       as ``call``: how many numbers that are not finite it turns into integers.
value       ``handle``: the object's value as data.
parameters  ``handle``: table name → tensor of a module's parameters.
assign      ``handle``, ``values``: table name → tensor; copied into the parameters.
backward    ``handle`` of a tensor, ``cotangent``: accumulate gradients, where it requires any.
gradients   ``handles``: the gradient of each tensor, or of each parameter of a module; None where
            there is none.
step        ``handle`` of a module, ``rate``: one step of plain gradient descent.
release     ``handles``: forget them.
==========  =======================================================================================

The reply echoes the id and has ``kind`` ``value`` or ``error``. While a call runs the worker may
send ``kind`` ``ask`` (``oracle``, ``arguments``): something that the grader answers itself.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import random
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import torch

from . import cost, faults, modules, noise, trial
from .casts import NonFiniteCasts
from .device import describe
from .eager import run_eagerly
from .latex_answers import LatexAnswers
from .missing_packages import PACKAGES
from .probe import probe
from .widened import widen
from .wire import Channel, Closed, Decoder, Encoder

__all__ = ["Worker", "question_data", "reseed"]


class Worker:
    """One submission's process: its modules, the objects kept for the grader, and the loop."""

    def __init__(self, channel: Channel, device: str) -> None:
        self._channel = channel
        self._device = device
        self._modules: dict[str, ModuleType] = {}
        self._document: LatexAnswers | None = None
        self._objects: dict[int, Any] = {}
        self._handles = 0
        self._files: set[str] = set()
        self._verbs: dict[str, Callable[..., Any]] = {
            "open": self._open,
            "load": self._load,
            "load_latex": self._load_latex,
            "told_latex": lambda: self._latex().told(),
            "read_latex": lambda **asked: self._latex().answer(**asked),
            "probe": probe,
            "device": lambda: describe(self._device),
            "describe": self._describe,
            "call": self._call,
            "trial": self._trial,
            "noise": self._noise,
            "measure": self._measure,
            "casts": self._casts,
            "value": lambda handle: handle,
            "parameters": lambda handle: dict(handle.named_parameters()),
            "assign": _assign,
            "backward": _backward,
            "gradients": lambda handles: [_gradient(item) for item in handles],
            "step": _step,
            "release": self._release,
        }

    def serve(self) -> None:
        """Answer requests until the grader closes the connection."""
        with contextlib.suppress(Closed):
            while True:
                self._answer(*self._channel.receive())

    def _answer(self, header: dict[str, Any], blobs: list[bytes]) -> None:
        identity = header["id"]
        encoder = Encoder(self._keep)
        decoder = Decoder(blobs, self._objects, self._oracle(identity), self._device)
        taken, keep, result = 0, False, None
        try:
            for step in header["steps"]:
                keep = step["body"].pop("keep", False)
                body = {name: decoder.value(item) for name, item in step["body"].items()}
                result = self._verbs[step["verb"]](**body)
                if keep and keep is not True:
                    self._objects[keep], result = result, None
                taken += 1
            value = encoder.handle(result) if keep is True else encoder.value(result)
            reply = {"kind": "value", "value": value}
        except Closed:
            raise
        except BaseException as error:  # SystemExit and the like are a student's answer too
            encoder.blobs.clear()
            fault = {**faults.describe(error, self._files), "step": taken}
            reply = {"kind": "error", "error": fault}
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):  # a student may have replaced or closed it
                stream.flush()
        self._channel.send({"id": identity, **reply}, encoder.blobs)

    def _oracle(self, identity: int) -> Callable[[str], Callable[..., Any]]:
        def oracle(name: str) -> Callable[..., Any]:
            def ask(*arguments: Any, **named: Any) -> Any:
                encoder = Encoder(self._keep)
                values = [encoder.value(item) for item in (*arguments, *named.values())]
                question = {"id": identity, "kind": "ask", "oracle": name, "arguments": values}
                self._channel.send(question, encoder.blobs)
                header, blobs = self._channel.receive()
                decoder = Decoder(blobs, self._objects, self._oracle(identity), self._device)
                if "refused" in header:
                    raise ValueError(header["refused"])
                return decoder.value(header["value"])

            ask.__name__ = ask.__qualname__ = name
            return ask

        return oracle

    def _keep(self, value: object) -> int:
        self._handles += 1
        self._objects[self._handles] = value
        return self._handles

    def _open(self, paths: list[str], contents: list[Any], *, widened: bool = False) -> list[str]:
        run_eagerly()
        if widened:
            widen()
        sources = {path: bytes(data) for path, data in zip(paths, contents, strict=True)}
        self._files = set(sources)
        return modules.install(sources).shadowed()

    def _load(self, module: str) -> dict[str, list[str] | None]:
        loaded = self._modules[module] = importlib.import_module(module)
        return {
            name: _parameters(item)
            for name, item in vars(loaded).items()
            if callable(item) and getattr(item, "__module__", "") != "notation"
        }

    def _load_latex(self, source: Any, companions: dict[str, Any]) -> dict[str, None]:
        self._document = LatexAnswers(source, companions)
        return self._document.numbers

    def _latex(self) -> LatexAnswers:
        assert self._document is not None
        return self._document

    def _describe(self, module: str) -> list[dict[str, Any]]:
        questions = []
        for name, item in vars(self._modules[module]).items():
            question = getattr(item, "__question__", None)
            if question is not None and item.__module__ == module:
                questions.append(question_data(name, question))
        return questions

    def _call(
        self,
        target: dict[str, Any],
        arguments: list[Any],
        named: dict[str, Any],
        dtype: str = "float64",
        seed: int = 0,
    ) -> Any:
        return self._ready(target, dtype, seed)(*arguments, **named)

    def _trial(
        self,
        target: dict[str, Any],
        arguments: list[Any],
        cotangents: list[Any] | None,
        dtype: str = "float64",
        seed: int = 0,
        *,
        copied: bool = False,
    ) -> list[Any]:
        return trial.run(self._ready(target, dtype, seed), arguments, cotangents, copied=copied)

    def _noise(
        self,
        target: dict[str, Any],
        arguments: list[Any],
        cotangents: list[Any] | None,
        draws: int,
        seed: int = 0,
    ) -> dict[str, Any]:
        return noise.measure(self._ready(target, "float64", seed), arguments, cotangents, draws)

    def _measure(
        self,
        target: dict[str, Any],
        arguments: list[Any],
        cotangents: list[Any] | None,
        seed: int = 0,
    ) -> dict[str, Any]:
        return cost.measure(self._ready(target, "float64", seed), arguments, cotangents)

    def _casts(self, **call: Any) -> int:
        with NonFiniteCasts() as seen:
            self._call(**call)
        return int(seen.count)

    def _ready(self, target: dict[str, Any], dtype: str, seed: int) -> Callable[..., Any]:
        function: Callable[..., Any] = self._target(**target)
        torch.set_default_dtype(getattr(torch, dtype))
        reseed(seed)
        return function

    def _target(self, module: str = "", name: str = "", handle: Any = None) -> Any:
        if module:
            return getattr(self._modules[module], name)
        return getattr(handle, name) if name else handle

    def _release(self, handles: list[int]) -> None:
        for handle in handles:
            self._objects.pop(handle, None)


def reseed(seed: int) -> None:
    """Seed every source of random numbers: children of one zygote would draw the same ones."""
    # `torch.manual_seed` notes for a GPU that may come later where it was called from, which takes
    # longer than most calls of a student's function.
    torch.default_generator.manual_seed(seed)
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
        torch.cuda.manual_seed_all(seed)
    np.random.seed(seed % 2**32)
    random.seed(seed)


def _parameters(item: Callable[..., Any]) -> list[str] | None:
    if str(getattr(item, "__module__", "")).partition(".")[0] in PACKAGES:
        return None  # thousands of them after `from torch import *`
    try:
        return list(inspect.signature(item).parameters)
    except Exception:  # built-in functions do not say, and a student's __getattr__ may do anything
        return None


def question_data(function: str, question: Any) -> dict[str, Any]:
    """Return what `notation.question` recorded on a function, as data."""
    return {
        "id": question.id,
        "function": function,
        "symbols": [[name, str(domain)] for name, domain in question.symbols],
        "definitions": [list(definition) for definition in question.definitions],
        "conditions": list(question.conditions),
        "tex": {name: list(texts) for name, texts in question.tex.items()},
        "names": list(question.names),
        "ranges": [list(limits) for limits in question.ranges],
        "asks": question.asks,
    }


def _assign(handle: torch.nn.Module, values: dict[str, torch.Tensor]) -> None:
    parameters = dict(handle.named_parameters())
    with torch.no_grad():
        for name, value in values.items():
            parameters[name].copy_(value)


def _backward(handle: torch.Tensor, cotangent: torch.Tensor) -> None:
    if handle.requires_grad:
        torch.autograd.backward(handle, cotangent)


def _gradient(item: torch.Tensor | torch.nn.Module) -> Any:
    if isinstance(item, torch.nn.Module):
        return {name: parameter.grad for name, parameter in item.named_parameters()}
    return item.grad


def _step(handle: torch.nn.Module, rate: float) -> None:
    # By hand: the first use of torch.optim imports a compiler that takes longer than the grading.
    with torch.no_grad():
        for parameter in handle.parameters():
            if parameter.requires_grad and parameter.grad is not None:
                parameter.sub_(rate * parameter.grad)
