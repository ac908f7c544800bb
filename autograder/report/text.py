"""Text that is safe to show wherever a report goes, and not too long for it."""

from __future__ import annotations

__all__ = ["reruns_text", "shortened", "shown"]

from autograder.grading.device_runs import Reruns
from autograder.quoting import MARK

_KEPT_CONTROLS = "\n\t"


def shown(text: str) -> str:
    """Return valid UTF-8 text without control characters; those are written out as escapes."""
    valid = text.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() or c in _KEPT_CONTROLS else _escape(c) for c in valid)


def shortened(text: str, limit: int) -> str:
    """Cut a text in its middle, where least is lost, to ``limit`` characters."""
    if len(text) <= limit:
        return text
    mark = f"\n[… {len(text) - limit} characters left out …]\n"
    kept = max(0, limit - len(mark) - len(MARK))
    end = len(text) - kept // 2
    # What is left of a line is marked as the line was, and begins none of its own.
    begun = text.rfind("\n", 0, end) + 1
    again = "" if end in (begun, len(text)) else MARK if text.startswith(MARK, begun) else "… "
    return text[: kept - kept // 2] + mark + again + text[end:]


def reruns_text(reruns: Reruns) -> list[str]:
    """Return what is said of lines that ran once more on another device, one text for each."""
    title = f"On {reruns.device}, for information and without points:"
    lines = [
        f"{again.line.number}{f' in {again.dtype}' if again.dtype else ''}: {again.text}"
        for again in reruns.results
    ]
    ended = [f"It was not used: {reruns.reason}" if not lines else f"It ended: {reruns.reason}"]
    return [title, *lines, *(ended if reruns.reason else [])]


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()
