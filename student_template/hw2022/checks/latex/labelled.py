r"""Answers in labelled parts: ``W = \begin{pmatrix}…\end{pmatrix}``, ``p(0\mid 1) = 0.5``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .arrays import array_of
from .cutting import cut, environment_name, level
from .layout import plain, rows_of
from .setting import Declared, Setting
from .tokens import Problem, Token, tokenize

__all__ = ["parts_of"]

_KEPT = frozenset({"pmatrix", "bmatrix", "matrix", "array", "smallmatrix", "Bmatrix", "vmatrix",
                   "cases", "psmallmatrix", "bsmallmatrix"})  # fmt: skip
_BREAKS = frozenset({"\\", "item", "par", "newline", "hline", "quad", "qquad", "midrule",
                     "toprule", "bottomrule", "[", "]"})  # fmt: skip
_LOOKS = frozenset({"mathbf", "boldsymbol", "bm", "mathrm", "text", "textbf", "texttt", "textit",
                    "emph", "mathit", "left", "right", "operatorname", "displaystyle", "bf",
                    "textrm", "mathsf", "(", ")", ",", ";", "!", "tfrac@"})  # fmt: skip
_RELATIONS = frozenset({"=", ":"})
_COMMAND_RELATIONS = frozenset({"coloneqq", "equiv", "colon", "coloneq", "to", "mapsto"})
_BREAK = "break"
_NOTHING = re.compile(r"^(?:|empty|\\?emptyset|\\?varnothing|\\?epsilon|\\?varepsilon|cdot|·|bos|"
                      r"<bos>|start|∅|\(\))$", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Label:
    """Where a part begins, what stands in brackets behind its name, and where its value does."""

    name: str
    start: int
    value: int
    given: tuple[Token, ...] | None = None


def parts_of(tokens: Sequence[Token], setting: Setting) -> dict[str, Any]:
    """Return the parts of an answer by their names.

    Args:
        tokens: The answer, macros put in.
        setting: What the question declares, the parts among it.

    Raises:
        Problem: There is none, or one has two values.
    """
    flat = _flat(tokens)
    labels = _labels(flat, setting.parts)
    found: dict[str, Any] = {}
    tables: dict[str, list[tuple[tuple[Token, ...], tuple[Token, ...]]]] = {}
    for label, value in _with_values(flat, labels):
        if label.given is not None and not _is_argument(label, value):
            tables.setdefault(label.name, []).append((label.given, value))
            continue
        read = _function(label.given, value) or _value(value, setting)
        if label.name in found and found[label.name] != read:
            position = flat[label.start].position
            raise Problem(f"{label.name} has two values: which is meant?", position)
        found[label.name] = read
    for name, entries in tables.items():
        found[name] = _conditional(entries, setting)
    missing = [one.name for one in setting.parts if one.name not in found]
    if len(missing) == 1 and (table := _table(tokens, setting)):
        found[missing[0]] = table
    if not found:
        names = ", ".join(f"{one.tex[0]} = …" for one in setting.parts)
        raise Problem(f"none of the parts is here: write {names}",
                      tokens[0].position if tokens else 0)  # fmt: skip
    return found


def _with_values(
    flat: Sequence[Token], labels: Sequence[_Label]
) -> list[tuple[_Label, tuple[Token, ...]]]:
    """Return what stands behind each label; of ``T = N = 2`` the same behind both."""
    found: list[tuple[_Label, tuple[Token, ...]]] = []
    end = len(flat)
    value: tuple[Token, ...] = ()
    for label in reversed(labels):
        own = _until_break(flat[label.value : end])
        is_empty = not any(_is_shape(token) for token in flat[label.value : end])
        value = value if is_empty and found else own
        found.append((label, value))
        end = label.start
    return found[::-1]


def _table(tokens: Sequence[Token], setting: Setting) -> dict[tuple[int, ...], Any]:
    """Read a table of what is given and the numbers behind it."""
    found: dict[tuple[int, ...], Any] = {}
    for row in rows_of(tokens):
        cells = [plain(cell) for cell in row.cells]
        if len(cells) < 3 or not all(re.fullmatch(r"[\d./ ]+", cell) for cell in cells[1:]):
            continue
        try:
            prefix = _prefix(tokenize(cells[0]), row.position)
        except Problem:
            continue
        is_head = not cells[0] and all(cell == str(n) for n, cell in enumerate(cells[1:]))
        if not is_head:
            numbers = [array_of(tokenize(cell), setting) for cell in cells[1:]]
            _put(found, prefix, numbers, row.position)
    return found


# ------------------------------------------------------------------------------- the text flat


def _flat(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without what sets formulas and lists, with breaks in their place."""
    done: list[Token] = []
    place, depth = 0, 0
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token.kind == "command" and token.text in ("begin", "end"):
            name, after = environment_name(tokens, place)
            if name in _KEPT:
                depth += 1 if token.text == "begin" else -1
                done += tokens[place - 1 : after]
            else:
                done.append(_broken(token))
                if name in ("tabular", "longtable") and token.text == "begin":
                    after = _behind_group(tokens, after)
            place = after
        elif token.is_char("$") or (token.kind == "command" and token.text in _LOOKS):
            done.append(Token("space", " ", token.position))
        elif (token.kind == "space" and token.text == "\n\n") or (
            depth <= 0 and token.kind == "command" and token.text in _BREAKS
        ):
            done.append(_broken(token))
        else:
            done.append(token)
    return done


def _broken(token: Token) -> Token:
    return Token(_BREAK, "", token.position)


def _behind_group(tokens: Sequence[Token], place: int) -> int:
    while place < len(tokens) and tokens[place].kind != "end":
        place += 1
    return place + 1


def _until_break(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return a value: up to where its line, or its sentence, ends."""
    start = 0
    while start < len(tokens) and tokens[start].kind in (_BREAK, "space"):
        start += 1
    depth = 0
    for place in range(start, len(tokens)):
        token = tokens[place]
        depth += level(token)
        if token.kind == _BREAK and depth <= 0:
            return tuple(tokens[start:place])
        is_stop = token.kind == "char" and token.text in ",;" and depth <= 0
        if is_stop:
            return tuple(tokens[start:place])
        if token.kind == "space" and depth <= 0 and _word(tokens, place + 1) in _CONJUNCTIONS:
            return tuple(tokens[start:place])
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        ends = following is None or following.kind in ("space", _BREAK)
        if token.is_char(".") and depth <= 0 and ends:
            return tuple(tokens[start:place])
    return tuple(token for token in tokens[start:] if token.kind != _BREAK)


def _word(tokens: Sequence[Token], place: int) -> str:
    """Return the word that begins at a place, if it is a short one."""
    word = ""
    for token in tokens[place : place + 7]:
        if token.kind != "char" or not token.text.isalpha():
            break
        word += token.text
    return word


_CONJUNCTIONS = frozenset({"and", "so", "let", "with", "where", "for", "thus", "then", "hence",
                           "und", "also", "mit", "since", "as"})  # fmt: skip


# -------------------------------------------------------------------------------------- labels


def _labels(flat: Sequence[Token], parts: Sequence[Declared]) -> list[_Label]:
    forms = [
        (one.name, shape)
        for one in parts
        for text in (*one.tex, one.name)
        if (shape := _shape(tokenize(text)))
    ]
    forms.sort(key=lambda form: -len(form[1]))
    signs = [(place, token) for place, token in enumerate(flat) if _is_shape(token)]
    found: list[_Label] = []
    at = 0
    while at < len(signs):
        label = _label_at(flat, signs, at, forms)
        if label is None:
            at += 1
            continue
        found.append(label)
        while at < len(signs) and signs[at][0] < label.value:
            at += 1
    return found


def _is_shape(token: Token) -> bool:
    return token.kind not in ("space", "begin", "end", _BREAK)


def _shape(tokens: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (token.kind, token.text)
        for token in tokens
        if _is_shape(token) and not (token.kind == "command" and token.text in _LOOKS)
    )


def _label_at(
    flat: Sequence[Token],
    signs: Sequence[tuple[int, Token]],
    at: int,
    forms: Sequence[tuple[str, tuple[tuple[str, str], ...]]],
) -> _Label | None:
    place = signs[at][0]
    before = flat[place - 1] if place else None
    if (
        before is not None
        and before.kind == "char"
        and (before.text.isalnum() or before.text == "\\")
    ):
        return None
    if before is not None and before.kind in ("sub", "sup"):
        return None
    for name, shape in forms:
        following = tuple((t.kind, t.text) for _, t in signs[at : at + len(shape)])
        if following != shape:
            continue
        end = at + len(shape)
        given = None
        if end < len(signs) and signs[end][1].text in ("(", "["):
            stop = _closing(signs, end)
            if stop is None:
                continue
            given = tuple(flat[signs[end][0] + 1 : signs[stop][0]])
            end = stop + 1
        if end < len(signs) and _relates(signs[end][1]):
            while end + 1 < len(signs) and _relates(signs[end + 1][1]):
                end += 1
            return _Label(name, place, signs[end][0] + 1, given)
        spelled = "".join(token.text for _, token in signs[end : end + 2])
        says_word = end + 2 < len(signs) and signs[end + 2][1].text.isalpha()
        if given is None and spelled in ("is", "be") and says_word:
            return _Label(name, place, signs[end + 1][0] + 1)
    return None


def _closing(signs: Sequence[tuple[int, Token]], at: int) -> int | None:
    depth = 0
    for place in range(at, min(len(signs), at + 60)):
        depth += level(signs[place][1])
        if depth <= 0:
            return place
    return None


def _relates(token: Token) -> bool:
    if token.kind in ("command", "align"):
        return token.kind == "align" or token.text in _COMMAND_RELATIONS
    return token.kind == "char" and token.text in _RELATIONS


# -------------------------------------------------------------------------------------- values


def _value(tokens: Sequence[Token], setting: Setting) -> Any:
    try:
        return array_of(tokens, setting)
    except Problem as problem:
        text = plain(" ".join(row.text for row in rows_of(tokens)))
        words = re.sub(r"^(?:the|die|der)\s+", "", text, flags=re.IGNORECASE).strip(" .")
        if not re.fullmatch(r"[A-Za-z][A-Za-z \-]*", words):
            raise problem from None
        return re.sub(r"\s+(?:function|map|activation)$", "", words)


def _is_argument(label: _Label, value: Sequence[Token]) -> bool:
    """Return whether what stands in the brackets is a function's argument: one letter."""
    given = [token for token in label.given or () if token.kind != "space"]
    return (
        len(given) == 1
        and given[0].kind == "char"
        and given[0].text.isalpha()
        and bool(_function(label.given, value))
    )


def _function(given: tuple[Token, ...] | None, value: Sequence[Token]) -> str:
    r"""Return what ``\sigma(x) = x`` and ``\sigma(x) = \tanh x`` are called."""
    if given is None:
        return ""
    letter = "".join(token.text for token in given if token.kind != "space")
    written = "".join(token.text for token in value if token.kind not in ("space", "begin", "end"))
    if written == letter:
        return "identity"
    if written in (f"max(0,{letter})", f"max({letter},0)", f"max{{0,{letter}}}"):
        return "relu"
    named = re.fullmatch(rf"([A-Za-z]+)\(?{re.escape(letter)}\)?", written)
    return named[1] if named and len(named[1]) > 2 else ""


def _conditional(
    entries: Sequence[tuple[tuple[Token, ...], tuple[Token, ...]]], setting: Setting
) -> dict[tuple[int, ...], Any]:
    r"""Read ``p(\cdot\mid 0) = (0.5, 0.5)`` and ``p(1\mid 0) = 0.5``: lists, by what is given."""
    found: dict[tuple[int, ...], Any] = {}
    singly: dict[tuple[int, ...], dict[int, Any]] = {}
    for given, value in entries:
        sides = cut(given, _is_bar)
        position = given[0].position if given else 0
        read = array_of(value, setting)
        if isinstance(read, list):
            prefix = _prefix(sides[-1], position)
            _put(found, prefix, read, position)
            continue
        if len(sides) == 1 and setting.parts:
            words: tuple[int, ...] = _prefix(sides[0], position)
            prefix = ()
        else:
            words, prefix = _prefix(sides[0], position), _prefix(sides[-1], position)
        if len(words) != 1:
            raise Problem(r"write the numbers as p(\cdot \mid 0) = (0.5, 0.5)", position)
        _put(singly.setdefault(prefix, {}), words[0], read, position)
    for prefix, numbers in singly.items():
        if sorted(numbers) != list(range(len(numbers))):
            raise Problem("the words are 0, 1, …: one is missing", entries[0][0][0].position)
        _put(found, prefix, [numbers[word] for word in sorted(numbers)], 0)
    return found


def _put(found: dict[Any, Any], key: Any, value: Any, position: int) -> None:
    if found.setdefault(key, value) != value:
        raise Problem("one probability is given twice, and differs", position)


def _is_bar(token: Token) -> bool:
    return token.text in ("|", "mid", "vert", "lvert", "rvert") and token.kind != "space"


def _prefix(tokens: Sequence[Token], position: int) -> tuple[int, ...]:
    """Return the words that are given: ``0``, ``0,1``, ``(0, 1)``, ``w_1 = 0``; or none."""
    words: list[int] = []
    for piece in cut([t for t in tokens if t.kind not in ("begin", "end") and t.text not in "()[]"],
                     lambda t: t.is_char(",") or t.is_char(";")):  # fmt: skip
        sides = cut(piece, lambda t: t.is_char("="))
        text = "".join(token.text for token in sides[-1] if token.kind != "space")
        text = text.replace("langle", "").replace("rangle", "").strip("<>")
        if _NOTHING.match(text):
            continue
        if not text.isdigit():
            raise Problem(f"{text[:20]}: number the words 0, 1, …", position)
        words += [int(text)] if len(text) < 2 else [int(digit) for digit in text]
    return tuple(words)
