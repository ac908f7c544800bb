"""The workers of a cluster as a run sees them: which are there, which fit, what each has to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .connection import is_exposed

__all__ = ["ClusterWorker", "Fleet"]

_SHORT, _MOST_NAMED = 12, 5
# After so many submissions in a row that it could not even begin, a worker gets no more.
_MOST_STRIKES = 2


@dataclass(slots=True, eq=False, kw_only=True)
class ClusterWorker:
    """A worker.

    Args:
        address: Where it listens.
        threads: How many tasks it runs at once.
        is_begun: Whether it was sent the course.
        is_ready: Whether it has the course, and would grade as this machine does.
        refused: Why it gets nothing; empty if it does.
        tasks: What it has to do, by the tasks' keys.
        strikes: How many submissions in a row it could not begin.
    """

    address: str
    threads: int
    is_begun: bool = False
    is_ready: bool = False
    refused: str = ""
    tasks: set[str] = field(default_factory=set)
    strikes: int = 0

    @property
    def host(self) -> str:
        """The machine that it runs on."""
        return urlsplit(self.address).hostname or self.address

    @property
    def free(self) -> int:
        """How many more tasks it can take."""
        return self.threads - len(self.tasks) if self.is_ready and not self.refused else 0


class Fleet:
    """All workers.

    Args:
        made_by: What this run is made by: who would grade by something else gets nothing.
        is_insecure: Whether those may be used that others can reach.
        say: Called with a sentence for the person who runs it.
    """

    def __init__(
        self, made_by: Mapping[str, str], *, is_insecure: bool, say: Callable[[str], None]
    ) -> None:
        self._made_by = made_by
        self._is_insecure = is_insecure
        self._say = say
        self._members: dict[str, ClusterWorker] = {}
        self._refusals: Counter[str] = Counter()
        self.last_refusal = ""

    def __iter__(self) -> Iterator[ClusterWorker]:
        yield from tuple(self._members.values())

    @property
    def ready(self) -> list[ClusterWorker]:
        """The workers that grade."""
        return [member for member in self if member.is_ready and not member.refused]

    @property
    def is_hopeful(self) -> bool:
        """Whether a worker is there that grades, or may turn out to."""
        return any(not member.refused for member in self)

    def update(self, threads: Mapping[str, int]) -> tuple[list[ClusterWorker], list[ClusterWorker]]:
        """Take note of who is there; return the workers that are gone, and those that are new."""
        gone = [self._members.pop(a) for a in tuple(self._members) if a not in threads]
        new = [
            ClusterWorker(address=a, threads=n)
            for a, n in threads.items()
            if a not in self._members
        ]
        self._members.update({member.address: member for member in new})
        for member in new:
            if not self._is_insecure and is_exposed(member.address):
                self.refuse(
                    member,
                    "it is reached without TLS: give it certificates (docs/cluster.md), or say "
                    "--insecure-cluster",
                )
        return gone, [member for member in new if not member.refused]

    def certify(self, member: ClusterWorker, made_by: Mapping[str, str]) -> None:
        """Let a worker grade, if it would do so by the same as this machine."""
        differing = "; ".join(
            _difference(name, made_by.get(name, "unknown"), value)
            for name, value in self._made_by.items()
            if made_by.get(name) != value
        )
        if differing:
            self.refuse(member, differing)
        else:
            member.is_ready = True

    def strike(self, member: ClusterWorker, reason: str) -> None:
        """Take note that a worker could not begin a submission."""
        member.strikes += 1
        if member.strikes >= _MOST_STRIKES:
            self.refuse(member, reason)

    def refuse(self, member: ClusterWorker, reason: str) -> None:
        """Give a worker nothing any more, and say why."""
        if not member.refused:
            member.refused = reason
            self.last_refusal = f"worker {member.address} gets nothing to grade: {reason}"
            self._refusals[reason] += 1
            if self._refusals[reason] <= _MOST_NAMED:
                self._say(self.last_refusal)
            elif self._refusals[reason] == _MOST_NAMED + 1:
                self._say("… and so it is with more workers")


def _difference(name: str, theirs: str, ours: str) -> str:
    """Say that something is not the same there."""
    if name in ("engine", "rubric"):
        return f"its {name} is another ({theirs[:_SHORT]}, here {ours[:_SHORT]})"
    return f"it has {name} {theirs}, and here it is {ours}"
