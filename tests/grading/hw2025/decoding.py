"""Greedy decoding and beam search: code that asks a language model which the grader answers for.

Each line has a list of cases, small ones first. `decoding_run` is what becomes of one: a model is
drawn for it (`decoding_case`), and what the algorithm returned is looked at (`decoding_result`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.rubric import Clauses, Line, Verdict, earned, judge_runs

from .decoding_case import Case
from .decoding_run import runs_of

__all__ = ["BeamSearch", "Greedy"]

_BATCHED = "one batched call"

# In float64 exp(-400) is a number like others, and its logarithm is -400; in float32 it is 0.
_GREEDY = (
    Case(words=2, steps=1, bos=0),
    Case(words=3, steps=2, bos=1),
    Case(words=4, steps=4, bos=3, misses=True),
    Case(words=5, steps=7, bos=2),
    Case(words=4, steps=4, bos=1, paired=True),
    Case(words=3, steps=32, bos=0, offset=-400.0),
    Case(words=4, steps=5, bos=2, dtype="float32"),
    Case(words=4, steps=8, bos=1, dtype="float32", offset=-400.0),
    Case(words=2, steps=200, bos=1),
)

# Long sequences only after those on which code fails that asks for every prefix again and again:
# it is to lose the clause on calls, and not by a time-out the one on values.
_VALUES = (
    Case(words=2, steps=1, bos=0, width=1),
    Case(words=3, steps=1, bos=1, width=2),
    Case(words=3, steps=2, bos=0, width=9),
    Case(words=2, steps=3, bos=1, width=2, misses=True),
    Case(words=3, steps=3, bos=2, width=1, misses=True),
    Case(words=4, steps=3, bos=3, width=3, misses=True),
    Case(words=2, steps=4, bos=1, width=5),
    Case(words=2, steps=4, bos=0, width=20),
    Case(words=5, steps=4, bos=2, width=4, misses=True),
    Case(words=2, steps=32, bos=0, width=2, offset=-400.0),
    Case(words=4, steps=4, bos=2, width=3, dtype="float32"),
    Case(words=5, steps=4, bos=1, width=2, dtype="float32", offset=-400.0),
)

# A beam that is wider than the vocabulary is a matter of values alone.
_TIED = (
    Case(words=2, steps=2, bos=1, width=2, paired=True),
    Case(words=4, steps=2, bos=0, width=4, paired=True),
    Case(words=6, steps=2, bos=3, width=5, paired=True),
    Case(words=4, steps=3, bos=2, width=2, paired=True, misses=True),
    Case(words=6, steps=3, bos=5, width=3, paired=True, misses=True),
)

_COUNTED = (
    Case(words=3, steps=1, bos=0, width=2),
    Case(words=5, steps=4, bos=3, width=3, misses=True),
    Case(words=4, steps=12, bos=2, width=4),
    Case(words=2, steps=200, bos=1, width=2),
)


@dataclass(frozen=True, slots=True)
class Greedy:
    """``greedy(log_prob, bos, T)``, a sequence ``(T + 1,)`` and its score ``()``."""

    def check(self, line: Line) -> Verdict:
        """Run every case; the first that fails is reported."""
        return _check_cases(line, _GREEDY)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeamSearch:
    """``beam_search(log_prob, bos, T, B)``, sequences ``(B', T + 1)`` and scores ``(B',)``.

    Args:
        clauses: The shares of "values", of "ties" and of "one batched call" (exactly one call of
            the model for each step, with at most B rows; it counts where the values of those runs
            are right).
    """

    clauses: Clauses

    def __post_init__(self) -> None:
        self.clauses.require(("values", "ties", _BATCHED))

    def check(self, line: Line) -> Verdict:
        """Run every case of each clause; the first that fails is reported."""
        return self.clauses.judge(
            {
                "values": lambda: _check_cases(line, _VALUES),
                "ties": lambda: _once(_check_cases(line, _TIED)),
                _BATCHED: lambda: _once(_check_cases(line, _COUNTED, counted=True)),
            }
        )


def _once(verdict: Verdict) -> Verdict:
    """Return the verdict on another clause: a slip is paid by the values alone."""
    return earned() if verdict.share else verdict


def _check_cases(line: Line, cases: Sequence[Case], *, counted: bool = False) -> Verdict:
    return judge_runs(line, runs_of(line, cases, counted=counted))
