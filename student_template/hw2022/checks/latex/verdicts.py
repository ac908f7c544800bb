"""Verdicts in words: true or false, one of several options, several claims at once.

Nothing is guessed: where words speak for both sides, one word is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from .layout import Row, plain, rows_of
from .listed import listed
from .setting import Declared
from .tokens import Problem, tokenize

__all__ = ["claims_of", "is_verdict", "option_of", "truth_of"]

_TRUE = "true yes ja wahr richtig correct right t y ✓ ✔ ☑ ⊤ wahr."
_FALSE = "false no nein falsch incorrect wrong f n ✗ ✘ ☒ × ⊥ untrue"
_WORDS: Mapping[str, bool] = {
    **dict.fromkeys(_TRUE.split(), True),
    **dict.fromkeys(_FALSE.split(), False),
}
_LEADING = frozenset(listed("true false yes no ja nein wahr falsch ✓ ✔ ✗ ✘ correct incorrect"))
_REASON = r"because|since|as|for|weil|da|denn|by|if we|due"
_LEAD = re.compile(rf"(\w+|[✓✔✗✘])\s*(?:[.,;:!(—–]|-(?!\w)|$|\b(?:{_REASON})\b)(.*)", re.DOTALL)
_CLAUSES = re.compile(r"[.,;:!?()—–]+|\s-+\s|=")
_STATED = re.compile(
    r"\b(?:is|are|ist|would be|statement|claim|answer|therefore|thus|hence|so)\s+"
    r"(?:also |clearly |thus |therefore |hence |always |just |simply )?"
    r"(not |nicht )?(true|false|wahr|falsch|correct|incorrect|wrong|yes|no)$"
)
_NEGATIONS = frozenset(
    listed(
        "not nicht never neither nor kein keine isn't doesn't don't cannot can't aren't wouldn't "
        "won't without"
    )
)
_OPEN = re.compile(r"\b(?:whether|if|only|when|unless|would|could|ob|wenn|nur)\b|\?")


def truth_of(rows: Sequence[Row], number: str, position: int = 0) -> bool:
    """Return whether an answer says true or false.

    Args:
        rows: What it says.
        number: The line's, of which the last part may be the word in question: ``1.necessary``.
        position: Where it stands.

    Raises:
        Problem: It says neither, or both.
    """
    text = "\n".join(plain(row.text) for row in rows)
    found = _verdict(text)
    said = _adjectives(text, number.rpartition(".")[2].replace("_", " ").lower())
    verdicts = said | ({found} if found is not None else set())
    if len(verdicts) == 1:
        return verdicts.pop()
    what = "this says both true and false" if verdicts else "neither true nor false"
    raise Problem(f"{what}: write one word, True or False", position)


def is_verdict(text: str) -> bool:
    """Return whether a text is nothing but true or false."""
    return _word(text) is not None


def _word(text: str) -> bool | None:
    return _WORDS.get(plain(text).strip(" .,;:!()[]$\"'").lower())


def _verdict(text: str) -> bool | None:
    """Return the verdict of a text; None where there is none.

    Raises:
        Problem: Parts of it contradict each other.
    """
    whole = _word(text)
    if whole is not None:
        return whole
    lowered = text.lower().replace("’", "'").strip(" \n\"'")
    clauses = [clause.strip() for line in lowered.split("\n") for clause in _CLAUSES.split(line)]
    alone = [_WORDS[c] for c in clauses if c in _WORDS and (len(c) > 1 or not c.isalpha())]
    lead = _LEAD.match(lowered)
    if lead and lead[1] in _LEADING:
        alone.append(_WORDS[lead[1]])
    if not alone:
        alone = list(_stated(clauses))
        hedged = re.search(r"\b(?:but|however|although|unless|aber|jedoch|except)\b", lowered)
        if hedged and alone:
            raise Problem("this says more than true or false: write one word, True or False")
    if len(set(alone)) > 1:
        raise Problem("this says both true and false: write one word, True or False")
    return alone[0] if alone else None


def _stated(clauses: Sequence[str]) -> Iterator[bool]:
    for clause in clauses:
        shortened = re.sub(rf"\s+(?:{_REASON})\b.*", "", clause, flags=re.DOTALL)
        stated = _STATED.search(shortened)
        if stated and not _OPEN.search(shortened):
            yield _WORDS[stated[2]] is not bool(stated[1])


def _adjectives(text: str, word: str) -> set[bool]:
    """Return what a text says of the word that the line is named after."""
    if not word.isascii() or not word.replace(" ", "").isalpha():
        return set()
    found: set[bool] = set()
    for clause in re.split(r"[.,;:!()\n—–]|\bbut\b|\band\b|\baber\b", text.lower()):
        if _OPEN.search(clause):
            continue
        for match in re.finditer(rf"(?<!\w)(in|im|un|non-?)?{re.escape(word)}(?!\w)", clause):
            before = clause[: match.start()].replace("’", "'").split()[-3:]
            is_negated = any(one in _NEGATIONS for one in before)
            if "no" in before or "hardly" in before or "far" in before:
                return set()
            found.add(is_negated is bool(match[1]))
    return found


# -------------------------------------------------------------------------------- options


def option_of(rows: Sequence[Row], options: Sequence[Declared], position: int = 0) -> str:
    """Return the option that an answer names; without any declared, its only words.

    Raises:
        Problem: It names none, or several.
    """
    text = " ".join(plain(row.text) for row in rows)
    if not options:
        return text.strip(" .,;:!\"'")
    lowered = text.lower().replace("’", "'")
    places = _occurrences(lowered, options)
    is_negated = [_is_negated(lowered, places, at) for at in range(len(places))]
    positive = [one for one, negated in zip(places, is_negated, strict=True) if not negated]
    names = {name for _, _, name in positive}
    if len(names) == 1:
        name = next(iter(names))
        if all(
            negated is (one[2] != name) for one, negated in zip(places, is_negated, strict=True)
        ):
            return name
    if places and places[0] in positive and _leads(lowered, places):
        return places[0][2]
    listed = ", ".join(one.name for one in options)
    if len(names) > 1 or (places and not names):
        raise Problem(f"it is not clear which is chosen: write one of {listed} alone", position)
    if places:
        raise Problem(f"write the choice alone, one of {listed}", position)
    raise Problem(f"none of the options is named: write one of {listed}", position)


def _occurrences(text: str, options: Sequence[Declared]) -> list[tuple[int, int, str]]:
    """Return where options are named, the longest name at each place."""
    found: list[tuple[int, int, str]] = []
    for option in options:
        for form in (option.name, *option.tex):
            for row in rows_of(tokenize(form)) or [Row((form,))]:
                phrase = re.escape(plain(row.text).lower()).replace(r"\ ", r"[\s-]+")
                pattern = rf"(?<![\w^-]){phrase}(?![\w^]|-\w)"
                found += [(m.start(), m.end(), option.name) for m in re.finditer(pattern, text)]
    found.sort(key=lambda one: (one[0], -one[1]))
    kept: list[tuple[int, int, str]] = []
    for one in found:
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _is_negated(text: str, places: Sequence[tuple[int, int, str]], at: int) -> bool:
    start, end, _ = places[at]
    earlier = places[at - 1][1] if at else 0
    later = places[at + 1][0] if at + 1 < len(places) else len(text)
    before = re.split(r"[.,;:!()—]|\bbut\b", text[earlier:start])[-1].split()[-3:]
    after = re.split(r"[.,;:!()—]|\bbut\b", text[end:later])[0].split()[:2]
    if "than" in before and "rather" not in before:
        return False
    return any(one in _NEGATIONS for one in (*before, *after)) or "than" in before


def _leads(text: str, places: Sequence[tuple[int, int, str]]) -> bool:
    """Return whether the option that comes first is the answer, and the rest says why."""
    start, end, name = places[0]
    if text[:start].strip(" \"'(*:") not in ("", "answer", "the", "use", "we use", "i choose"):
        return False
    rest = text[end:].lstrip(" \"')*")
    if not re.match(rf"[.,;:(—–]|-\s|(?:{_REASON}|rather)\b", rest):
        return False
    bare = re.sub(r"^[\s.,;:(—–/&-]+", "", rest)
    following = next((p for p in places if p[0] >= end), None)
    if following is None:
        return True
    is_next = bare.startswith(text[following[0] : following[1]])
    if (
        following[2] != name and is_next and not re.match(r"[\w-]+\s+\w+", text[following[0] :])
    ):  # a mere list of options
        return False
    return not re.match(r"(?:or|and|oder|und|as well|also)\b", bare)


# --------------------------------------------------------------------------------- claims

_PAIR = re.compile(
    r"\W{0,4}(?:statements?|claims?|aussage)?\s?\(?(\d{1,2})\)?\s?(?:[.):=–—→-]|is\b|ist\b){0,3}\s?"
    r"(true|false|yes|no|wahr|falsch|ja|nein|correct|incorrect|right|wrong|[tfyn✓✔✗✘⊤⊥])"
    r"(?![\w])",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\W{0,4}(?:and |und )?(?:(?:statements?|claims?|nos?\.?|numbers?)\s+)?"
    r"((?:\(?\d{1,2}\)?(?:\s?(?:,|and|und|&)\s?){1,2}){0,30}\(?\d{1,2}\)?)\s*(?::|=|is|are|sind|ist)?\s*"
    r"(true|false|wahr|falsch|correct|incorrect|right|wrong)\b\W{0,4}",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\W{0,4}(?:and |und )?(?:the )?(true|false|wahr|falsch|correct|incorrect|right|wrong)"
    r"(?:\s+(?:statements?|claims?))?\s*(?::|=|is|are|sind|ist)\s*"
    r"((?:\(?\d{1,2}\)?(?:\s?(?:,|and|und|&)\s?){1,2}){0,30}\(?\d{1,2}\)?)(?=\W|$)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:statements?|claims?|aussage)?\s*[(#]?(\d{1,2})[.):]*", re.IGNORECASE)


def claims_of(rows: Sequence[Row], position: int = 0) -> dict[int, bool]:
    """Return the verdicts on several statements, by their numbers.

    Raises:
        Problem: It is not clear what is said of which statement.
    """
    for read in (_table, _across, _in_a_row, _items):
        found = read(rows, position)
        if found:
            return found
    raise Problem(
        "it is not clear which statement is true: write a list, 1. True, 2. False, …", position
    )


def _joined(rows: Sequence[Row]) -> str:
    numbered = (f"{row.number}. {row.text}" if row.number else row.text for row in rows)
    return plain("\n".join(numbered))


def _numbered_pairs(pairs: Sequence[tuple[int, bool]], position: int) -> dict[int, bool]:
    found: dict[int, bool] = {}
    for number, verdict in pairs:
        if found.setdefault(number, verdict) is not verdict:
            raise Problem(f"statement {number} is called true and false", position)
    return found


def _in_a_row(rows: Sequence[Row], position: int) -> dict[int, bool]:
    """Read ``1. true, 2. false``, ``1, 3 are true; 2 is false``, and ``TFFT``."""
    text = _joined(rows)
    for pattern, turned in ((_PAIR, False), (_GROUP, False), (_TURNED, True)):
        found = pattern.findall(text)
        if found and not pattern.sub("", text).strip(" .,;()|&$and"):
            pairs = [(second, first) if turned else (first, second) for first, second in found]
            return _numbered_pairs(
                [
                    (int(number), _WORDS[verdict.lower()])
                    for numbers, verdict in pairs
                    for number in re.findall(r"\d+", numbers)
                ],
                position,
            )
    if any(row.number for row in rows):
        return {}
    compact = re.sub(r"[\s,;.()\[\]|&]+", "", text)
    if len(compact) > 1 and re.fullmatch(r"[TFtf]+|[YNyn]+|[✓✔✗✘]+", compact):
        return {n: _WORDS[letter.lower()] for n, letter in enumerate(compact, 1)}
    words = [word for word in re.split(r"[\s,;()\[\]|&]+|\band\b", text) if word]
    if len(words) > 1 and all(is_verdict(word) for word in words):
        return {n: bool(_word(word)) for n, word in enumerate(words, 1)}
    return {}


def _table(rows: Sequence[Row], position: int) -> dict[int, bool]:
    """Read rows of a number, perhaps the statement, and a verdict in a cell of its own."""
    table = [row for row in rows if len(row.cells) > 1]
    pairs = []
    for row in table:
        number = _NUMBERED.fullmatch(plain(row.cells[0]).strip())
        verdicts = [_word(cell) for cell in row.cells[1:] if is_verdict(cell)]
        if number and len(verdicts) == 1:
            pairs.append((int(number[1]), verdicts[0]))
        elif number and len(verdicts) > 1:
            return {}
    return _numbered_pairs([(n, bool(v)) for n, v in pairs], position)


def _across(rows: Sequence[Row], _: int) -> dict[int, bool]:
    """Read a row of numbers above a row of verdicts."""
    for above, below in pairwise(rows):
        if len(above.cells) != len(below.cells) or len(above.cells) < 2:
            continue
        pairs = [
            (number, _word(verdict))
            for name, verdict in zip(above.cells, below.cells, strict=True)
            if (number := _NUMBERED.fullmatch(plain(name)))
        ]
        if len(pairs) > 1 and all(verdict is not None for _, verdict in pairs):
            return {int(number[1]): bool(verdict) for number, verdict in pairs}
    return {}


def _items(rows: Sequence[Row], position: int) -> dict[int, bool]:
    """Read an item for each statement: its number, and a verdict with its reason."""
    pairs = []
    is_plain_list = not any(row.number for row in rows)
    for place, row in enumerate(rows, 1):
        text = plain(row.text)
        number = row.number
        start = re.match(r"(?:statement|claim|aussage)?\s*[(#]?(\d{1,2})(?:[.):]+|\s*[—–-]|\s)\s*",
                         text, re.IGNORECASE)  # fmt: skip
        if start and (is_plain_list or int(start[1]) == number):
            number, text = int(start[1]), text[start.end() :]
        try:
            verdict = _verdict(text)
        except Problem as problem:
            raise Problem(f"statement {number or place}: {problem.message}", row.position) from None
        if verdict is None and (number or is_plain_list):
            if number:
                raise Problem(f"statement {number}: neither true nor false", row.position)
            continue
        if verdict is not None:
            pairs.append((number, verdict))
    if pairs and not any(number for number, _ in pairs):
        pairs = [(place, verdict) for place, (_, verdict) in enumerate(pairs, 1)]
    if any(not number for number, _ in pairs):
        raise Problem("number the statements: 1. True, 2. False, …", position)
    return _numbered_pairs(pairs, position)
