"""What an answer is made of in TeX's text: lines, lists with items, tables with cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .tokens import Token

__all__ = ["Block", "blocks_of", "plain_text"]

_LISTS = frozenset({"itemize", "enumerate", "description", "compactitem", "compactenum"})
_TABLES = frozenset({"tabular", "tabular*", "tabularx", "array", "longtable"})
_PLAIN_ENVIRONMENTS = frozenset({"center", "table", "flushleft", "quote", "minipage", "small"})
_SIGNS = {"checkmark": "✓", "times": "✗", "ding": "", "cross": "✗", "xmark": "✗", "cmark": "✓",
          "ldots": "…", "dots": "…", "langle": "", "rangle": "", "{": "{", "}": "}", "_": "_",
          "&": "&", "%": "%", "#": "#", "$": "$", "textless": "<", "textgreater": ">"}  # fmt: skip
_DROPPED_WITH_ARGUMENT = frozenset({"label", "vspace", "hspace", "color", "caption", "ref", "cite"})


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an answer.

    Attributes:
        kind: ``"line"``, ``"items"`` or ``"table"``.
        tokens: Of a line, what it says.
        rows: Of a table, its rows of cells; of a list, one row with its items.
    """

    kind: str
    tokens: tuple[Token, ...] = ()
    rows: tuple[tuple[Block, ...], ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything can be seen in it."""
        if self.kind == "line":
            return bool(plain_text(self.tokens).strip(" .,;"))
        return any(block.says_something for row in self.rows for block in row)


def blocks_of(tokens: Sequence[Token]) -> list[Block]:
    r"""Return the pieces of an answer in order; a line ends with ``\\``, or its paragraph."""
    found: list[Block] = []
    line: list[Token] = []
    place = 0
    depth = 0
    while place < len(tokens):
        token = tokens[place]
        name, after = _environment(tokens, place)
        if token.text == "begin" and name in _LISTS | _TABLES and token.kind == "command":
            found.append(Block("line", tuple(line)))
            line = []
            end, behind = _end(tokens, after, name)
            inside = tokens[after:end]
            found.append(_items(inside) if name in _LISTS else _table(inside, name))
            place = behind
            continue
        if name in _PLAIN_ENVIRONMENTS and token.kind == "command":
            place = after
            continue
        depth += (token.kind == "char" and token.text == "$") or (
            token.kind == "command" and token.text in ("(", ")", "[", "]")
        )
        is_inside = bool(depth % 2) or (token.text == "begin" and token.kind == "command")
        ends = (token.kind == "command" and token.text in ("\\", "par", "newline")) or (
            token.kind == "space" and token.text == "\n\n"
        )
        if token.kind == "command" and token.text == "begin" and name:
            end, behind = _end(tokens, after, name)
            line += tokens[place:behind]
            place = behind
            continue
        if ends and not is_inside:
            found.append(Block("line", tuple(line)))
            line = []
        else:
            line.append(token)
        place += 1
    found.append(Block("line", tuple(line)))
    return found


def _environment(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """Return the name of the environment that begins or ends here, and the place behind it."""
    if tokens[place].kind != "command" or tokens[place].text not in ("begin", "end"):
        return "", place
    start = place + 1
    while start < len(tokens) and tokens[start].kind == "space":
        start += 1
    if start >= len(tokens) or tokens[start].kind != "begin":
        return "", place
    name = ""
    for end in range(start + 1, min(len(tokens), start + 40)):
        if tokens[end].kind == "end":
            return name.strip(), end + 1
        name += tokens[end].text
    return "", place


def _end(tokens: Sequence[Token], place: int, name: str) -> tuple[int, int]:
    """Return where the end of an environment stands, and the place behind it."""
    depth = 1
    while place < len(tokens):
        if tokens[place].kind == "command" and tokens[place].text in ("begin", "end"):
            found, after = _environment(tokens, place)
            if found == name:
                depth += 1 if tokens[place].text == "begin" else -1
                if not depth:
                    return place, after
        place += 1
    return place, place


def _items(tokens: Sequence[Token]) -> Block:
    items: list[list[Token]] = []
    skipping = False
    for place, token in enumerate(tokens):
        if token.kind == "command" and token.text == "item":
            items.append([])
            skipping = place + 1 < len(tokens) and tokens[place + 1].text == "["
        elif skipping:
            skipping = token.text != "]"
        elif items:
            items[-1].append(token)
    return Block("items", rows=(tuple(Block("line", tuple(item)) for item in items),))


def _table(tokens: Sequence[Token], name: str) -> Block:
    rows: list[list[list[Token]]] = [[[]]]
    depth = 0
    for token in _behind_columns(tokens, name):
        depth += (token.kind == "begin") - (token.kind == "end")
        if token.kind == "align" and not depth:
            rows[-1].append([])
        elif token.kind == "command" and token.text in ("\\", "tabularnewline") and not depth:
            rows.append([[]])
        elif not (token.kind == "command" and token.text in _RULES):
            rows[-1][-1].append(token)
    return Block(
        "table", rows=tuple(tuple(Block("line", tuple(cell)) for cell in row) for row in rows)
    )


_RULES = frozenset({"hline", "toprule", "midrule", "bottomrule", "cline"})


def _behind_columns(tokens: Sequence[Token], name: str) -> Iterator[Token]:
    groups = 2 if name in ("tabular*", "tabularx") else 1
    depth = 0
    for token in tokens:
        if groups and token.kind in ("begin", "end"):
            depth += 1 if token.kind == "begin" else -1
            if not depth:
                groups -= 1
        elif not groups:
            yield token


def plain_text(tokens: Sequence[Token]) -> str:
    """Return what can be seen of some tokens, commands of style left out."""
    text = ""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token.kind == "space":
            text += " "
        elif token.kind == "char":
            text += "" if token.text == "$" else token.text
        elif token.kind in ("sub", "sup", "align"):
            text += token.text
        elif token.kind == "command":
            if token.text in _DROPPED_WITH_ARGUMENT:
                place = _behind_group(tokens, place)
            else:
                text += _SIGNS.get(token.text, " " if token.text in ",;:! \\quad" else "")
    return text.replace("``", '"').replace("''", '"')


def _behind_group(tokens: Sequence[Token], place: int) -> int:
    depth = 0
    while place < len(tokens):
        depth += (tokens[place].kind == "begin") - (tokens[place].kind == "end")
        place += 1
        if not depth:
            break
    return place
