"""What the text of a source file is: by Python's rules, and where they refuse, with the remedy.

A file says what it is written in by a mark at its beginning, or in a comment in its first two
lines (PEP 263); otherwise it is UTF-8. Of a mark Python knows one, editors write others too.
"""

from __future__ import annotations

import codecs
import io
import re

__all__ = ["lines_of", "text_of"]

# The longer ones first: the beginning of UTF-32's is UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DECLARATION = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.DOTALL)
_NO_STATEMENT = re.compile(rb"[ \t\f]*(?:#.*)?\Z", re.DOTALL)
# Codecs from bytes to text that no editor saves a file in. The first two need a time that grows
# with the square of the length, the last ones make other code of what everybody reads.
_NO_ENCODINGS = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape")


def text_of(source: bytes, path: str) -> str:
    """Return the text of a source file, with its lines ended by a newline.

    Args:
        source: Its content.
        path: Its name, for the error.

    Raises:
        SyntaxError: It is not written in what it says, or in nothing that a file is written in.
    """
    encoding, declared_in = _encoding(source, path)
    try:
        text = source.decode(encoding)
    except UnicodeError as error:
        before = source[: error.start] if isinstance(error, UnicodeDecodeError) else b""
        line = len(_LINE_END.findall(before)) + 1
        name = encoding.removesuffix("-sig").upper()
        raise _error(f"this line is not written in {name}", path, line, source) from None
    except LookupError:  # it makes something else than text
        raise _error(_refusal(encoding), path, declared_in, source) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        reason = "this is no text: it has a byte that is zero (UTF-16 without its mark has many)"
        raise _error(reason, path, line, source)
    return io.IncrementalNewlineDecoder(None, translate=True).decode(text, final=True)


def lines_of(text: str) -> list[str]:
    """Return the lines as Python counts them; `str.splitlines` ends them at other signs too."""
    return io.StringIO(text, newline="\n").readlines()


def _encoding(source: bytes, path: str) -> tuple[str, int]:
    """Return the name of the encoding, and the line in which it is declared; 0 for none."""
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return encoding, 0
    for number, line in enumerate(_LINE_END.split(source, maxsplit=2)[:2], start=1):
        declaration = _DECLARATION.match(line)
        if declaration:
            name = declaration[1].decode("ascii", "replace")
            if not _may_be_declared(name):
                raise _error(_refusal(name), path, number, source)
            return name, number
        if not _NO_STATEMENT.match(line):
            break
    return "utf-8", 0


def _may_be_declared(name: str) -> bool:
    """Whether it is an encoding of files in which the declaration itself could be read."""
    try:
        known = codecs.lookup(name).name not in _NO_ENCODINGS
        return known and name.encode().decode(name) == name
    except (LookupError, UnicodeError):
        return False


def _refusal(encoding: str) -> str:
    return f"a file cannot be written in {encoding[:40]!r}"


def _error(reason: str, path: str, line: int, source: bytes) -> SyntaxError:
    """Return the error at a line, which is shown as far as it can be read."""
    lines = _LINE_END.split(source, maxsplit=line)
    text = lines[line - 1][:300].decode("utf-8", "replace").replace("\0", "")
    return SyntaxError(f"{reason}. Save the file as UTF-8", (path, line, 0, text))
