"""Writes what a student reads about a submission of tests/submissions/ as a page of these docs.

    python docs/example.py hw2022 typical > docs/example-hw2022.md

Nothing of what instructors read is in it, and of an answer as it was read only the plain text: its
LaTeX is left out. Run it again where points or messages have changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]

HEAD = """\
# What a student reads: {assignment}, the submission `{name}`

The answers are those of `tests/submissions/{assignment}/{name}`: right ones, wrong ones, half right
ones and a slip, as they are handed in. This is the feedback, line by line, as Gradescope shows it;
choices and statements only after grades are published. The page is written by

```bash
.venv/bin/python docs/example.py {assignment} {name} > docs/example-{assignment}.md
```

**{score} of {maximum} points**
"""


def graded(submission: Path) -> dict[str, Any]:
    """Return the content of `results.json`."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "autograder", "grade", str(submission), "--quiet"]
        subprocess.run([*command, "--out", out], check=True, cwd=PROJECT)
        content: dict[str, Any] = json.loads((Path(out) / "results.json").read_text())
        return content


def page(assignment: str, name: str, results: dict[str, Any]) -> str:
    """Return the page as Markdown: every line with its points and what is said."""
    maximum = sum(test["max_score"] for test in results["tests"])
    points = {"score": f"{results['score']:g}", "maximum": f"{maximum:g}"}
    parts = [HEAD.format(assignment=assignment, name=name, **points)]
    for test in results["tests"]:
        score = f"{test['score']:.3f}".rstrip("0").rstrip(".")
        parts.append(f"## {test['number']}: {score} of {test['max_score']:g}\n\n{test['name']}\n")
        said = [text for text in test["output"].splitlines() if not text.startswith("In LaTeX: ")]
        if said:
            parts.append("\n".join(["```text", *said, "```", ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    assignment, name = sys.argv[1:]
    submission = PROJECT / "tests" / "submissions" / assignment / name
    sys.stdout.write(page(assignment, name, graded(submission)))
