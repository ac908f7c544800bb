"""One worker as the grader sees it: requests go in, replies or the reason for none come out.

Whatever a worker does, `Worker.request` returns: it reads with a deadline, watches the CPU time
that the process has used, keeps the beginning of what it prints and stops it when that becomes a
flood. Between two requests the process is stopped: a thread that goes on in the background would
take its time from the other question files. Its files are looked at while it runs and after each
reply, when it is stopped, so that nothing escapes that was quick.
"""

from __future__ import annotations

import contextlib
import math
import os
import resource
import select
import selectors
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from . import values
from .deadline import Deadline, Queues
from .decoding import MalformedValue, decode
from .frames import Frame, FrameReader, ProtocolViolation, pack
from .limits import WALL_FACTOR, Layers, Limits
from .scratch import Scratch
from .unlinked_files import held_bytes
from .users import PrivateUser
from .worker_replies import Refused, Reply, Stopped, read_reply
from .zygote import Exit, WorkerSource, ZygoteError

__all__ = ["Worker"]

_CHUNK = 1 << 16
# Between two looks at the files that a worker holds, which take a millisecond or two.
_LOOK_SECONDS = 0.2


@dataclass(slots=True)
class _Output:
    kept: bytearray = field(default_factory=bytearray)
    total: int = 0


class Worker:
    """A process with one submission's code in it. Use it as a context manager, or `close` it.

    Args:
        source: Where it comes from.
        limits: What it may use.
        layers: What else confines it.
        device: Where tensors that are sent to it lie: ``"cpu"`` or ``"cuda"``.
        expendable: Whether it is the first to go when memory runs out.
    """

    def __init__(
        self,
        source: WorkerSource,
        limits: Limits,
        layers: Layers,
        *,
        device: str = "cpu",
        expendable: bool = True,
    ) -> None:
        self._source = source
        self._limits = limits
        self._private_user = PrivateUser() if layers.private_user else None
        self._user = self._private_user.id if self._private_user else None
        self._scratch = Scratch(self._user)
        plan = {
            "folder": self._scratch.path,
            "limits": limits.resources(
                private_user=layers.private_user, accelerated=source.accelerated
            ),
            "user": self._user,
            "landlock": layers.landlock,
            "seccomp": layers.seccomp,
            "device": device,
            "accelerated": source.accelerated,
            "expendable": expendable,
        }
        try:
            self._process = source.spawn(plan)
        except BaseException:
            self._leave()
            raise
        self._queues = Queues(self._process.pid)
        self._reader = FrameReader()
        self._requests = 0
        #: Of the last request, the wall seconds that others have not taken from it.
        self.charged = 0.0
        self._next_look = time.monotonic() + _LOOK_SECONDS
        self._outputs = {self._process.output: _Output(), self._process.errors: _Output()}
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._process.connection, selectors.EVENT_READ)
        for descriptor in self._outputs:
            self._selector.register(descriptor, selectors.EVENT_READ)
        self._stopped: Stopped | None = None
        self._killed = False
        self.exit: Exit | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether it can still be asked: it may have been killed since its last reply."""
        if self._stopped is None and _wait(self._process.pidfd, 0):
            self._ended()
        return self._stopped is None

    @property
    def killed(self) -> bool:
        """Whether SIGKILL has ended it, and not because this grader stopped it."""
        return not self.alive and self._killed

    @property
    def resident(self) -> int:
        """How many bytes of memory it has; 0 where that cannot be seen."""
        try:
            with open(f"/proc/{self._process.pid}/statm") as statm:
                return int(statm.read().split()[1]) * resource.getpagesize()
        except OSError:
            return 0

    @property
    def output(self) -> tuple[str, str]:
        """The beginning of what was printed, on standard output and on standard error."""
        if self.exit is None:
            self._drain()
        kept = (self._outputs[d].kept for d in (self._process.output, self._process.errors))
        first, second = (bytes(data).decode("utf-8", "replace") for data in kept)
        return first, second

    def request(
        self,
        verb: str,
        body: Mapping[str, Any],
        *,
        cpu_seconds: float,
        wall_seconds: float | None = None,
        until: float = math.inf,
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        before: Sequence[tuple[str, Mapping[str, Any]]] = (),
    ) -> Reply:
        """Send a request and wait for its end, at the longest for the wall limit.

        Args:
            verb: One of those in `autograder.guest.worker`.
            body: What the verb needs, as values that `values.encode` knows; ``keep`` plain.
            cpu_seconds: CPU time for this request, with what is done before it.
            wall_seconds: Wall time, `WALL_FACTOR` times as much unless it is given. Where the
                machine is so busy that the process has to wait, it is given more.
            until: `time.monotonic` at which the request ends in any case.
            oracles: What the worker may ask, by name. They get decoded values and return values,
                or raise `Refused`.
            before: Verbs and bodies of what is done before, in the same frame; of what raises first
                the exception is the reply.
        """
        self.charged = 0.0
        if self._stopped is not None:
            return replace(self._stopped, begun=False)
        self._requests += 1
        blobs: list[bytes] = []
        steps = [
            {"verb": verb, "body": _encoded(body, blobs)} for verb, body in (*before, (verb, body))
        ]
        outgoing = pack({"id": self._requests, "steps": steps}, blobs)
        wall = WALL_FACTOR * cpu_seconds if wall_seconds is None else wall_seconds
        deadline = Deadline(self._queues, cpu_seconds, wall, until=until, answers=bool(oracles))
        try:
            return self._converse(outgoing, deadline, oracles or {})
        finally:
            self.charged = deadline.charged()

    def _converse(
        self, outgoing: bytes, deadline: Deadline, oracles: Mapping[str, Callable[..., Any]]
    ) -> Reply:
        """Send a request, and answer what the worker asks, until there is a reply."""
        self._signal(signal.SIGCONT)
        for _ in range(self._limits.questions + 1):
            frame = self._exchange(outgoing, deadline)
            if isinstance(frame, Stopped):
                return frame
            try:
                if frame.header.get("id") != self._requests:
                    raise ProtocolViolation("a reply to another request")
                if frame.header.get("kind") != "ask":
                    self._signal(signal.SIGSTOP)
                    reply = read_reply(frame, deadline.used())
                    return self._flooded() if self._has_written_too_much() else reply
                outgoing = self._ask(frame, oracles)
            except (ProtocolViolation, MalformedValue) as error:
                return self._stop("protocol", f"the code's reply could not be read: {error}")
        return self._stop("questions", f"the code asked more than {self._limits.questions} times")

    def close(self) -> None:
        """Kill the process with its process group, collect it, and close what leads to it."""
        if self.exit is not None:
            return
        if self._stopped is None:
            self._stopped = Stopped("closed", "the worker was closed")
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        # The group does not exist yet, or has changed, when the child was killed very early.
        self._signal(signal.SIGKILL)
        try:
            self.exit = self._source.reap(self._process.pid)
        except ZygoteError:
            self.exit = Exit(signal.SIGKILL, 0.0, 0)
        self._drain()
        self._selector.close()
        self._process.connection.close()
        for descriptor in (self._process.pidfd, *self._outputs):
            os.close(descriptor)
        self._leave()

    def _leave(self) -> None:
        """End the user's processes, remove the folder, and then give the id back."""
        if self._private_user is not None:
            self._private_user.end_processes()
        self._scratch.remove()
        if self._private_user is not None:
            self._private_user.release()

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process.pidfd, number)

    def _exchange(self, outgoing: bytes, deadline: Deadline) -> Frame | Stopped:
        """Send bytes and wait for one frame, within the limits."""
        connection = self._process.connection
        # Most go at once, which asks for no look whether they can.
        unsent = self._send(memoryview(outgoing))
        if unsent is None:
            return self._ended()
        if unsent:
            self._selector.modify(connection, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while True:
            patience = deadline.patience()
            if patience is None:
                return self._stop(deadline.reason, deadline.message())
            if time.monotonic() >= self._next_look and self._has_written_too_much():
                return self._flooded()
            for key, events in self._selector.select(patience):
                if key.fileobj is not connection:
                    if not self._collect(key.fd):
                        return self._stop("output", "the code printed too much and was stopped")
                    continue
                if events & selectors.EVENT_WRITE:
                    unsent = self._send(unsent)
                    if unsent is None:
                        return self._ended()
                    if not unsent:
                        self._selector.modify(connection, selectors.EVENT_READ)
                if events & selectors.EVENT_READ:
                    frame = self._read()
                    if frame is not None:
                        return frame

    def _send(self, unsent: memoryview) -> memoryview | None:
        """Send as much as goes in one piece; return the rest, or None where nobody reads it."""
        try:
            return unsent[self._process.connection.send(unsent[:_CHUNK]) :]
        except BlockingIOError:
            return unsent
        except OSError:
            return None

    def _read(self) -> Frame | Stopped | None:
        try:
            data = self._process.connection.recv(_CHUNK)
        except BlockingIOError:
            return None
        except OSError:
            data = b""
        if not data:
            return self._ended()
        try:
            return self._reader.feed(data)
        except ProtocolViolation as error:
            return self._stop("protocol", f"the code's reply could not be read: {error}")

    def _ask(self, frame: Frame, oracles: Mapping[str, Callable[..., Any]]) -> bytes:
        name, arguments = frame.header.get("oracle"), frame.header.get("arguments")
        if not isinstance(name, str) or name not in oracles or not isinstance(arguments, list):
            raise ProtocolViolation("a question that nobody answers")
        decoded = decode({"list": arguments}, frame.blobs)
        blobs: list[bytes] = []
        try:
            answer = {"value": values.encode(oracles[name](*decoded), blobs)}
        except Refused as refusal:
            answer = {"refused": str(refusal)}
        return pack(answer, blobs)

    def _collect(self, descriptor: int) -> bool:
        """Take what was printed; return whether it is still bearable."""
        output = self._outputs[descriptor]
        try:
            data = os.read(descriptor, _CHUNK)
        except BlockingIOError:  # the code opened its own output for reading, and was quicker
            return True
        if not data:
            self._selector.unregister(descriptor)
        output.total += len(data)
        output.kept += data[: self._limits.kept_output - len(output.kept)]
        return output.total <= self._limits.output

    def _drain(self) -> None:
        """Take what was printed last; while it runs, `_exchange` does."""
        for descriptor, output in self._outputs.items():
            with contextlib.suppress(BlockingIOError):
                data = os.read(descriptor, _CHUNK)
                output.total += len(data)
                output.kept += data[: self._limits.kept_output - len(output.kept)]

    def _ended(self) -> Stopped:
        """The worker closed its connection: kill what is left of it and say how it ended."""
        # It ends on its own account within moments, unless it closed the socket only.
        _wait(self._process.pidfd, 0.5)
        self._stopped = Stopped("killed", "")
        self.close()
        assert self.exit is not None
        status = self.exit.status
        if os.WIFEXITED(status):
            text = f"the code ended the whole process (exit status {os.WEXITSTATUS(status)})"
            self._stopped = Stopped("exited", text)
        else:
            number = os.WTERMSIG(status)
            self._killed = number == signal.SIGKILL
            self._stopped = Stopped("killed", f"the process died ({_signal_name(number)})")
        return self._stopped

    def _has_written_too_much(self) -> bool:
        """Look at its folder, and when it is time again at what it has removed and still holds."""
        limits, held = self._limits, 0
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + _LOOK_SECONDS
            held = held_bytes(
                self._process.pid, self._scratch.path, user=self._user, largest=limits.file_size
            )
        return self._scratch.exceeds(limits.folder_size - held, limits.folder_entries)

    def _flooded(self) -> Stopped:
        return self._stop("files", "the code wrote too much to files and was stopped")

    def _stop(self, reason: Any, message: str) -> Stopped:
        self._stopped = Stopped(reason, message)
        self.close()
        return self._stopped


def _encoded(body: Mapping[str, Any], blobs: list[bytes]) -> dict[str, Any]:
    return {
        name: item if name == "keep" else values.encode(item, blobs) for name, item in body.items()
    }


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # those between SIGRTMIN and SIGRTMAX have no names
        return f"signal {number}"


def _wait(pidfd: int, seconds: float) -> bool:
    """Wait for a process's end; return whether it has come."""
    looking = select.poll()  # no descriptor of its own, as epoll would be: it is asked often
    looking.register(pidfd, select.POLLIN)
    return bool(looking.poll(1000 * seconds))
