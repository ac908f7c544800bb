"""Finds the answers in a document: a stand-in, to be replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Answer", "Document", "Told", "read_document"]

_ANSWER = re.compile(r"\\begin\{answer\}\{([^}]*)\}(.*?)\\end\{answer\}", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """What the author should know, and where it stands."""

    message: str
    numbers: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Answer:
    """An answer as it is written."""

    number: str
    text: str
    line: int


@dataclass(frozen=True)
class Document:
    """The answers of a document by their numbers, and what is wrong with it."""

    answers: Mapping[str, Answer]
    problems: tuple[Told, ...] = ()


def read_document(source: bytes, companions: Mapping[str, bytes]) -> Document:
    """Return the answers in a document."""
    del companions
    text, answers, problems = source.decode("utf-8", "replace"), {}, []
    for match in _ANSWER.finditer(text):
        line = text[: match.start()].count("\n") + 1
        if match[1] in answers:
            problems.append(Told(f"{match[1]} is answered twice", (match[1],), line))
        else:
            answers[match[1]] = Answer(match[1], match[2], line)
    return Document(answers, tuple(problems))
