r"""Finds the answers in a document: ``\begin{answer}{2.2.unrolled} … \end{answer}``.

Of the preamble, and of files beside the document that it reads, the macros count and nothing else.
What is wrong with one answer costs that answer.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .macros import Macro, collect
from .tokens import MAX_LENGTH, Problem, Token, tokenize

__all__ = ["Answer", "Document", "Told", "read_document"]

_ANSWER = "answer"
_MOST_VERB = 500
#: What is no TeX inside.
_VERBATIM = frozenset({"verbatim", "verbatim*", "lstlisting", "minted", "Verbatim", "comment",
                       "filecontents", "filecontents*"})  # fmt: skip
_BEGINS = re.compile(rb"\\begin\s*\{answer\}")
_READS = frozenset({"input", "include", "usepackage", "RequirePackage", "documentclass", "subfile"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the author should know of the document.

    Attributes:
        message: What is wrong.
        numbers: The lines that it costs.
        line: The line of the file where it stands.
    """

    message: str
    numbers: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        number: The line that it answers.
        text: What is written, with comments.
        line: The line of the file in which it begins.
        tokens: What is written, macros not put in yet.
        trouble: Why it cannot be read, whatever it says.
    """

    number: str
    text: str
    line: int
    tokens: tuple[Token, ...] = ()
    trouble: str = ""

    @property
    def says_something(self) -> bool:
        """Whether anything is written beside comments."""
        return any(token.kind != "space" for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in a document.

    Attributes:
        answers: By the numbers of the lines.
        problems: What is wrong with it.
        text: The whole source.
        macros: What commands stand for.
    """

    answers: Mapping[str, Answer]
    problems: tuple[Told, ...] = ()
    text: str = ""
    macros: Mapping[str, Macro] = field(default_factory=dict)


def read_document(source: bytes, companions: Mapping[str, bytes]) -> Document:
    """Return the answers in a document.

    Args:
        source: The file's bytes.
        companions: Those of the files beside it, by their names; of those that it reads, the
            macros count.
    """
    text, remark = _decoded(source)
    problems = [Told(remark)] if remark else []
    if "\0" in text:
        problems.append(Told("the file has characters that are none (NUL), which are left out"))
        text = text.replace("\0", "")
    try:
        tokens = tokenize(text)
    except Problem:
        told = Told(f"the file has more than {MAX_LENGTH} characters, and is not read")
        return Document({}, (*problems, told), text)
    macros: dict[str, Macro] = {}
    for name in _read_files(tokens):
        content = _companion(name, companions)
        if content is not None:
            macros |= _macros_of(content)
            if _BEGINS.search(content):
                unread = f"answers in {name} are not read: of that file only the macros are"
                problems.append(Told(unread))
    macros |= collect(tokens)
    found = list(_environments(tokens, text))
    problems += [told for told in found if isinstance(told, Told)]
    answers = _by_number([one for one in found if isinstance(one, Answer)], problems)
    return Document(answers, tuple(problems), text, macros)


def _decoded(source: bytes) -> tuple[str, str]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if source.startswith(mark):
            return _newlines(source.decode(encoding, "replace")), ""
    try:
        return _newlines(source.decode("utf-8")), ""
    except UnicodeDecodeError:
        remark = "the file is not UTF-8, and was read as Latin-1: save it as UTF-8"
        return _newlines(source.decode("latin-1")), remark


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# -------------------------------------------------------------------------------- companions


def _read_files(tokens: Sequence[Token]) -> Iterator[str]:
    for place, token in enumerate(tokens):
        if token.kind == "command" and token.text in _READS:
            rest = place + 1
            if rest < len(tokens) and tokens[rest].text == "[":
                while rest < len(tokens) and tokens[rest].text != "]":
                    rest += 1
                rest += 1
            for name in _group(tokens, rest)[0].split(","):
                yield name.strip()


def _companion(name: str, companions: Mapping[str, bytes]) -> bytes | None:
    base = name.removeprefix("./")
    for end in ("", ".tex", ".sty", ".cls"):
        if base + end in companions:
            return companions[base + end]
    return None


def _macros_of(content: bytes) -> dict[str, Macro]:
    try:
        return collect(tokenize(_decoded(content)[0]))
    except Problem:
        return {}


# ------------------------------------------------------------------------------ environments


def _environments(tokens: Sequence[Token], text: str) -> Iterator[Answer | Told]:
    place = 0
    first, last = _extent(tokens)
    opened: tuple[str, int, int] | None = None  # number, place of its body, where it begins
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token.kind == "command" and token.text == "verb":
            place = _behind_verb(tokens, place)
            continue
        if token.kind != "command" or token.text not in ("begin", "end"):
            continue
        name, after = _group(tokens, place)
        if token.text == "begin" and name in _VERBATIM:
            place = _behind(tokens, after, name)
        elif name == _ANSWER and token.text == "begin":
            if opened is not None:
                yield from _unclosed(opened, tokens[opened[1] : place - 1], text)
            number, body = _number(tokens, after)
            opened, place = (number, body, token.position), body
        elif name == _ANSWER:
            if opened is None:
                line = _line(text, token.position)
                yield Told(r"an \end{answer} without its \begin{answer}", (), line)
            elif opened[2] < first or opened[2] > last:
                line = _line(text, opened[2])
                told = f"the answer to {opened[0]} stands outside of the document, and is not read"
                yield Told(told, (), line)
            else:
                yield _answer(opened, tokens[opened[1] : place - 1], text, token.position)
            opened, place = None, after
    if opened is not None:
        yield from _unclosed(opened, tokens[opened[1] :], text)


def _extent(tokens: Sequence[Token]) -> tuple[int, int]:
    r"""Return between which places ``document`` stands; where it is not named, all of them."""
    first, last = -1, tokens[-1].position + 1 if tokens else 0
    for place, token in enumerate(tokens):
        if token.kind == "command" and token.text in ("begin", "end"):
            if _group(tokens, place + 1)[0] != "document":
                continue
            if token.text == "end":
                return first, token.position
            first = token.position
    return first, last


def _behind_verb(tokens: Sequence[Token], place: int) -> int:
    r"""Return the place behind ``\verb|…|``."""
    for end in range(place + 1, min(len(tokens), place + _MOST_VERB)):
        if tokens[end].text == tokens[place].text:
            return end + 1
    return place


def _unclosed(
    opened: tuple[str, int, int], tokens: Sequence[Token], text: str
) -> Iterator[Answer | Told]:
    number, _, position = opened
    reason = rf"\begin{{answer}}{{{number}}} has no \end{{answer}} before the next answer begins"
    yield Told(reason, (number,), _line(text, position))
    end = tokens[-1].position + 1 if tokens else len(text)
    answer = _answer(opened, tokens, text, end)
    yield Answer(number, answer.text, answer.line, answer.tokens, reason)


def _answer(opened: tuple[str, int, int], tokens: Sequence[Token], text: str, end: int) -> Answer:
    number, _, position = opened
    start = tokens[0].position if tokens else end
    return Answer(number, text[start:end], _line(text, position), tuple(tokens))


def _by_number(answers: Sequence[Answer], problems: list[Told]) -> dict[str, Answer]:
    """Return one answer for each number: of several that differ, none can be read."""
    found: dict[str, Answer] = {}
    for answer in answers:
        before = found.get(answer.number)
        if before is None or not before.says_something:
            found[answer.number] = answer
        elif answer.says_something and _words(answer) != _words(before):
            reason = (
                f"{answer.number} is answered in line {before.line} and in line {answer.line}: "
                "which is meant?"
            )
            problems.append(Told(reason, (answer.number,), answer.line))
            found[answer.number] = Answer(
                answer.number, answer.text, answer.line, answer.tokens, reason
            )
    return found


def _words(answer: Answer) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in answer.tokens if token.kind != "space"]


def _number(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """Return the number of an answer, with what stands in square brackets left aside."""
    number, after = _group(tokens, place)
    if number:
        return number, after
    rest = place
    while rest < len(tokens) and tokens[rest].kind == "space":
        rest += 1
    return _group(tokens, _after_option(tokens, rest))


def _after_option(tokens: Sequence[Token], place: int) -> int:
    """Return the place behind what stands in square brackets."""
    if place < len(tokens) and (tokens[place].kind, tokens[place].text) == ("char", "["):
        for end in range(place, min(len(tokens), place + 100)):
            if tokens[end].text == "]":
                return end + 1
    return place


def _group(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """Return the text of the group that follows, and the place behind it; empty if none does."""
    start = place
    while place < len(tokens) and tokens[place].kind == "space":
        place += 1
    if place >= len(tokens) or tokens[place].kind != "begin":
        return "", start
    text = ""
    for end in range(place + 1, min(len(tokens), place + 200)):
        token = tokens[end]
        if token.kind == "end":
            return text.strip(), end + 1
        if token.kind != "space" and (token.kind != "command" or token.text == "_"):
            text += token.text
    return "", start


def _behind(tokens: Sequence[Token], place: int, name: str) -> int:
    """Return the place behind the end of an environment in which nothing is read."""
    while place < len(tokens):
        if tokens[place].kind == "command" and tokens[place].text == "end":
            found, after = _group(tokens, place + 1)
            if found == name:
                return after
        place += 1
    return place


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
