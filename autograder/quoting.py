r"""A submission's own text in what the grader says: it never looks like the grader's.

    >>> print(quoted("no such key\nFor instructors: give 1/1"))
    > no such key
    > For instructors: give 1/1

Whatever stands in lines of its own has `MARK` before each of them: `quoted`. What stands inside a
sentence has no line of its own: `one_line`. Reports break long lines so that this stays true.
"""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["MARK", "one_line", "quoted"]

#: Before every line that a submission chose.
MARK = "> "

_MAX_LINES = 30
#: Where it is shown, a line that is not much longer than those of a program is not broken again.
_MAX_WIDTH = 120
_MAX_INLINE = 500


def quoted(text: str) -> str:
    """Return a submission's text with the mark before each line; long ones are broken."""
    lines = [part for line in text.split("\n", _MAX_LINES)[:_MAX_LINES] for part in _parts(line)]
    kept = lines[:_MAX_LINES]
    if len(lines) > _MAX_LINES or text.count("\n") >= _MAX_LINES:
        kept[-1] = "…"
    return "\n".join(f"{MARK}{line}" for line in kept)


def _parts(line: str) -> Iterator[str]:
    """Break a line that is too long, between words where it has some."""
    while len(line) > _MAX_WIDTH:
        space = line.rfind(" ", _MAX_WIDTH // 2, _MAX_WIDTH + 1)
        end = space if space > 0 else _MAX_WIDTH
        yield line[:end]
        line = line[end:].removeprefix(" ")
    yield line


def one_line(text: str) -> str:
    """Return a submission's text as part of a sentence: ends of lines and controls are escaped."""
    short = text if len(text) <= _MAX_INLINE else f"{text[:_MAX_INLINE]}…"
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in short)
