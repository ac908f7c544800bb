"""A source says where an import may fail, and which names it binds."""

import pytest

from autograder.guest.import_guards import is_guarded, parsed, unbound_names

SOURCE = """
try:
    a
    if b:
        c
    class D:
        d
    def f():
        e
        try:
            g
        except ImportError: h
except (ValueError, ImportError):
    i
else:
    j
finally:
    k
with suppress(ImportError): l
with open(m): n
match o:
    case 1:
        try: p
        except: q
try:
    r
except* lib.Missing:
    s
try:
    t
except lib.ConnectionError:
    u
for v in w:
    try: x
    except Exception: y
    z
"""


@pytest.mark.parametrize(
    ("name", "guarded"),
    [("a", True), ("c", True), ("d", False), ("e", False), ("g", True), ("i", False), ("j", False),
     ("k", False), ("l", True), ("n", False), ("p", True), ("q", False), ("s", False), ("t", False),
     ("x", True), ("z", False)],
)  # fmt: skip
def test_a_line_is_guarded_where_the_code_around_it_catches_what_it_raises(name, guarded):
    """Of the frames of a class only its caller's is guarded, at the line of the statement."""
    source = SOURCE.replace("except* lib.Missing", "except lib.Missing")
    line = next(n for n, text in enumerate(source.splitlines(), 1)
                if text.split(": ")[-1].strip() == name)  # fmt: skip
    assert is_guarded(parsed(source), line) is guarded


def test_what_an_exception_of_unknown_name_catches_may_be_an_import():
    assert is_guarded(parsed("try:\n    r\nexcept lib.Missing:\n    s"), 2)


def test_what_does_not_parse_guards_nothing():
    assert not is_guarded(parsed("try: ("), 1)


def test_names_are_unbound_that_no_statement_binds():
    source = (
        "import a.b, c as d\nfrom e import f as g\nh = i\ndef j(k, *l, m=n): return k + o\n"
        "class P(q): r: s = 1\nfor t in u: v += t\n"
    )
    assert unbound_names(parsed(source)) == {"i", "n", "o", "q", "s", "u"}
