"""A cluster's workers as the hands of a run: what they send back is kept here.

What needs no worker never gets there: what cannot be read, and what is as it would be graded now.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import Protocol

from distributed import Client

from autograder.batch.hands import Hands
from autograder.batch.job import RunParts, opened, told, unreadable
from autograder.batch.submission_grader import Done, SubmissionGrader
from autograder.course import Assignment
from autograder.grading.submission import Submission, SubmissionError
from autograder.intake.hand_in import HandIn
from autograder.records.encoding import encode
from autograder.records.kept import HandedIn, KeptSubmission

from .connection import ClusterAddress, connected
from .dispatch import Dispatch
from .fleet import Fleet
from .messages import GradingOrder, Opening, Reply
from .parcel import packed
from .round import Undelivered

__all__ = ["ClusterHands", "HandsFor", "Telling", "on_cluster"]


# What has to be graded of a submission is found in a few rounds, each within the deadline.
_LIMIT, _LAST_MOMENT = 4, 60.0


class Telling(Protocol):
    """Where a person reads how far a run has come."""

    def say(self, text: str) -> None:
        """Say a sentence."""

    def on(self, workers: int) -> None:
        """Take note of how many workers grade."""


class HandsFor(Protocol):
    """Returns what grades a run."""

    def __call__(self, parts: RunParts) -> Hands:
        """Return what grades it."""


@contextmanager
def on_cluster(address: ClusterAddress, telling: Telling, *, patience: float) -> Iterator[HandsFor]:
    """Give what grades a run on a cluster.

    Args:
        address: Where its scheduler listens.
        telling: Where a person reads how far it has come.
        patience: Seconds to wait for a worker where there is none.

    Raises:
        ClusterError: It cannot be reached, or others can reach it.
    """
    with connected(address) as client:
        yield partial(
            ClusterHands,
            client=client,
            telling=telling,
            patience=patience,
            is_insecure=address.is_insecure,
        )


class ClusterHands:
    """The workers of a cluster.

    Args:
        parts: What is graded.
        client: The way to the cluster.
        telling: Where a person reads how far the run has come.
        patience: Seconds to wait for a worker where there is none.
        is_insecure: Whether workers may be used that others can reach.
    """

    is_single = False

    def __init__(
        self,
        parts: RunParts,
        *,
        client: Client,
        telling: Telling,
        patience: float,
        is_insecure: bool,
    ) -> None:
        self._parts = parts
        self._telling = telling
        self._assignment = parts.course.assignment(parts.terms.rubric.assignment)
        self._grader = SubmissionGrader(parts.course, parts.keys, parts.terms)
        self._fleet = Fleet(parts.made_by, is_insecure=is_insecure, say=telling.say)
        opening = _opening(parts, self._assignment)
        self._dispatch = Dispatch(
            client,
            encode(opening),
            self._fleet,
            patience=patience,
            limit=_LIMIT * (parts.terms.deadline + _LAST_MOMENT),
        )

    def graded(
        self, places: Sequence[int], *, alone: bool
    ) -> Generator[tuple[int, Done], None, None]:
        """Grade submissions; yield each when it is done.

        Args:
            places: Which ones, by their places in the download.
            alone: Whether nothing of the run is graded beside one on its machine.

        Raises:
            RunEnds: Nothing more can be graded.
        """
        prepare = partial(self._prepared, alone=alone)
        with closing(self._dispatch.graded(places, prepare, alone=alone)) as found:
            for place, reply in found:
                self._telling.on(len(self._fleet.ready))
                yield place, self._done(place, reply)

    def close(self) -> None:
        """End what there is of the run on the workers."""
        self._dispatch.close()

    def _prepared(self, place: int, *, alone: bool) -> bytes | Reply:
        """Return a submission for a worker, or what it comes to without one."""
        hand_in = self._parts.hand_ins[place]
        before = self._parts.folder.kept(hand_in.handed_in.id)
        try:
            with opened(hand_in, self._parts.terms.rubric, self._assignment) as (_, submission):
                return self._order(place, hand_in, submission, before, alone=alone)
        except SubmissionError as error:
            kept = unreadable(hand_in.handed_in, str(error))
            return Reply(done=Done(id=hand_in.handed_in.id), kept=kept)
        except OSError as error:
            return Reply(done=Done(id=hand_in.handed_in.id, ends_run=told(error)))

    def _order(
        self,
        place: int,
        hand_in: HandIn,
        submission: Submission,
        before: KeptSubmission | None,
        *,
        alone: bool,
    ) -> bytes | Reply:
        work = self._grader.work(submission, before, is_alone=alone)
        if not work.stale():
            kept, done = self._grader.settled(hand_in.handed_in, submission, before, work)
            return Reply(done=done, kept=kept)
        unnamed = HandedIn(id=str(place))
        order = GradingOrder(
            id=unnamed.id,
            submission=submission,
            before=None if before is None else replace(before, handed_in=unnamed),
            is_alone=alone,
        )
        return encode(order, in_order=True)

    def _done(self, place: int, reply: Reply | Undelivered) -> Done:
        """Keep what was found, and return what is said of it."""
        handed_in = self._parts.hand_ins[place].handed_in
        if isinstance(reply, Undelivered):
            return Done(id=handed_in.id, fault=reply.reason)
        assert reply.done is not None
        kept = reply.kept
        if kept is not None:
            if not kept.handed_in.fault:
                kept = replace(kept, handed_in=handed_in)
            try:
                if kept != self._parts.folder.kept(handed_in.id):
                    self._parts.folder.keep(kept)
            except OSError as error:
                return Done(id=handed_in.id, ends_run=told(error))
        return replace(reply.done, id=handed_in.id)


def _opening(parts: RunParts, assignment: Assignment) -> Opening:
    terms = parts.terms
    return Opening(
        assignment=assignment.name,
        files=packed(assignment),
        chosen=terms.chosen,
        seed=terms.seed,
        deadline=terms.deadline,
        unsafe=terms.unsafe,
    )
