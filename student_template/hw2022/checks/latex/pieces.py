r"""An answer that is data, taken apart: words, signs, and where tables, lists and formulas begin.

Whether a formula or a sentence holds something makes no difference from here on, but for letters:
those of a formula stand alone, those of a sentence or of ``\text`` make words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .listed import listed
from .tokens import Problem, Token

__all__ = ["Piece", "Pieces", "inside", "pieces_of", "spans", "split"]

Piece = Token
Pieces = Sequence[Token]

_MOST_TOKENS = 10_000
_MOST_LABEL = 200
_TABLES = frozenset(
    listed("matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array tabular cases")
)
_SPECIFIED = frozenset({"array", "tabular", "tabularx", "tabular*"})
_LISTS = frozenset({"enumerate", "itemize", "description"})
_DISPLAYS = frozenset(
    name + star for star in ("", "*") for name in
    ("equation", "align", "gather", "multline", "flalign", "eqnarray", "displaymath", "alignat")
)  # fmt: skip
_WORDS = frozenset(
    listed("text mbox textrm textbf texttt textit textsf emph mathrm operatorname mathtt mathsf "
           "textnormal textmd underline hbox verb operatorname*")
)  # fmt: skip
_RULES = frozenset({"hline", "midrule", "toprule", "bottomrule"})
_BOXES = frozenset({"boxed", "fbox", "framebox", "Aboxed", "tcboxmath"})
#: What says how something looks and nothing else.
_LOOKS = frozenset(
    [" ", *listed(
           "displaystyle textstyle scriptstyle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr "
           "Biggl Biggr , ; : ! > / smallskip medskip bigskip noindent centering "
           "mathbf boldsymbol bm mathit mathcal limits nolimits textless textgreater "
           "nonumber notag bf it tt rm small large Large normalsize par newline middle "
           "raggedright protect ensuremath hfill indent allowbreak")]
)  # fmt: skip
#: What has an argument that says nothing of the answer.
_SKIPPED = frozenset(
    listed("label tag tag* hspace hspace* vspace vspace* caption color cline cmidrule phantom "
           "textcolor colorbox ref cite footnote")
)  # fmt: skip
_CLOSING = {")": "inline", "]": "display"}
_OPENS = frozenset({"(", "["})
_CLOSES = frozenset({")", "]"})
_OPEN_COMMANDS = frozenset({"{", "langle", "lbrace"})
_CLOSE_COMMANDS = frozenset({"}", "rangle", "rbrace"})


@dataclass(slots=True)
class _Group:
    """A group that is open, and what its end restores and says."""

    is_formula: bool
    says: str = ""


def pieces_of(tokens: Sequence[Token]) -> list[Piece]:
    """Return the pieces of an answer.

    Beside the kinds of tokens there are ``"text"`` for a word, ``"row"`` where a row or an item
    ends, and ``"open"`` and ``"close"`` with the kind of what stands between them.

    Args:
        tokens: The answer's, macros put in.

    Raises:
        Problem: There are too many of them for an answer that is data.
    """
    if len(tokens) > _MOST_TOKENS:
        raise Problem("this is too long for an answer that is data", tokens[0].position)
    return _Reader(tokens).read()


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._is_formula = False
        self._groups: list[_Group] = []
        self._made: list[Piece] = []
        self._tables = 0
        self._aligned = 0  # signs of alignment in this row; below zero where they say nothing

    def read(self) -> list[Piece]:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.kind == "command":
                self._command(token)
            elif token.kind in ("begin", "end"):
                self._brace(token)
            elif token.kind == "space":
                if "\n\n" in token.text and not self._is_formula:
                    self._say("row", "paragraph", token)
            elif token.kind == "char":
                self._character(token)
            elif token.kind == "align" and not self._tables:
                self._align(token)
            else:
                self._made.append(token)
        return self._made

    def _say(self, kind: str, text: str, token: Token) -> None:
        self._made.append(Token(kind, text, token.position))

    def _align(self, token: Token) -> None:
        """Set the second pair of columns apart from the first."""
        if self._aligned >= 0:
            self._aligned += 1
            if self._aligned % 2 == 0:
                self._say("row", "blank", token)

    def _brace(self, token: Token) -> None:
        if token.kind == "begin":
            says = "group" if self._is_formula else ""
            self._groups.append(_Group(self._is_formula, says))
            if says:
                self._made.append(token)
        elif self._groups:
            group = self._groups.pop()
            self._is_formula = group.is_formula
            if group.says == "group":
                self._made.append(token)
            elif group.says:
                self._say("close", group.says, token)

    def _character(self, token: Token) -> None:
        if token.text == "$":
            if self._next("char", "$"):
                self._at += 1
                self._toggle("display", token)
            else:
                self._toggle("inline", token)
        elif self._is_formula or not token.text.isalpha():
            self._made.append(token)
        else:
            self._word(token)

    def _toggle(self, kind: str, token: Token) -> None:
        self._say("close" if self._is_formula else "open", kind, token)
        self._is_formula = not self._is_formula

    def _word(self, first: Token) -> None:
        word = [first.text]
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            following = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
            is_joint = token.text in ("-", "'") and following and following.text.isalpha()
            if token.kind == "command" and token.text == "_":
                word.append("_")
            elif token.kind == "char" and (token.text.isalnum() or is_joint):
                word.append(token.text)
            else:
                break
            self._at += 1
        text = "".join(word)
        self._say("text", text, first)

    def _command(self, token: Token) -> None:
        name = token.text
        if name in ("begin", "end"):
            self._environment(token)
        elif name in ("(", "["):
            self._is_formula = True
            self._say("open", "inline" if name == "(" else "display", token)
        elif name in _CLOSING:
            self._is_formula = False
            self._say("close", _CLOSING[name], token)
        elif name in ("\\", "tabularnewline", "item"):
            self._say("row", "item" if name == "item" else "\\", token)
            self._aligned = min(self._aligned, 0)
            if name == "item" or self._next("char", "["):
                self._skip_optional(keep=name == "item")
        elif name in _RULES:
            self._say("row", "rule", token)
        elif name in ("quad", "qquad"):
            self._say("row", "blank", token)
        elif name in _BOXES:
            self._skip_optional()
            self._enter("boxed", is_formula=name not in ("fbox", "framebox"), token=token)
        elif name in _WORDS:
            self._enter("", is_formula=False, token=token)
        elif name in _SKIPPED:
            self._skip_group()
        elif name in ("left", "right"):
            if self._next("char", "."):
                self._at += 1
        elif name not in _LOOKS:
            self._made.append(token)

    def _next(self, kind: str, text: str = "") -> bool:
        if self._at >= len(self._tokens):
            return False
        token = self._tokens[self._at]
        return token.kind == kind and text in ("", token.text)

    def _past_blanks(self) -> None:
        while self._next("space"):
            self._at += 1

    def _enter(self, says: str, *, is_formula: bool, token: Token) -> None:
        self._past_blanks()
        if not self._next("begin"):
            return
        self._at += 1
        self._groups.append(_Group(self._is_formula, says))
        self._is_formula = is_formula
        if says:
            self._say("open", says, token)

    def _skip_group(self) -> None:
        self._past_blanks()
        if not self._next("begin"):
            return
        depth = 0
        while self._at < len(self._tokens):
            kind = self._tokens[self._at].kind
            depth += (kind == "begin") - (kind == "end")
            self._at += 1
            if not depth:
                return

    def _skip_optional(self, *, keep: bool = False) -> None:
        """Go past what stands in square brackets; an item's label stays, with a colon behind it."""
        self._past_blanks()
        if not self._next("char", "["):
            return
        end = self._at
        last = min(len(self._tokens), end + _MOST_LABEL)
        while end < last and self._tokens[end].text != "]":
            end += 1
        if end == last:
            return
        if keep:
            token = self._tokens[end]
            label = pieces_of(self._tokens[self._at + 1 : end])
            self._made += [piece for piece in label if piece.kind not in ("open", "close")]
            self._say("char", ":", token)
        self._at = end + 1

    def _environment(self, token: Token) -> None:
        self._past_blanks()
        start = self._at
        while self._at < len(self._tokens) and self._tokens[self._at].kind != "end":
            self._at += 1
        name = "".join(one.text for one in self._tokens[start + 1 : self._at]).strip()
        self._at += 1
        begins = token.text == "begin"
        kind = _kind(name)
        if begins:
            self._skip_optional()
            if name in _SPECIFIED or name.startswith("alignat"):
                self._skip_group()
        if kind:
            self._say("open" if begins else "close", kind, token)
        if kind == "display":
            self._is_formula = begins
            self._aligned = -1 if name.startswith("eqnarray") else 0
        elif kind == "table":
            self._tables += 1 if begins else -1
            # The cells of a tabular are sentences, those of a matrix formulas, in either.
            if begins:
                self._groups.append(_Group(self._is_formula))
                self._is_formula = not name.startswith("tabular")
            elif self._groups:
                self._is_formula = self._groups.pop().is_formula


def _kind(name: str) -> str:
    if name in _TABLES or name.startswith("tabular"):
        return "table"
    if name in _LISTS:
        return "list"
    return "display" if name in _DISPLAYS else ""


# ------------------------------------------------------------------------------- structure


def _step(piece: Piece) -> int:
    """Return whether a piece opens something (1), closes something (-1), or neither."""
    if piece.kind in ("begin", "open"):
        return 1
    if piece.kind in ("end", "close"):
        return -1
    if piece.kind == "char":
        return (piece.text in _OPENS) - (piece.text in _CLOSES)
    if piece.kind == "command":
        return (piece.text in _OPEN_COMMANDS) - (piece.text in _CLOSE_COMMANDS)
    return 0


def split(pieces: Pieces, separates: Callable[[Piece], bool]) -> list[list[Piece]]:
    """Return what stands between those pieces that separate, brackets and tables kept whole."""
    parts: list[list[Piece]] = [[]]
    depth = 0
    for piece in pieces:
        step = _step(piece)
        if depth <= 0 and not step and separates(piece):
            parts.append([])
            continue
        depth += step
        parts[-1].append(piece)
    return parts


def spans(pieces: Pieces) -> Iterator[tuple[int, int]]:
    """Yield where something opens at the top, and where it closes."""
    depth, start = 0, 0
    for place, piece in enumerate(pieces):
        step = _step(piece)
        if step > 0 and depth == 0:
            start = place
        depth = max(0, depth + step)
        if step < 0 and depth == 0:
            yield start, place
    if depth:
        raise Problem("something is opened here and never closed", pieces[start].position)


def inside(pieces: Pieces, kind: str) -> list[list[Piece]]:
    """Return what stands in each part of a kind, in order; of nested ones the outer."""
    found: list[list[Piece]] = []
    depth, start = 0, 0
    for place, piece in enumerate(pieces):
        if piece.text != kind or piece.kind not in ("open", "close"):
            continue
        if piece.kind == "open":
            start = start if depth else place + 1
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(list(pieces[start:place]))
    return found
