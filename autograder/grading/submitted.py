"""What was submitted for each line, as a digest: for instructors, who want to see equal answers.

The digest is of the function that answers the line and of all that it reaches (see
`autograder.grading.code_digest`), so two answers have the same one when they differ in layout,
comments, docstrings and local names only. Where it cannot be had, because a file does not parse or
takes too much, the file's bytes stand for it. Of a line that a document in LaTeX answers, it is of
the document as well. It always comes in bounded time, and never fails.
"""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from .documents import answered_numbers
from .rubric import RubricLine
from .submission import Submission

__all__ = ["answering_functions", "submitted_digests"]

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from autograder.grading.code_digest import main; main()"
)
# For each question file; honest ones take a tenth of a second.
_CPU_SECONDS = 2
_WALL_SECONDS = 8
_MEMORY = 384 << 20
# Files beyond these are not looked into: trees take three hundred times as much as their text.
_MAX_FILE = 256 << 10
_MAX_TOTAL = 1 << 20


def submitted_digests(
    submission: Submission, functions: Mapping[str, str], lines: Iterable[RubricLine]
) -> dict[str, str]:
    """Return a digest for each line that is answered in a file or a document, by their numbers.

    Args:
        submission: What was handed in.
        functions: The function that answers each line, by the line's number.
        lines: The lines.
    """
    lines = tuple(lines)
    by_file: dict[str, list[RubricLine]] = {}
    for line in lines:
        if line.question_file in submission.answered:
            by_file.setdefault(line.question_file, []).append(line)
    requests = {}
    for file, group in by_file.items():
        names = {functions[line.number] for line in group if line.number in functions}
        texts, opaque = _texts(submission.imports(file).sources, file)
        if file in texts:
            known = {"file": file, "names": sorted(names), "texts": texts, "opaque": opaque}
            requests[file] = known
    found = dict(_reached(requests))
    digests = {}
    for file, group in by_file.items():
        whole = hashlib.sha256(submission.imports(file).sources[file]).hexdigest()
        for line in group:
            digests[line.number] = found.get((file, functions.get(line.number, ""))) or whole
    for document in submission.documents.values():
        numbers = answered_numbers(document.source)
        parts = (document.source, *(document.companions[name] for name in document.companions))
        written = "".join(hashlib.sha256(part).hexdigest() for part in parts)
        for line in lines:
            if line.number in numbers and not line.code:
                both = f"{digests.get(line.number, '')}{written}"
                digests[line.number] = hashlib.sha256(both.encode()).hexdigest()
    return digests


def answering_functions(reference: Mapping[str, bytes]) -> dict[str, str]:
    """Return the name of the function that answers each question, as the reference declares it."""
    functions = {}
    for source in reference.values():
        # One that does not parse is the grader's fault, which its lines tell.
        with suppress(SyntaxError):
            for node in ast.parse(source).body:
                if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                    for number in _declared(node.decorator_list):
                        functions[number] = node.name
    return functions


def _declared(decorators: Iterable[ast.expr]) -> Iterator[str]:
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and decorator.args:
            name = ast.unparse(decorator.func).rpartition(".")[2]
            number = decorator.args[0]
            if name == "question" and isinstance(number, ast.Constant):
                yield str(number.value)


def _reached(
    requests: Mapping[str, Mapping[str, Any]],
) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the digests of files' functions, as far as they come within the limits.

    Args:
        requests: What is asked of each file, as `code_digest.main` reads it.
    """
    if not requests:
        return
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _PROGRAM, str(_ROOT)]
    try:
        output = subprocess.run(
            [*command, str(_CPU_SECONDS), str(_WALL_SECONDS), str(_MEMORY)],
            input=json.dumps(list(requests.values())).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=_WALL_SECONDS * (1 + len(requests)),
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as late:
        output = late.stdout or b""
    except OSError:
        return
    files = list(requests)
    for line in output.splitlines(keepends=True):
        if line.endswith(b"\n"):
            place, name, digest = json.loads(line)
            yield (files[place], name), digest


def _texts(sources: Mapping[str, bytes], file: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the text of the files that are looked into, and a digest of each of the others."""
    texts, opaque = {}, {}
    room = _MAX_TOTAL
    for path in sorted(sources, key=lambda path: (path != file, path)):
        content = sources[path]
        text = _text(content) if len(content) <= min(_MAX_FILE, room) else None
        if text is None:
            opaque[path] = hashlib.sha256(content).hexdigest()
        else:
            room -= len(content)
            texts[path] = text
    return texts, opaque


def _text(content: bytes) -> str | None:
    """Decode UTF-8; what names another encoding stays bytes, since decoders may take any time."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
