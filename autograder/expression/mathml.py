r"""What `render.latex` writes, as MathML: what a browser shows as a formula without any library.

    >>> mathml(r"\frac{v}{2}")
    '<math><mfrac><mrow><mi>v</mi></mrow><mrow><mn>2</mn></mrow></mfrac></math>'

How an operation is written stands once, in its row of `vocabulary` or `arithmetics.functions`; here
is what those notations, and the grammar's own, are made of. It is no reader of LaTeX in general: a
command that `render` does not write is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape

__all__ = ["ATTRIBUTES", "ELEMENTS", "MathMLError", "mathml"]

#: What their elements may have.
ATTRIBUTES = frozenset(
    {"accent", "columnalign", "displaystyle", "largeop", "linethickness", "mathvariant"}
)

#: The elements that formulas are made of.
ELEMENTS = frozenset(
    {
        "math", "mfrac", "mi", "mn", "mo", "mover", "mrow", "msqrt", "msub", "msubsup", "msup",
        "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
    }
)  # fmt: skip

_TOKEN = re.compile(r"\\text\{[^{}]*\}|\\\\|\\[A-Za-z]+|\\,|\d+(?:\.\d*)?|\.\d+|\s+|.", re.DOTALL)
_TEXT = r"\text{"
_MOST_DEEP = 150
_OPERATORS = {
    r"\cdot": "⋅", r"\dots": "…", r"\ge": "≥", r"\int": "∫", r"\land": "∧", r"\le": "≤",
    r"\lnot": "¬", r"\lor": "∨", r"\ne": "≠", r"\odot": "⊙", r"\times": "×", r"\to": "→",
    r"\top": "⊤", "-": "−",
}  # fmt: skip
_LIMITED = {r"\sum": "∑", r"\prod": "∏"}
_NAMED = frozenset(
    {
        r"\arccos", r"\arcsin", r"\arctan", r"\cos", r"\cosh", r"\cot", r"\coth", r"\csc", r"\det",
        r"\exp", r"\log", r"\max", r"\min", r"\sec", r"\sin", r"\sinh", r"\tan", r"\tanh",
    }
)  # fmt: skip
_FENCES = {
    r"\lVert": "‖", r"\rVert": "‖", r"\lceil": "⌈", r"\rceil": "⌉", r"\lfloor": "⌊",
    r"\rfloor": "⌋", "(": "(", ")": ")", "[": "[", "]": "]", "|": "|",
}  # fmt: skip
_BOLD = {"0": "𝟎", "1": "𝟏"}
_DOUBLE_STRUCK = {"E": "𝔼"}
_COLUMNS = {
    "pmatrix": "", "cases": ' columnalign="left"',
    "aligned": ' columnalign="left" displaystyle="true"',
}  # fmt: skip
_FENCED_TABLES = {"pmatrix": ("(", ")"), "cases": ("{", ""), "aligned": ("", "")}


class MathMLError(ValueError):
    """A formula that `render.latex` does not write; its text says what is in it."""


def mathml(formula: str) -> str:
    """Return a formula as a ``math`` element: well-formed XML with names of `ELEMENTS` only.

    Args:
        formula: LaTeX, as `render.latex` writes it.

    Raises:
        MathMLError: It is something else.
    """
    reader = _Reader(formula)
    row = reader.row(frozenset())
    if not reader.is_at_end:
        raise MathMLError(f"{reader.token!r} closes nothing")
    return f"<math>{row}</math>"


class _Reader:
    """Reads tokens from left to right.

    Args:
        formula: All of it.
    """

    def __init__(self, formula: str) -> None:
        self._tokens = [token for token in _TOKEN.findall(formula) if not token.isspace()]
        self._at = 0
        self._depth = 0
        self._commands: dict[str, Callable[[], str]] = {
            r"\frac": self._fraction,
            r"\binom": self._binomial,
            r"\sqrt": lambda: f"<msqrt>{self._group()}</msqrt>",
            r"\hat": lambda: f'<mover accent="true">{self._group()}<mo>^</mo></mover>',
            r"\left": self._fenced,
            r"\begin": self._table,
            r"\mathrm": lambda: _word(self._text()),
            r"\operatorname": lambda: _word(self._text()),
            r"\mathbf": lambda: f"<mn>{self._letter(_BOLD)}</mn>",
            r"\mathbb": lambda: f"<mi>{self._letter(_DOUBLE_STRUCK)}</mi>",
            r"\,": lambda: "<mtext>\u2009</mtext>",
            "{": self._opened,
        }

    @property
    def is_at_end(self) -> bool:
        """Whether all is read."""
        return self._at >= len(self._tokens)

    @property
    def token(self) -> str:
        """The next token; empty at the end."""
        return "" if self.is_at_end else self._tokens[self._at]

    def row(self, ends: frozenset[str]) -> str:
        """Read what stands beside each other, up to one of some tokens, which is left.

        Raises:
            MathMLError: It is nothing that `render.latex` writes.
        """
        self._depth += 1
        if self._depth > _MOST_DEEP:
            raise MathMLError("it is too deep")
        parts = []
        while not self.is_at_end and self.token not in ends and self.token != "}":
            parts.append(self._scripted())
        self._depth -= 1
        return "".join(parts)

    def _take(self) -> str:
        token = self.token
        self._at += 1
        return token

    def _expect(self, wanted: str) -> None:
        if (found := self._take()) != wanted:
            raise MathMLError(f"{found!r} stands where {wanted!r} was expected")

    def _scripted(self) -> str:
        """Read an atom with what stands at its foot and its head."""
        has_limits = self.token in _LIMITED
        atom = self._atom()
        below, above = "", list[str]()
        while self.token in ("_", "^", "'"):
            sign = self._take()
            if sign == "_":
                below = self._group()
            else:
                above.append("<mo>′</mo>" if sign == "'" else self._group())
        return _with_scripts(atom, below, "".join(above), len(above), has_limits=has_limits)

    def _atom(self) -> str:
        token = self._take()
        if token in self._commands:
            return self._commands[token]()
        if token.startswith(_TEXT):
            return f"<mtext>{_blanks_kept(escape(token[len(_TEXT) : -1]))}</mtext>"
        if token in _LIMITED:
            return f'<mo largeop="true">{_LIMITED[token]}</mo>'
        if token in _OPERATORS:
            return f"<mo>{_OPERATORS[token]}</mo>"
        if token in _NAMED:
            return f"<mi>{token[1:]}</mi>"
        if token.startswith("\\"):
            return f"<mi>{_sign(token[1:])}</mi>"
        if token[0].isdigit() or token[0] == ".":
            return f"<mn>{token}</mn>"
        if token.isalpha() or token == "?":
            return f"<mi>{token}</mi>"
        if token in "+=<>,!()[]|":
            return f"<mo>{escape(token)}</mo>"
        raise MathMLError(f"{token!r} is nothing that is written")

    def _group(self) -> str:
        """Read what stands in braces, as one element."""
        self._expect("{")
        return self._opened()

    def _opened(self) -> str:
        row = self.row(frozenset())
        self._expect("}")
        return f"<mrow>{row}</mrow>"

    def _text(self) -> str:
        """Read the letters that stand in braces."""
        self._expect("{")
        words = []
        while self.token not in ("}", ""):
            words.append(self._take())
        self._expect("}")
        return "".join(words)

    def _letter(self, signs: dict[str, str]) -> str:
        letter = self._text()
        if letter not in signs:
            raise MathMLError(f"{letter!r} is not written in that way")
        return signs[letter]

    def _fraction(self) -> str:
        return f"<mfrac>{self._group()}{self._group()}</mfrac>"

    def _binomial(self) -> str:
        above, below = self._group(), self._group()
        fraction = f'<mfrac linethickness="0">{above}{below}</mfrac>'
        return f"<mrow><mo>(</mo>{fraction}<mo>)</mo></mrow>"

    def _fenced(self) -> str:
        first = self._fence()
        row = self.row(frozenset({r"\right"}))
        self._expect(r"\right")
        return f"<mrow><mo>{first}</mo>{row}<mo>{self._fence()}</mo></mrow>"

    def _fence(self) -> str:
        sign = self._take()
        if sign not in _FENCES:
            raise MathMLError(f"{sign!r} is no fence")
        return _FENCES[sign]

    def _table(self) -> str:
        kind = self._text()
        if kind not in _FENCED_TABLES:
            raise MathMLError(f"{kind!r} is no table that is written")
        rows: list[list[str]] = [[]]
        ends = frozenset({"&", r"\\", r"\end"})
        while True:
            rows[-1].append(f"<mtd>{self.row(ends)}</mtd>")
            sign = self._take()
            if sign == r"\end":
                break
            if sign == r"\\":
                rows.append([])
            elif sign != "&":
                raise MathMLError(f"{kind} has no end")
        if self._text() != kind:
            raise MathMLError(f"{kind} is ended as something else")
        if kind == "aligned":  # at its first sign, before which nothing stands
            rows = [cells[1:] for cells in rows]
        body = "".join(f"<mtr>{''.join(cells)}</mtr>" for cells in rows)
        columns = _COLUMNS[kind]
        first, last = (f"<mo>{sign}</mo>" if sign else "" for sign in _FENCED_TABLES[kind])
        return f"<mrow>{first}<mtable{columns}>{body}</mtable>{last}</mrow>"


def _with_scripts(atom: str, below: str, above: str, signs: int, *, has_limits: bool) -> str:
    """Return an atom with what stands at its foot and at its head: ``signs`` elements."""
    if signs > 1:
        above = f"<mrow>{above}</mrow>"
    if below and above:
        name = "munderover" if has_limits else "msubsup"
        return f"<{name}>{atom}{below}{above}</{name}>"
    if below:
        name = "munder" if has_limits else "msub"
        return f"<{name}>{atom}{below}</{name}>"
    return f"<msup>{atom}{above}</msup>" if above else atom


def _blanks_kept(text: str) -> str:
    """Return a text whose blanks at both ends are shown: MathML drops them."""
    start, end = " " * text.startswith(" "), " " * text.endswith(" ")
    return f"{start}{text.strip()}{end}".replace(" ", "\u00a0")


def _word(text: str) -> str:
    """Return a word in upright letters, as a name of several letters is anyway."""
    variant = ' mathvariant="normal"' if len(text) == 1 else ""
    return f"<mi{variant}>{escape(text)}</mi>"


def _sign(name: str) -> str:
    """Return a Greek letter, or what is a sign of its own."""
    if name == "infty":
        return "∞"
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    letter = name.upper().replace("LAMBDA", "LAMDA")
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {letter}")
    except KeyError:
        raise MathMLError(f"\\{name} is nothing that is written") from None
