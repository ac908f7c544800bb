"""`results.json` as Gradescope reads it, from the results of a run.

The platform cuts every output at 100,000 characters from the end, takes JSON that it cannot read
for a zero, and shows ``extra_data`` and a hidden stdout to instructors only.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from autograder.files import replace_file
from autograder.grading.ledger import LineResult, Results
from autograder.verdict import State

from .once import messages
from .summary import questions_text, shown_at_once, waiting, waiting_text
from .text import reruns_text, shortened, shown

__all__ = ["results_json", "write_atomically"]

_MAX_OUTPUT = 20_000
_MAX_EXTRA = 10_000


def results_json(results: Results) -> dict[str, Any]:
    """Return the content of ``results.json``; docs/results.md says what its fields mean."""
    said = messages(results.lines)
    return {
        "score": _number(results.score),
        "execution_time": round(results.seconds, 3),
        "output": _text("\n".join(_summary(results))),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(result, said[result.line.number]) for result in results.lines],
        "leaderboard": [
            _plain({"name": entry.name, "value": entry.value, "order": entry.order})
            for entry in results.leaderboard
        ],
        "extra_data": _plain({**results.details, **_waiting(results), **_reruns(results)}),
    }


def write_atomically(path: Path, content: dict[str, Any]) -> None:
    """Replace a JSON file: a reader sees the old content or the new, never a part.

    Raises:
        OSError: The folder does not exist or may not be written.
    """
    replace_file(path, msgspec.json.encode(content))


def _summary(results: Results) -> list[str]:
    top = (questions_text(results.lines), waiting_text(shown_at_once(results.lines)))
    lines = [text for text in (*top, *map(shown, results.messages)) if text]
    if results.reruns is not None:
        # What a line says is for whom its visibility says; the summary is for everybody.
        told = tuple(r for r in results.reruns.results if r.line.visibility == "visible")
        lines += [shown(text) for text in reruns_text(replace(results.reruns, results=told))]
    return lines


def _reruns(results: Results) -> dict[str, Any]:
    """What instructors read of lines that ran once more. Not a test: those count for the total."""
    reruns = results.reruns
    if reruns is None:
        return {}
    lines = []
    for again in reruns.results:
        line: dict[str, Any] = {"number": again.line.number, "state": "not run"}
        if again.verdict is not None:
            line |= {
                "dtype": again.dtype,
                "state": again.verdict.state.value,
                "seconds": round(again.seconds, 3),
                "message": again.verdict.message,
                "review": again.verdict.review,
            }
        lines.append(line)
    return {"gpu": {"device": reruns.device, "reason": reruns.reason, "lines": lines}}


def _waiting(results: Results) -> dict[str, Any]:
    """What instructors read of the lines that wait for a person: all of them."""
    return {"waiting": [result.line.number for result in waiting(results.lines)]}


def _test(result: LineResult, said: str) -> dict[str, Any]:
    line, verdict = result.line, result.verdict
    test: dict[str, Any] = {
        "number": line.number,
        "name": line.name,
        "score": _number(result.score),
        "max_score": _number(line.weight),
        "output": _text(_feedback(result, said)),
        "output_format": "text",
        "name_format": "text",
        "visibility": line.visibility,
        "tags": list(line.tags),
        "extra_data": _plain(
            {
                "state": verdict.state.value,
                "notes": list(verdict.notes),
                "seconds": round(result.seconds, 3),
                "review": verdict.review,
                "submitted": _submitted(result),
                "latex": verdict.understood.latex if verdict.understood else "",
            }
        ),
    }
    if not verdict.state.ours:
        test["status"] = "passed" if verdict.state is State.PASSED else "failed"
    return test


def _feedback(result: LineResult, said: str) -> str:
    verdict = result.verdict
    parts = [said]
    if verdict.understood is not None:
        if verdict.understood.plain:
            parts.append(f"Your answer was read as: {verdict.understood.plain}")
        if verdict.understood.latex != verdict.understood.plain:
            parts.append(f"In LaTeX: {verdict.understood.latex}")
    return "\n".join(part for part in parts if part)


def _submitted(result: LineResult) -> dict[str, str]:
    """What was handed in: the expression as it was read, else a digest of the code."""
    if result.verdict.understood is not None:
        understood = result.verdict.understood
        return {"expression": understood.plain or understood.latex}
    return {"digest": result.submitted} if result.submitted else {}


def _text(text: str) -> str:
    return shortened(shown(text), _MAX_OUTPUT)


def _number(value: Any) -> float:
    return round(float(value), 6)


def _plain(value: Any) -> Any:
    """Make instructors' data and entries of a leaderboard safe and short, however deep they lie."""
    if isinstance(value, (float, Fraction)):
        return _number(value) if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return shortened(shown(value), _MAX_EXTRA)
    if isinstance(value, dict):
        return {shown(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
