"""The words of the written form: numbers, names and marks, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.expression.tree import MAX_DIGITS, TreeError

__all__ = ["MAX_LENGTH", "OPERATOR_NAMES", "ParseError", "Token", "Words", "tokenize"]

MAX_LENGTH = 50_000
#: Operators that look like names.
OPERATOR_NAMES = ("and", "not", "or")
_MAX_NAME = 200
_MAX_EXPONENT_DIGITS = 4

_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<number>([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?(?P<exponent>[0-9]+))?)"
    r"|(?P<name>[^\W0-9]\w*)"
    r"|(?P<mark>\*\*|<=|>=|==|!=|<<|[-+*/()\[\],.<>])"
    r"|(?P<end>$)"
    r"|(?P<other>.))",
    re.DOTALL,
)
_HINTS = {
    "^": "a power is written **",
    "·": "a product is written *",
    "×": "a product is written *",
    "−": "a minus is written -",
    "=": "an equation is no expression",
    "'": "a transpose is written A.T, a derivative D(f)(x)",
    "@": "a product of matrices is written *",
}


class ParseError(TreeError):
    """A text that is no expression; says what is wrong and where.

    Attributes:
        position: Index of the character from which the text cannot be read on.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.position = position


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text.

    Attributes:
        kind: ``"number"``, ``"name"``, ``"mark"`` or ``"end"``.
        text: The characters.
        position: Index of its first character.
    """

    kind: str
    text: str
    position: int

    def __str__(self) -> str:
        return "the end" if self.kind == "end" else f"`{self.text[:40]}`"


def tokenize(text: str) -> list[Token]:
    """Split a text into its words; the last one is the end.

    Raises:
        ParseError: A sign that belongs to no word, or a text, number or name that is too long.
    """
    if len(text) > MAX_LENGTH:
        raise ParseError(f"an expression of more than {MAX_LENGTH} characters", MAX_LENGTH)
    tokens = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        token = Token(kind, match[kind], match.start(kind))
        if kind == "other":
            hint = f": {_HINTS[token.text]}" if token.text in _HINTS else ""
            raise ParseError(f"{token.text!r} cannot be read{hint}", token.position)
        if kind == "number" and len(token.text) > MAX_DIGITS:
            raise ParseError(f"a number of more than {MAX_DIGITS} digits", token.position)
        if match["exponent"] and len(match["exponent"].lstrip("0")) > _MAX_EXPONENT_DIGITS:
            raise ParseError(f"the exponent of {token} is too large", token.position)
        if kind == "name" and len(token.text) > _MAX_NAME:
            raise ParseError(f"a name of more than {_MAX_NAME} characters", token.position)
        tokens.append(token)
        if kind == "end":
            break
    return tokens


class Words:
    """The words of a text, read one after the other.

    Args:
        text: The text.

    Raises:
        ParseError: As `tokenize` does, and where a word is not the one that is expected.
    """

    def __init__(self, text: str) -> None:
        self._tokens = tokenize(text)
        self._place = 0

    @property
    def next(self) -> Token:
        """The word that has not been read yet."""
        return self._tokens[self._place]

    def advance(self) -> None:
        """Read a word."""
        self._place += 1

    def take(self, *texts: str) -> str:
        """Read the next word if it is one of these; return it, or nothing."""
        text = self.next.text
        if text not in texts:
            return ""
        self.advance()
        return text

    def expect(self, text: str) -> None:
        """Read the next word, which has to be this one."""
        if not self.take(text):
            raise ParseError(f"expected `{text}`, not {self.next}", self.next.position)

    def name(self, purpose: str) -> Token:
        """Read a name; the purpose says in the message what it would have been."""
        token = self.next
        if token.kind != "name" or token.text in OPERATOR_NAMES:
            raise ParseError(f"expected {purpose}, not {token}", token.position)
        self.advance()
        return token

    def expect_end(self) -> None:
        """Refuse what is left over."""
        token = self.next
        if token.kind == "end":
            return
        if token.kind in ("name", "number") or token.text in ("(", "["):
            message = f"expected an operator before {token}: a product is written *"
        else:
            message = f"{token} cannot stand here"
        raise ParseError(message, token.position)
