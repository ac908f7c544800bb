"""What a source file's text is: as Python reads it, and an error with a remedy where it is none."""

import encodings
import io
import pkgutil
import tokenize

import pytest

from autograder.guest.source import lines_of, text_of

#: Bytes that decode in most encodings of files, and that codecs of other kinds choke on.
BODY = b"x = 'ab'\n" * 1000


def detected(source):
    """Return a source's text as the standard library finds it."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    return io.TextIOWrapper(io.BytesIO(source), encoding).read()


def text_or_error(source):
    try:
        return text_of(source, "q.py")
    except SyntaxError as error:
        return error


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"x = 1",
        b"x = '\xc3\xa9'\r\ny = 2\rz = 3\n",
        b"\xef\xbb\xbfx = '\xc3\xa9'\n",
        b"# coding: latin-1\nx = '\xe9'\n",
        b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n",
        b"\x0c# -*- coding: gbk -*-\nx = '\xc4\xe3'\n",
        b"\r\n# coding=koi8-r\r\nx = '\xc1'\r\n",
        b"x = 1\n# coding: rot13\n",
        b"\n\n# coding: rot13\n",
        b"'''\n# coding: rot13\n'''\n",
    ],
)
def test_text_is_what_the_standard_library_reads(source):
    assert text_of(source, "q.py") == detected(source)


def test_a_declaration_counts_although_there_is_something_else_in_its_line():
    """The compiler sees it too, where `tokenize` gives up."""
    assert text_of(b"# coding: latin-1, for Jos\xe9\n", "q.py") == "# coding: latin-1, for José\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_mark_that_editors_write_is_read(encoding):
    source = "\ufeff# coding: latin-1\r\nx = 'Σ'\r\n".encode(encoding)
    assert text_of(source, "q.py") == "# coding: latin-1\nx = 'Σ'\n"


@pytest.mark.parametrize("name", sorted(m.name for m in pkgutil.iter_modules(encodings.__path__)))
def test_a_codec_of_any_kind_gives_text_or_an_error_that_says_what_to_do(name):
    """What can be read in it at all is what the declaration itself can be read in."""
    source = f"# coding: {name}\n".encode() + BODY
    read = text_or_error(source)
    if isinstance(read, SyntaxError):
        assert (read.filename, read.lineno, read.text) == ("q.py", 1, f"# coding: {name}")
        assert read.msg.endswith("Save the file as UTF-8")
    else:
        assert read == source.decode("ascii")


@pytest.mark.parametrize(
    "codec",
    ["rot13", "hex", "base64", "zlib", "uu", "undefined", "punycode", "idna", "unicode_escape",
     "raw_unicode_escape", "utf-16", "cp037", "no_such_codec", "x" * 5000],
)  # fmt: skip
def test_what_no_file_is_written_in_is_refused(codec):
    with pytest.raises(SyntaxError, match="a file cannot be written in"):
        text_of(f"#!/usr/bin/env python\n# coding: {codec}\n".encode() + BODY, "q.py")


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        (b"x = 1\r\ny = 'caf\xe9'\r\n", 2, "this line is not written in UTF-8"),
        (b"\xef\xbb\xbfx = '\xe9'", 1, "this line is not written in UTF-8"),
        (b"# coding: ascii\nx = 1\ry = '\xc3\xa9'", 3, "this line is not written in ASCII"),
        (b"x = 1\ny\0 = 2\n", 2, "a byte that is zero"),
        ("x = 1\n".encode("utf-16-le"), 1, "a byte that is zero"),
        (b"\xff\xfe\n\0\x00\xd8\n\0", 2, "this line is not written in UTF-16"),
    ],
)
def test_what_cannot_be_read_is_an_error_at_its_line(source, line, reason):
    with pytest.raises(SyntaxError, match=reason) as raised:
        text_of(source, "q.py")
    assert raised.value.lineno == line


def test_lines_end_where_they_do_for_the_compiler():
    assert lines_of("a\x0c\x1c\x85\u2028b\n\nc") == ["a\x0c\x1c\x85\u2028b\n", "\n", "c"]
    assert lines_of("") == []
