r"""TeX's own view of a source: commands, characters, groups, scripts; comments are gone.

What editors put in place of commands is read as these: ``α`` is ``\alpha``, ``x²`` is ``x^{2}``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .listed import listed

__all__ = ["MAX_LENGTH", "Problem", "Token", "tokenize"]

MAX_LENGTH = 400_000

_KINDS: Mapping[str, str] = {"{": "begin", "}": "end", "^": "sup", "_": "sub", "&": "align"}
_GREEK = dict(zip(
    "αβγδεζηθικλμνξπρσςτυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϑϕϖϱ",
    listed(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho "
        "sigma sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma "
        "Upsilon Phi Psi Omega epsilon theta phi pi rho"
    ),
    strict=True,
))  # fmt: skip
_SIGNS = dict(zip(
    "∑∏∫√∞∂∇≤≥≠≈≡∈∉∀∃→←⇒⇔·×÷±∓⊙⊗⊕∘∥‖⟨⟩⌊⌋⌈⌉≪≫∝⊤ℓ…⋯⋅∗µ≔⩽⩾⊺∼′ℎ",
    listed(
        "sum prod int sqrt infty partial nabla le ge ne approx equiv in notin forall exists "
        "to leftarrow Rightarrow Leftrightarrow cdot times div pm mp odot otimes oplus circ "
        "Vert Vert langle rangle lfloor rfloor lceil rceil ll gg propto top ell dots dots "
        "cdot ast mu coloneqq le ge intercal sim prime hbar"
    ),
    strict=True,
))  # fmt: skip
#: What a character of Unicode is as a command.
_COMMANDS: Mapping[str, str] = {**_GREEK, **_SIGNS}
_PLAIN: Mapping[str, str] = {"−": "-", "–": "-", "‐": "-", "“": '"', "”": '"', "’": "'", "‘": "`"}
#: As TeX reads them where they are asked for.
_STARRED = frozenset({"operatorname", "tag", "hspace", "vspace", "newcommand", "renewcommand",
                      "providecommand", "DeclareMathOperator"})  # fmt: skip


class Problem(Exception):
    """What cannot be read, in words for who wrote it.

    Attributes:
        message: Why not.
        position: Where in the source, as an offset.
    """

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.position = position

    def located(self, source: str) -> str:
        """Return the message with the line that it is about, and a mark below the place."""
        position = min(self.position, len(source))
        start = source.rfind("\n", 0, position) + 1
        end = source.find("\n", position)
        line = source[start : end if end >= 0 else len(source)]
        number = source.count("\n", 0, position) + 1
        column = position - start
        begin = max(0, column - _BEFORE)
        shown = line[begin : begin + _WIDTH].replace("\t", " ")
        return f"line {number}: {self.message}\n    {shown}\n    {' ' * (column - begin)}^"


_BEFORE, _WIDTH = 50, 90


@dataclass(frozen=True, slots=True)
class Token:
    """A command, a character, or one of TeX's signs.

    Attributes:
        kind: ``"command"``, ``"char"``, ``"begin"``, ``"end"``, ``"sup"``, ``"sub"``,
            ``"align"`` or ``"space"``.
        text: A command's name, or the character.
        position: Where it stands in the source, as an offset; of what a macro made, where that
            stands.
    """

    kind: str
    text: str
    position: int

    def is_char(self, text: str) -> bool:
        """Return whether it is a character, and this one."""
        return self.kind == "char" and self.text == text


def tokenize(text: str, start: int = 0) -> list[Token]:
    """Return the tokens of a source.

    Args:
        text: The source.
        start: What is added to every position.

    Raises:
        Problem: It is too long.
    """
    if len(text) > MAX_LENGTH:
        raise Problem(f"more than {MAX_LENGTH} characters", start)
    return list(_tokens(text, start))


def _tokens(text: str, start: int) -> Iterator[Token]:
    place, length = 0, len(text)
    while place < length:
        character = text[place]
        position = start + place
        if character == "%":
            place = _end_of_line(text, place)
            continue
        if character == "\\":
            end = _command_end(text, place + 1)
            yield Token("command", text[place + 1 : end], position)
            place = end
            continue
        place += 1
        if character.isspace() or character in "~\u200b\u2060\ufeff":
            if character == "\n" and text[place : place + 1] == "\n":
                yield Token("space", "\n\n", position)  # a paragraph ends here
            else:
                yield Token("space", " ", position)
        elif character in _KINDS:
            yield Token(_KINDS[character], character, position)
        elif character.isascii():
            yield Token("char", character, position)
        else:
            yield from _of_unicode(character, position)


def _end_of_line(text: str, place: int) -> int:
    """Return where a comment ends: with its line and the blanks before the next."""
    end = text.find("\n", place)
    if end < 0:
        return len(text)
    return end if text[end + 1 : end + 2] == "\n" else end + 1


def _command_end(text: str, place: int) -> int:
    end = place
    while end < len(text) and text[end].isascii() and (text[end].isalpha() or text[end] == "@"):
        end += 1
    if end == place:
        return min(place + 1, len(text))
    if text[end : end + 1] == "*" and text[place:end] in _STARRED:
        return end + 1
    return end


def _of_unicode(character: str, position: int) -> Iterator[Token]:
    if character in _PLAIN:
        yield Token("char", _PLAIN[character], position)
        return
    if character in _COMMANDS:
        yield Token("command", _COMMANDS[character], position)
        return
    written = unicodedata.normalize("NFKD", character)
    form = unicodedata.decomposition(character).partition(">")[0]
    script = {"<super": ("sup", "^"), "<sub": ("sub", "_")}.get(form)
    if script:
        yield Token(*script, position)
        yield Token("begin", "{", position)
    if character in "ℝℕℤℚℂ𝔼":
        yield Token("command", "mathbb", position)
    for part in written if form.startswith("<") else unicodedata.normalize("NFC", character):
        if part in _COMMANDS or part in _PLAIN:
            yield from _of_unicode(part, position)
        else:
            yield Token("char", part, position)
    if script:
        yield Token("end", "}", position)
