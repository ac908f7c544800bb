"""Compares how a package graded a submission with how the engine at hand did, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .container import Ended

__all__ = ["Graded", "compare"]


@dataclass(frozen=True, slots=True)
class Graded:
    """A submission as the package graded it, beside how the engine at hand did.

    Args:
        submission: Its folder.
        ended: How `run_autograder` ended.
        score: What it earned; None where no results can be read.
        here: What it earned with the engine at hand, in the same way.
        differences: What went wrong, or is not the same, each in a sentence.
    """

    submission: Path
    ended: Ended
    score: float | None
    here: float | None
    differences: tuple[str, ...]


def compare(
    submission: Path,
    ended: Ended,
    results: Mapping[str, Any] | None,
    local: Mapping[str, Any] | None,
) -> Graded:
    """Compare the results of a submission.

    Args:
        submission: Its folder.
        ended: How `run_autograder` ended.
        results: What it wrote; None where that cannot be read.
        local: What the engine at hand wrote, in the same way.
    """
    return Graded(
        submission,
        ended,
        results.get("score") if results else None,
        local.get("score") if local else None,
        tuple(_differences(ended, results, local)),
    )


def _differences(
    ended: Ended, results: Mapping[str, Any] | None, local: Mapping[str, Any] | None
) -> Iterator[str]:
    if ended.timed_out:
        yield f"the platform's time limit ended it after {ended.seconds:.0f} s: a score of zero"
        return
    if ended.code:
        last = ended.printed.strip().rpartition("\n")[2]
        yield f"run_autograder ended with status {ended.code}: {last}"
    if ended.killed:
        yield f"the kernel ended {ended.killed} of its processes, for lack of memory"
    if results is None:
        yield "no results.json that can be read was written"
    elif local is None:
        yield "the engine at hand wrote no results: `autograder grade` on it says why"
    else:
        yield from _other_lines(results, local)


def _other_lines(results: Mapping[str, Any], local: Mapping[str, Any]) -> Iterator[str]:
    there, here = _lines(results), _lines(local)
    for number in dict.fromkeys((*here, *there)):
        one, other = there.get(number, "no such line"), here.get(number, "no such line")
        if one != other:
            yield f"{number}: {one} in the package, {other} here"
    if there == here and results.get("score") != local.get("score"):
        yield f"the total: {_plain(results)} in the package, {_plain(local)} here"


def _lines(results: Mapping[str, Any]) -> dict[str, str]:
    """Return what each line earned, in words."""
    return {
        str(test.get("number")): f"{_plain(test)} ({test.get('status', 'left to a person')})"
        for test in results.get("tests", ())
    }


def _plain(results: Mapping[str, Any]) -> str:
    """Return a score without what a float adds to it."""
    score = results.get("score")
    return f"{score:.15g}" if isinstance(score, (int, float)) else str(score)
