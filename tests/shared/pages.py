"""The courses that pages of the documentation write down, block by block.

A block of code belongs to the file that the paragraph above it names last; several blocks of one
file are put together in their order. Tests import it by its name.
"""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"([^\n]+(?:\n[^\n]+)*)\n\n```(\w+)\n(.*?)```", re.DOTALL)
_PATH = re.compile(r"`((?:reference|tests)/[\w./]+\.(?:py|txt))`")
_COMMAND = re.compile(r"^(?:\$ )?(autograder [^#\n]*)", re.MULTILINE)


def files_of(*pages):
    """Return the files that pages write down: paths in the course, with their text."""
    files = {}
    for page in pages:
        for above, language, text in _BLOCK.findall((DOCS / page).read_text()):
            paths = _PATH.findall(above)
            if language == "python" and paths:
                before = files.get(paths[-1], "")
                files[paths[-1]] = f"{before}\n\n{text}" if before else text
    return files


def commands_of(page):
    """Return the commands of ours that a page shows, each as a line."""
    blocks = _BLOCK.findall((DOCS / page).read_text())
    shell = "\n".join(text for _, language, text in blocks if language == "bash")
    return [command.strip() for command in _COMMAND.findall(shell)]


def write_course(root, files):
    """Write a course."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
