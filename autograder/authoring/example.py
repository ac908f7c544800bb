"""What a student reads about a submission, as a page: for those who hand a question out.

Nothing of what instructors read is in it, and of an answer as it was read only the plain text: its
LaTeX is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["page"]

_HEAD = """\
# What a student reads: {assignment}, the submission `{name}`

The answers are those of `tests/submissions/{assignment}/{name}`, as they are handed in. This is the
feedback, line by line, as Gradescope shows it; choices and statements only after grades are
published. The page is written by

```bash
autograder example {name} --assignment {assignment}
```

**{score} of {maximum} points**
"""


def page(assignment: str, name: str, results: Mapping[str, Any]) -> str:
    """Return the page as Markdown: every line with its points and what is said.

    Args:
        assignment: Its name.
        name: The submission's.
        results: The content of its ``results.json``.
    """
    maximum = sum(test["max_score"] for test in results["tests"])
    points = {"score": f"{results['score']:g}", "maximum": f"{maximum:g}"}
    parts = [_HEAD.format(assignment=assignment, name=name, **points)]
    for test in results["tests"]:
        score = f"{test['score']:.3f}".rstrip("0").rstrip(".")
        parts.append(f"## {test['number']}: {score} of {test['max_score']:g}\n\n{test['name']}\n")
        said = [text for text in test["output"].splitlines() if not text.startswith("In LaTeX: ")]
        if said:
            parts.append("\n".join([f"{_fence(said)}text", *said, _fence(said), ""]))
    return "\n".join(parts)


def _fence(said: list[str]) -> str:
    """Return a fence that no line of the text closes."""
    fence = "```"
    while any(text.strip().startswith(fence) for text in said):
        fence += "`"
    return fence
