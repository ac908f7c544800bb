r"""The edges of a graph: ``x_1 \xrightarrow{W} h_1``, or rows and brackets of three names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from .layout import rows_of
from .tokens import Problem, Token

__all__ = ["edges_of"]

Edge = tuple[str, str, str]

_ARROW = re.compile(
    r"\s*(?:→\s*_?\s*\[(?P<over>[^\]]*)\]|[-–—]{1,2}\s*(?P<on>[^-–—>→]+?)\s*[-–—]{1,2}\s*(?:>|→))\s*"
)
_TRIPLE = re.compile(r"[(\[]([^()\[\],;]+)[,;]([^()\[\],;]+)[,;]([^()\[\],;]+)[)\]]")
_RANGE = re.compile(
    r"\b([a-z])\s*(?:=|in)\s*⦃?\s*((?:\d+\s*,\s*)*)(\d+)\s*,?\s*(?:…|\.\.\.|cdots|-|to)?\s*,?\s*(\d+)?"
)
_BOUNDS = re.compile(r"(\d+)\s*(?:le|leq|<|≤)\s*([a-z])\s*(?:le|leq|<|≤)\s*(\d+)")
_MOST = 5_000
_ARROWS = frozenset({"xrightarrow", "xlongrightarrow", "xmapsto"})
_STACKED = frozenset({"overset", "stackrel"})
_ARROW_SIGNS = frozenset({"to", "rightarrow", "longrightarrow", "mapsto"})


def edges_of(tokens: Sequence[Token]) -> list[Edge]:
    """Return the edges that an answer lists: source, target, weight.

    Raises:
        Problem: There is none, or one whose weight is not written at it.
    """
    position = tokens[0].position if tokens else 0
    rows = rows_of(_with_labels(tokens))
    text = "\n".join(row.text for row in rows)
    indices = _indices(text)
    edges = list(_arrows(text, position)) + [
        (m[1], m[2], m[3]) for m in _TRIPLE.finditer(_without_arrows(text))
    ]
    if not edges:
        edges = [
            (row.cells[0], row.cells[1], row.cells[2])
            for row in rows
            if len(row.cells) == 3 and all(re.search(r"\d", cell) for cell in row.cells[:2])
        ]
    if not edges:
        raise Problem(
            r"there is no edge here: write each as x_1 \xrightarrow{W} h_1, or as a row of three "
            "names: source, target, weight", position
        )  # fmt: skip
    named = [edge for one in edges for edge in _instances(one, indices, position)]
    if len(named) > _MOST:
        raise Problem(f"more than {_MOST} edges", position)
    return list(dict.fromkeys(named))


def _with_labels(tokens: Sequence[Token]) -> list[Token]:
    r"""Write ``\xrightarrow[b]{a}`` and ``\overset{a}{\to}`` as an arrow and its label."""
    done: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind == "command" and token.text in _ARROWS | _STACKED:
            first, after = _group(tokens, place + 1)
            if token.text in _STACKED:
                second, after = _group(tokens, after)
                if not any(one.text in _ARROW_SIGNS for one in second):
                    done += [*second, *first]
                    place = after
                    continue
            sign = [Token("char", character, token.position) for character in "→["]
            done += [*sign, *first, Token("char", "]", token.position)]
            place = after
        else:
            done.append(token)
            place += 1
    return done


def _group(tokens: Sequence[Token], place: int) -> tuple[list[Token], int]:
    while place < len(tokens) and tokens[place].kind == "space":
        place += 1
    if place < len(tokens) and tokens[place].is_char("["):
        while place < len(tokens) and not tokens[place].is_char("]"):
            place += 1
        return _group(tokens, place + 1)
    if place >= len(tokens) or tokens[place].kind != "begin":
        return list(tokens[place : place + 1]), place + 1
    depth = 0
    for end in range(place, len(tokens)):
        depth += (tokens[end].kind == "begin") - (tokens[end].kind == "end")
        if not depth:
            return list(tokens[place + 1 : end]), end + 1
    return [], len(tokens)


def _arrows(text: str, position: int) -> Iterator[Edge]:
    """Yield the edges of chains of arrows with labels."""
    for statement in re.split(r"[;\n]|,(?![^(\[{]*[)\]}])|\band\b", _without_scripts(text)):
        places = list(_ARROW.finditer(statement))
        ends = [statement[a:b] for a, b in zip(
            [0, *(m.end() for m in places)],
            [*(m.start() for m in places), len(statement)],
            strict=True,
        )]  # fmt: skip
        for place, match in enumerate(places):
            label = match["over"] if match["over"] is not None else match["on"]
            yield ends[place], ends[place + 1], label
        if not places and "→" in statement:
            source, _, target = statement.partition("→")
            named = re.search(r"(?:[(:]|\bwith\b|\bvia\b|\bby\b)\s*([^():]+)\)?\s*$", target)
            if not named:
                raise Problem(
                    r"an arrow without its weight: write x_1 \xrightarrow{W} h_1", position
                )
            yield source, target[: named.start()], named[1]


def _without_scripts(text: str) -> str:
    return text.replace("⦃", "{").replace("⦄", "}")


def _without_arrows(text: str) -> str:
    return re.sub(r"→\s*\[[^\]]*\]", " ", text)


# --------------------------------------------------------------------------------- names


def _indices(text: str) -> dict[str, range]:
    found: dict[str, range] = {}
    for match in _RANGE.finditer(text):
        listed = [int(one) for one in re.findall(r"\d+", match[2])]
        numbers = [*listed, int(match[3]), *([int(match[4])] if match[4] else [])]
        if len(numbers) > 1 and numbers == sorted(numbers) and numbers[-1] < 100:
            found[match[1]] = range(numbers[0], numbers[-1] + 1)
    for match in _BOUNDS.finditer(text):
        found[match[2]] = range(int(match[1]), min(100, int(match[3])) + 1)
    return found


def _instances(edge: Edge, indices: dict[str, range], position: int) -> Iterator[Edge]:
    """Yield an edge for each value of the index that it is written with."""
    letters = {m for part in edge[:2] for m in re.findall(r"_\(?([a-z])(?![a-z])", _tidy(part))}
    letters |= {
        m for part in edge[:2] for m in re.findall(r"[_,(]([a-z])\s*[+-]\s*\d", _tidy(part))
    }
    used = sorted(letters & set(indices))
    unknown = {m for part in edge[:2] for m in re.findall(r"[_,(]([a-z])\s*[+-]\s*\d", _tidy(part))}
    if not used:
        if unknown:
            letter = sorted(unknown)[0]
            raise Problem(f"say which {letter} there are: write {letter} = 1, 2, 3 behind it",
                          position)  # fmt: skip
        source, target, weight = (_name(part, {}) for part in edge)
        yield source, target, weight
        return
    for value in indices[used[0]]:
        values = {used[0]: value}
        source, target, weight = (_name(part, values) for part in edge)
        yield source, target, weight


def _tidy(text: str) -> str:
    return re.sub(r"[{}“”$\s]", "", text)


def _name(text: str, values: dict[str, int]) -> str:
    """Return a name as letters and then digits: ``h^{(f)}_1`` and ``h_1^f`` are ``hf1``."""
    tidy = re.sub(r"^.*:(?=.)", "", _tidy(text)).strip(".,;")
    for accent in ("hat", "tilde", "bar", "vec", "mathbf", "bm"):
        tidy = tidy.removeprefix(accent)
    for letter, value in values.items():
        tidy = re.sub(rf"(?<=[_,(^]){letter}([+-]\d+)?(?![a-z])",
                      partial(_moved, value), tidy)  # fmt: skip
    tidy = re.sub(r"[_^(),]", " ", tidy)
    parts = tidy.split()
    letters = "".join(part for part in parts if not part.isdigit())
    digits = "".join(part for part in parts if part.isdigit())
    return letters + digits


def _moved(value: int, found: re.Match[str]) -> str:
    return str(value + int(found[1] or 0))
