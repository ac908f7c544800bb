"""Pages of the documentation as what they are: files to write, and commands to run.

A block of code belongs to the file that the paragraph above it names last; several blocks of one
file are put together in their order. A table of variants belongs to the folder that the paragraph
above it names. Tests import it by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(
    r"([^\n]+(?:\n[^\n]+)*)\n\n"  # the paragraph above
    r"(?:```(\w+)\n(.*?)```|(\| file \| earns \| returns \|\n(?:\|[^\n]*\n)+))",
    re.DOTALL,
)
_PATH = re.compile(r"`((?:reference|tests)/[\w./]+(?:\.py|/))`")
_COMMAND = re.compile(r"^(?:autograder|cp|pytest) [^#\n]*", re.MULTILINE)
_SHOWN = re.compile(r"^(?:    |\$ )?(?:\.venv/bin/)?autograder ([a-z][^#\n|<>&]*)", re.MULTILINE)
_ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| `([^`]+)` \|$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """A file, the rows of a table of variants for a folder, commands, or text for no file."""

    path: str = ""
    text: str = ""
    rows: tuple = ()
    commands: tuple = ()


def parts_of(page):
    """Yield what a page has to be done with, from top to bottom."""
    for above, language, text, table in _BLOCK.findall((DOCS / page).read_text()):
        paths = _PATH.findall(above)
        if language == "bash":
            yield Part(commands=tuple(command.strip() for command in _COMMAND.findall(text)))
        elif table:
            yield Part(paths[-1], rows=tuple(_ROW.findall(table)))
        elif language == "python":
            yield Part(paths[-1] if paths else "", text)


def files_of(page):
    """Return the files that a page writes down: paths in the course, with their text."""
    files = {}
    for part in parts_of(page):
        if part.text and part.path:
            before = files.get(part.path, "")
            files[part.path] = f"{before}\n\n{part.text}" if before else part.text
    return files


def shown(path):
    """Return the arguments of each of our commands that a page shows in a block."""
    return {arguments.strip() for arguments in _SHOWN.findall(path.read_text())}


def write_course(root, files):
    """Write a course."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
