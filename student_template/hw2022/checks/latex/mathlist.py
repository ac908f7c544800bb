"""From the tokens of a formula to atoms in a row: brackets are matched, scripts attached.

What TeX sets is what is read: ``x^10`` is an x¹ and a 0, so it is refused with what to write
instead. Blanks, sizes, colours and struck-out pairs leave nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from .atoms import Atom, Row, exploded, grouped, spliced
from .commands import command_atoms
from .delimiters import bar, bracket
from .mathwords import (
    BIG,
    BLANKS,
    CLOSING,
    DROPPED,
    FUNCTIONS,
    LENGTHS,
    LETTERS,
    OPENING,
    OPERATORS,
    PLAIN_ARGUMENT,
    RELATIONS,
    SIDED,
    SIZES,
)
from .tokens import Problem, Token

__all__ = ["Builder", "atoms_of"]

_MAX_DEPTH = 60
_MAX_TOKENS = 8_000


def atoms_of(tokens: Sequence[Token]) -> Row:
    """Return the atoms of a formula.

    Raises:
        Problem: It cannot be set, or it is nested too deeply or too long.
    """
    if len(tokens) > _MAX_TOKENS:
        raise Problem(f"a formula of more than {_MAX_TOKENS} signs", tokens[0].position)
    builder = Builder(tokens)
    row = builder.row()
    if builder.peek is not None:
        raise Problem("a } without its {", builder.peek.position)
    return row


_OF_LENGTHS = frozenset("+-.0123456789")


class Builder:
    """Reads tokens one after the other. `commands` has what is done for commands with arguments.

    Attributes:
        tokens: The formula's.
        place: Where the next one stands.
        depth: How deep it is nested there.
        alone: Bars that have no other half, by the place behind them.
        opened: The brackets and bars that are open.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0
        self.alone: set[int] = set()
        self.opened: list[str] = []

    # ------------------------------------------------------------------------------ tokens

    @property
    def peek(self) -> Token | None:
        """The next token, blanks left aside; None at the end."""
        while self.place < len(self.tokens) and self.tokens[self.place].kind == "space":
            self.place += 1
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self) -> Token:
        """Return the next token, and go on behind it."""
        token = self.peek
        if token is None:
            raise Problem("the formula ends too early", self.last_position)
        self.place += 1
        return token

    @property
    def last_position(self) -> int:
        """Where the last token stands, for a message."""
        return self.tokens[min(self.place, len(self.tokens)) - 1].position if self.tokens else 0

    def take_if(self, kind: str, text: str = "") -> Token | None:
        """Take the next token if it is of a kind, and of a text where one is given."""
        token = self.peek
        if token is None or token.kind != kind or (text and token.text != text):
            return None
        return self.take()

    def raw_group(self) -> list[Token]:
        """Return the tokens of the next group, or the next token; blanks inside are kept."""
        token = self.take()
        if token.kind != "begin":
            return [token]
        depth = 1
        tokens: list[Token] = []
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            self.place += 1
            depth += (token.kind == "begin") - (token.kind == "end")
            if not depth:
                return tokens
            tokens.append(token)
        raise Problem("a { without its }", self.last_position)

    def optional(self) -> list[Token] | None:
        """Return the tokens of an argument in square brackets, if one follows."""
        if not self.take_if("char", "["):
            return None
        tokens: list[Token] = []
        depth = 0
        while True:
            token = self.take()
            depth += (token.kind == "begin") - (token.kind == "end")
            if token.text == "]" and token.kind == "char" and depth == 0:
                return tokens
            tokens.append(token)

    def sub_builder(self, tokens: Sequence[Token]) -> Builder:
        """Return a builder for tokens that were set aside, as deep as this one is."""
        builder = Builder(tokens)
        builder.depth = self.depth
        return builder

    # -------------------------------------------------------------------------------- rows

    def row(self, *, closing: Callable[[Token], bool] = lambda _: False) -> Row:
        """Read atoms until a token closes the row, the group ends, or the formula does."""
        self.go_deeper()
        atoms: list[Atom] = []
        while (token := self.peek) is not None and token.kind != "end" and not closing(token):
            if token.kind == "command" and token.text in ("over", "atop", "choose"):
                self.take()
                kind = "frac" if token.text == "over" else "binom"
                below = self.row(closing=closing)
                atoms = [Atom(kind, parts=(tuple(atoms), below), position=token.position)]
                break
            for atom in self.element():
                atoms += spliced(self.with_scripts(atom))
        self.depth -= 1
        return tuple(atoms)

    def go_deeper(self) -> None:
        """Count one more level of what stands inside of something.

        Raises:
            Problem: There are too many.
        """
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise Problem(f"nesting of more than {_MAX_DEPTH} levels", self.last_position)

    def argument(self) -> Row:
        """Read one argument of a command: a group, or the next token with what it takes."""
        token = self.peek
        if token is None:
            raise Problem("an argument is missing", self.last_position)
        if token.kind == "begin":
            self.take()
            row = self.row()
            self._expect_end(token)
            return row
        if token.kind == "char" and token.text.isdigit():
            self.take()
            return (Atom("number", token.text, position=token.position),)
        self.go_deeper()
        atoms = tuple(self.element())
        self.depth -= 1
        return atoms

    def _expect_end(self, opening: Token) -> None:
        if not self.take_if("end"):
            raise Problem("a { without its }", opening.position)

    def element(self) -> Sequence[Atom]:
        """Read what the next token leaves, without what stands below and above it."""
        token = self.take()
        if token.kind == "begin":
            row = self.row()
            self._expect_end(token)
            return grouped(row, token.position)
        if token.kind in ("sup", "sub"):
            self.place -= 1  # scripts of nothing: of what stood before a group, say
            return (Atom("group", parts=((),), position=token.position),)
        if token.kind == "align":
            # Behind two of them another column begins.
            return (Atom("column", position=token.position),) if self.take_if("align") else ()
        if token.kind == "command":
            return self._command(token)
        return self._character(token)

    def _character(self, token: Token) -> Sequence[Atom]:
        text, position = token.text, token.position
        if text.isdigit() and text.isascii():
            return (self._number(token),)
        if text == "." and self._is_digit(self.place):
            return (self._number(token),)
        if text.isalpha():
            return (Atom("letter", text, position=position),)
        if text == ":" and self.take_if("char", "="):
            return (Atom("relation", "=", position=position),)
        if text in "|":
            return bar(self, "|", token)
        return self._sign(text, token)

    def _sign(self, text: str, token: Token) -> Sequence[Atom]:
        if text in OPENING:
            return (bracket(self, text, token),)
        for kind, table in (("operator", OPERATORS), ("relation", RELATIONS)):
            if text in table:
                return (Atom(kind, table[text], position=token.position),)
        if text in CLOSING:
            return (Atom("stray", text, position=token.position),)
        if text in ",;:.?'":
            return (Atom("mark", text, position=token.position),)
        raise Problem(f"the sign {text} has no meaning in a formula here", token.position)

    def _is_digit(self, place: int) -> bool:
        return (
            place < len(self.tokens)
            and self.tokens[place].kind == "char"
            and self.tokens[place].text.isdigit()
        )

    def _number(self, token: Token) -> Atom:
        """Read digits that stand together, with a point, or with a comma in braces."""
        text, seen_point = token.text, token.text == "."
        while self.place < len(self.tokens):
            following = self.tokens[self.place]
            if self._is_digit(self.place):
                text += following.text
                self.place += 1
            elif following.text == "." and not seen_point and self._is_digit(self.place + 1):
                text, seen_point = f"{text}.", True
                self.place += 1
            elif self._is_braced_comma(self.place) and self._is_digit(self.place + 3):
                text += ","
                self.place += 3
            else:
                break
        return Atom("number", text, position=token.position)

    def _is_braced_comma(self, place: int) -> bool:
        three = self.tokens[place : place + 3]
        return [token.kind for token in three] == ["begin", "char", "end"] and three[1].text == ","

    # ---------------------------------------------------------------------------- commands

    def _command(self, token: Token) -> Sequence[Atom]:
        name, position = token.text, token.position
        if name in ("left", "middle", "right"):
            return self._fixed_delimiter(name)
        if name in BLANKS:
            return (Atom("blank", position=position),) if BLANKS[name] else ()
        if name == "\\":
            self.optional()
            return (Atom("newline", position=position),)
        if name in SIZES or name in DROPPED:
            return ()
        if name in PLAIN_ARGUMENT:
            self.optional()
            self.raw_group()
            if name == "rule":
                self.raw_group()
            return ()
        if name in LENGTHS:
            self._skip_length()
            return (Atom("blank", position=position),) if name == "hskip" else ()
        if name in ("|", "Vert"):
            return bar(self, "||", token)
        if name == "vert":
            return bar(self, "|", token)
        if name in SIDED:
            sign, side = SIDED[name]
            return bar(self, sign, token, side)
        if name in LETTERS:
            return (Atom("letter", LETTERS[name], position=position),)
        for kind, table in (("function", FUNCTIONS), ("big", BIG)):
            if name in table:
                return (Atom(kind, table[name], position=position),)
        if name in OPENING or name in CLOSING or name in OPERATORS or name in RELATIONS:
            return self._sign(name, token)
        if name in ("colon", "prime"):
            return (Atom("mark", ":" if name == "colon" else "'", position=position),)
        return command_atoms(self, token)

    def _skip_length(self) -> None:
        """Leave out a length: a sign, a number and two letters, or a command."""
        if self.peek is not None and self.peek.kind == "command":
            self.take()
            return
        while (token := self.peek) is not None and token.text in _OF_LENGTHS:
            self.take()
        for _ in range(2):
            if (token := self.peek) is not None and token.kind == "char" and token.text.isalpha():
                self.take()

    def _fixed_delimiter(self, name: str) -> Sequence[Atom]:
        token = self.take()
        if token.text in ("|", "vert", "Vert", "lvert", "lVert", "rvert", "rVert"):
            sign = "||" if token.text in ("Vert", "lVert", "rVert") else "|"
            if token.kind == "command" and token.text == "|":
                sign = "||"
            side = {"left": "open", "right": "close", "middle": "mid"}[name]
            return bar(self, sign, token, side)
        if token.text == ".":
            return ()
        if token.text in "<>":
            return self._sign("langle" if token.text == "<" else "rangle", token)
        if token.text in OPENING and name == "left":
            return (bracket(self, token.text, token),)
        return self._sign(token.text, token)

    # ----------------------------------------------------------------------------- scripts

    def with_scripts(self, atom: Atom) -> Atom:
        """Return an atom with what stands below and above it."""
        while (token := self.peek) is not None:
            if token.kind == "command" and token.text in ("limits", "nolimits"):
                self.take()
            elif (token.kind == "char" and token.text == "'") or (
                token.kind == "command" and token.text == "prime"
            ):
                self.take()
                atom = replace(atom, primes=atom.primes + 1)
            elif token.kind == "sub":
                atom = self._with_sub(atom, self.take())
            elif token.kind == "sup":
                atom = self._with_sup(atom, self.take())
            else:
                break
        return atom

    def _with_sub(self, atom: Atom, sign: Token) -> Atom:
        if atom.sub is not None:
            raise Problem(
                "two subscripts in a row: put braces around what belongs together", sign.position
            )
        row = self._script(sign)
        return replace(atom, sub=row, sub_first=atom.sup is None) if row else atom

    def _with_sup(self, atom: Atom, sign: Token) -> Atom:
        row = self._script(sign)
        if not row:
            return atom
        primes = sum(one.is_a("mark", "'") for one in row)
        if primes and primes == len(row):
            return replace(atom, primes=atom.primes + primes)
        if atom.sup is not None:
            raise Problem(
                "two superscripts in a row, as in a^b^c: put braces, as in a^{b^c}", sign.position
            )
        return replace(atom, sup=row)

    def _script(self, sign: Token) -> Row:
        token = self.peek
        written = "^" if sign.kind == "sup" else "_"
        if token is None:
            raise Problem(f"nothing follows the {written}", sign.position)
        if token.kind == "char" and token.text in "+-":
            self.take()
            following = self.peek
            if following is not None and following.kind in ("char", "command", "begin"):
                rest = following.text if following.kind == "char" else "x"
                raise Problem(
                    f"TeX puts the {token.text} alone up there: write "
                    f"{written}{{{token.text}{rest}}}",
                    token.position,
                )
            return (Atom("operator", token.text, position=token.position),)
        row = self.argument()
        if token.kind == "char" and token.text.isdigit() and self._is_digit(self.place):
            digits = token.text + self.tokens[self.place].text
            raise Problem(
                f"TeX puts the {token.text} alone there: write {written}{{{digits}}}",
                token.position,
            )
        return exploded(row)
