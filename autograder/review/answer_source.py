"""The code of an answer as it was handed in, found in the download that the run was made from."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from tempfile import gettempdir

from autograder.authoring.answer_code import answer_code
from autograder.authoring.refusal import AuthoringError
from autograder.course import Assignment, CourseError, find_course
from autograder.grading.contents import SubmissionError
from autograder.grading.documents import answer_text
from autograder.grading.reference import Reference
from autograder.grading.rubric import Rubric, RubricError, RubricLine, read_rubric
from autograder.grading.submission import Submission
from autograder.grading.submitted import answering_functions, submitted_digests
from autograder.handed_in import read
from autograder.intake.download import IntakeError
from autograder.intake.hand_in import HandIn
from autograder.intake.read import read_intake
from autograder.records.kept import KeptLine
from autograder.records.manifest import Manifest
from autograder.report.text import shown

__all__ = ["AnswerSources"]

_LONGEST = 60_000
# Files beyond this are not taken apart: trees take three hundred times as much as their text.
_MOST_PARSED = 512 << 10
_UNREADABLE = (
    AuthoringError, CourseError, IntakeError, RubricError, SubmissionError, OSError,
)  # fmt: skip


class AnswerSources:
    """Finds the code of answers; the download is read when the first one is asked for.

    Args:
        manifest: What the run is about, and was made from.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def find(self, submission: str, line: RubricLine, answer: KeptLine | None) -> tuple[str, str]:
        """Return the code of an answer, or nothing and why.

        Args:
            submission: Whose, by its id.
            line: The line.
            answer: The answer as it was graded.
        """
        if answer is None:
            return "", "nothing was handed in for this line"
        try:
            hand_in = self._hand_ins.get(submission)
            if hand_in is None or hand_in.handed_in.fault:
                return "", "the download does not have this submission any more"
            with hand_in.source.open() as folder:
                found = read(folder, self._rubric, self._assignment)
                written = _in_latex(found, line)
                if line.question_file in found.answered:
                    sources = found.imports(line.question_file).sources
                elif written:
                    sources = {}
                else:
                    return "", f"there is no file that answers {line.question_file}"
                digest = submitted_digests(found, self._functions, [line])[line.number]
            if answer.submitted not in ("", digest):
                return "", "the download has another answer by now than the one that was graded"
            function = self._functions.get(line.number, "")
            code = _code(sources, line.question_file, function) if sources else ""
            return _cut("\n\n".join(filter(None, (code, written)))), ""
        except _UNREADABLE as error:
            return "", f"the code cannot be shown: {error}"

    @cached_property
    def _assignment(self) -> Assignment:
        return find_course(Path(self._manifest.course)).assignment(self._manifest.assignment)

    @cached_property
    def _rubric(self) -> Rubric:
        return read_rubric(self._assignment.rubric)

    @cached_property
    def _functions(self) -> Mapping[str, str]:
        return answering_functions(Reference.read(self._assignment.reference).sources)

    @cached_property
    def _hand_ins(self) -> Mapping[str, HandIn]:
        asked = self._manifest.asked
        if "input" not in asked:
            raise IntakeError("the run does not say which download it was made from")
        names = re.compile(asked["names"]) if "names" in asked else None
        # What is unpacked there is removed again each time.
        intake = read_intake(Path(asked["input"]), names=names, unpack=Path(gettempdir()))
        return {one.handed_in.id: one for one in intake.hand_ins}


def _in_latex(submission: Submission, line: RubricLine) -> str:
    """Return what documents have as an answer to a line; empty where there is nothing."""
    texts = [
        f"% In {shown(document.path)}:\n\n{text}"
        for document in submission.documents.values()
        if (text := answer_text(document.source, line.number))
    ]
    return "" if line.code else "\n\n".join(texts)


def _code(sources: Mapping[str, bytes], file: str, function: str) -> str:
    """Return a function as it was written, and then what it reaches; else the whole file."""
    if sum(map(len, sources.values())) > _MOST_PARSED:
        return _whole_file(sources[file], "too large to be taken apart")
    try:
        whole = answer_code(sources, file, function)
        others = [node for node in ast.parse(whole).body if getattr(node, "name", "") != function]
        reached = "\n\n".join(ast.unparse(node) for node in others)
        own = _as_written(sources[file], function)
    except (AuthoringError, SyntaxError, ValueError, RecursionError, MemoryError) as error:
        # A file can be made so that nothing takes it apart.
        return _whole_file(sources[file], shown(str(error)))
    if not own:
        return whole
    return f"{own}\n\n\n# What it uses, without comments:\n\n{reached}\n" if reached else own


def _whole_file(source: bytes, reason: str) -> str:
    return f"# The whole file: {reason}\n\n{source.decode('utf-8', 'replace')}"


def _as_written(source: bytes, function: str) -> str:
    """Return the last definition of a function with its comments; nothing where there is none."""
    text = source.decode("utf-8", "replace")
    found = [
        node
        for node in ast.parse(text).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == function
    ]
    if not found:
        return ""
    first = min([found[-1].lineno, *(mark.lineno for mark in found[-1].decorator_list)])
    lines = re.split(r"\r\n|\n|\r", text)
    return "\n".join(lines[first - 1 : found[-1].end_lineno])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n# … and so on"
