"""An answer in words as rows of cells of plain text: lists, tables and formulas are rows alike.

What is set apart in the text, in italics or quotes, stands between “ and ” in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .formulas import formulas_of
from .tokens import Problem, Token

__all__ = ["Row", "after_group", "plain", "rows_of", "said"]

_MARKED = frozenset({"emph", "textit", "textbf", "texttt", "textsf", "textsc", "text", "mbox",
                     "textrm", "textnormal", "underline", "enquote", "uline"})  # fmt: skip
_SIGNS: Mapping[str, str] = {
    "checkmark": "✓", "cmark": "✓", "ding": " ", "times": "✗", "xmark": "✗", "top": "⊤",
    "bot": "⊥", "langle": "<", "rangle": ">", "textless": "<", "textgreater": ">", "lt": "<",
    "gt": ">", "to": "→", "rightarrow": "→", "longrightarrow": "→", "mapsto": "→", "approx": "=",
    "equiv": "=", "coloneqq": "=", "colon": ":", "%": "%", "&": " & ", "#": "#", "_": "_",
    "{": "⦃", "}": "⦄", "lbrace": "⦃", "rbrace": "⦄", "$": "$", "textemdash": "—",
    "textendash": "–", "cdot": "·", "dots": "…", "ldots": "…", "mid": "|", "vert": "|",
    "lvert": "|", "rvert": "|", "ss": "ß", "textquotedblleft": "“", "textquotedblright": "”",
}  # fmt: skip
#: How many groups behind the name of an environment are no text.
_TABLES: Mapping[str, int] = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "array": 1, "longtable": 1, "tabulary": 2,
    "alignat": 1, "alignat*": 1, "tblr": 1, "multicols": 1, "minipage": 1,
}  # fmt: skip
_NO_TEXT: Mapping[str, int] = {
    "label": 1, "ref": 1, "cite": 1, "eqref": 1, "hspace": 1, "vspace": 1, "vspace*": 1,
    "hspace*": 1, "color": 1, "textcolor": 1, "multicolumn": 2, "cline": 1, "cmidrule": 1,
    "renewcommand": 2, "setlength": 2, "setcounter": 2, "caption": 1, "footnote": 1, "phantom": 1,
    "tag": 1, "tag*": 1, "rule": 2, "colorbox": 1, "ding": 0, "includegraphics": 1,
    "rowcolor": 1, "cellcolor": 1, "arabic": 1, "fontsize": 2,
}  # fmt: skip
_BREAKS = frozenset({"\\", "newline", "par", "tabularnewline", "cr", "linebreak", "hline",
                     "toprule", "midrule", "bottomrule", "medskip", "bigskip", "smallskip",
                     "[", "]"})  # fmt: skip
_GLUED = frozenset({"left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "bigg", "Bigg",
                    "limits", "displaystyle", "mathstrut", "/", "mathrm", "mathbf", "mathit",
                    "mathsf", "mathtt", "operatorname", "operatorname*", "bm", "boldsymbol",
                    "boxed", "fbox", "ensuremath", "mathcal", "mathbb", "bf", "it", "rm", "tt",
                    "bfseries", "itshape", "normalfont", "textstyle", "centering", "!", "(", ")",
                    "noindent", "small", "large", "protect", "null", "Aboxed"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, an item of a list, or a paragraph or line of text.

    Attributes:
        cells: Their texts; blanks are single.
        number: Which item of a numbered list it is; 0 where it is none.
        position: Where it stands.
    """

    cells: tuple[str, ...]
    number: int = 0
    position: int = 0

    @property
    def text(self) -> str:
        """The cells in a row."""
        return " ".join(filter(None, self.cells))


def said(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return what is boxed, if one thing is; else everything."""
    try:
        found = [one.tokens for one in formulas_of(tokens) if one.kind == "boxed"]
    except Problem:
        return tokens
    return found[0] if len(found) == 1 else tokens


def plain(text: str) -> str:
    """Return a text without the marks of what is set apart."""
    return " ".join(text.replace("“", " ").replace("”", " ").split())


def after_group(tokens: Sequence[Token], place: int) -> int:
    """Return the place behind the group that follows, or `place` where none does."""
    start = place
    while place < len(tokens) and tokens[place].kind == "space":
        place += 1
    if place >= len(tokens) or tokens[place].kind != "begin":
        return start
    depth = 0
    for end in range(place, len(tokens)):
        depth += (tokens[end].kind == "begin") - (tokens[end].kind == "end")
        if not depth:
            return end + 1
    return len(tokens)


def rows_of(tokens: Sequence[Token]) -> list[Row]:
    """Return the rows that say something, in order."""
    return _Reader(tokens).rows()


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._rows: list[Row] = []
        self._cells: list[str] = []
        self._text: list[str] = []
        self._number = 0
        self._lists: list[int] = []  # the number of the last item; -1 in lists without numbers
        self._closing: list[str] = []  # what stands at the end of each group that is open
        self._position = 0
        self._is_quoted = False

    def rows(self) -> list[Row]:
        place = 0
        while place < len(self._tokens):
            place = self._read(place)
        self._end_row()
        return self._rows

    def _read(self, place: int) -> int:
        token = self._tokens[place]
        if not self._text and not self._cells:
            self._position = token.position
        if token.kind == "command":
            return self._command(token.text, place + 1)
        if token.kind == "begin":
            self._closing.append("")
        elif token.kind == "end":
            self._text.append(self._closing.pop() if self._closing else "")
        elif token.kind == "align":
            self._end_cell()
        elif token.kind == "space" and token.text == "\n\n":
            self._end_row()
        elif token.kind == "space":
            self._text.append(" ")
        elif token.kind == "sub":
            self._text.append("_")
        elif token.kind == "sup":
            self._text.append("^")
        elif token.text == "$":
            self._dollar(place)
        else:
            return self._character(token.text, place)
        return place + 1

    def _dollar(self, place: int) -> None:
        is_double = any(
            0 <= near < len(self._tokens) and self._tokens[near].is_char("$")
            for near in (place - 1, place + 1)
        )
        if is_double:
            self._end_row()

    def _character(self, text: str, place: int) -> int:
        following = self._tokens[place + 1].text if place + 1 < len(self._tokens) else ""
        if text in "`'\"" and (following == text or text == '"'):
            is_open = text == "`" or (text == '"' and not self._is_quoted)
            self._is_quoted = text == '"' and is_open
            self._text.append("“" if is_open else "”")
            return place + (1 if text == '"' else 2)
        self._text.append(text)
        return place + 1

    def _command(self, name: str, place: int) -> int:
        if name in ("begin", "end"):
            return self._environment(name == "begin", place)
        if name == "item":
            return self._item(place)
        if name in _NO_TEXT:
            for _ in range(_NO_TEXT[name]):
                place = after_group(self._tokens, self._after_brackets(place))
            return place
        if name in _BREAKS:
            self._end_row()
            return self._after_brackets(place) if name == "\\" else place
        if name in _MARKED:
            while place < len(self._tokens) and self._tokens[place].kind == "space":
                place += 1
            if place < len(self._tokens) and self._tokens[place].kind == "begin":
                self._text.append("“")
                self._closing.append("”")
                return place + 1
            return place
        self._text.append("" if name in _GLUED else _SIGNS.get(name, _spelled(name)))
        return place

    def _after_brackets(self, place: int) -> int:
        tokens = self._tokens
        if place < len(tokens) and tokens[place].is_char("["):
            for end in range(place, min(place + 40, len(tokens))):
                if tokens[end].is_char("]"):
                    return end + 1
        return place

    def _environment(self, begins: bool, place: int) -> int:
        after = after_group(self._tokens, place)
        inside = self._tokens[place : after - 1] if after > place else ()
        name = "".join(token.text for token in inside if token.kind == "char")
        self._end_row()
        if name in ("enumerate", "itemize", "description", "compactenum", "compactitem"):
            if begins:
                self._lists.append(0 if "enum" in name else -1)
            elif self._lists:
                self._lists.pop()
            return self._after_brackets(after)
        if begins:
            after = self._after_brackets(after)
            for _ in range(_TABLES.get(name, 0)):
                after = after_group(self._tokens, after)
        return after

    def _item(self, place: int) -> int:
        self._end_row()
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            self._number = self._lists[-1]
        tokens = self._tokens
        while place < len(tokens) and tokens[place].kind == "space":
            place += 1
        after = self._after_brackets(place)
        if after > place:
            label = rows_of(tokens[place + 1 : after - 1])
            self._cells += [row.text for row in label]
            self._number = 0
        return after

    def _end_cell(self) -> None:
        self._cells.append(" ".join("".join(self._text).split()))
        self._text = []

    def _end_row(self) -> None:
        self._end_cell()
        if any(self._cells):
            self._rows.append(Row(tuple(self._cells), self._number, self._position))
            self._number = 0
        self._cells = []


def _spelled(name: str) -> str:
    return name if name.isalpha() and name not in ("quad", "qquad", "hfill") else " "
