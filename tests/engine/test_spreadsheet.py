"""Tables: read wherever they come from, and written so that no spreadsheet runs what is in them."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.spreadsheet import Table, TableError, guarded, unguarded, written

# Any text but a NUL, which no table can have; often what is special somewhere.
CELL = st.text(
    st.one_of(
        st.sampled_from("'=+-@\t\r\n\",; 0a"),
        st.characters(codec="utf-8", exclude_characters="\0"),
    ),
    max_size=12,
)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=4)


@settings(deadline=None)
@given(ROWS)
def test_what_is_written_is_read_back(rows):
    """The first cell is never blank, as a row without anything in it is none."""
    rows = [[f"x{first}", second] for first, second in rows]
    table = Table(written(["one", "two"], rows))
    assert [[record["one"], record["two"]] for record in table.records] == rows


@settings(deadline=None)
@given(CELL)
def test_a_guard_is_taken_away_again_and_nothing_else(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip("'")[:1] != "=" or guarded(text).startswith("'")


@settings(deadline=None)
@given(ROWS)
def test_no_cell_is_a_formula(rows):
    """Read by somebody else's reader."""
    content = written(["one", "two"], rows).decode()
    for row in csv.reader(io.StringIO(content, newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1"])
def test_what_spreadsheets_take_for_a_formula_is_guarded(start):
    assert guarded(start) == f"'{start}"


def test_text_is_quoted_also_where_it_looks_like_a_number_and_numbers_are_not():
    assert written(["sid", "score"], [["00124", 2.5], ["-1", -1], ["", None]]) == (
        b'"sid","score"\r\n"00124",2.5\r\n"\'-1",-1\r\n"",\r\n'
    )


@settings(deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=1, max_size=3), min_size=1, max_size=4),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_cells_are_read_as_another_reader_does_and_stand_where_they_say(rows, delimiter, end, how):
    """Each cell's bytes, put back where it was, are the file.

    Python's writer leaves a carriage return unquoted if it may, which then ends a line.
    """
    if how == csv.QUOTE_MINIMAL:
        rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    rows = [["h1", "h2", "h3"], *rows]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=how).writerows(rows)
    content = b"\xef\xbb\xbf" + stream.getvalue().encode()
    table = Table(content)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        row for row in rows if "".join(row).strip()
    ]
    for row in table.rows:
        for cell in row.cells:
            raw = content[cell.start : cell.end].decode()
            assert raw == cell.text or raw == '"{}"'.format(cell.text.replace('"', '""'))


def test_rows_know_their_lines():
    table = Table(b'a,b\r\n"x\ny",1\r\n\r\nz\n')
    assert [row.line for row in table.rows] == [1, 2, 5]
    assert table.rows[2].text(1) == ""


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b'a,b\n1,"2\n3,4\n', 2, "a quotation mark opens here that nothing closes"),
        (b"a\0b", 1, "no text in UTF-8"),
        ("a,b\n".encode("utf-16"), 1, "no text in UTF-8"),
    ],
)
def test_what_is_no_table_says_where(content, line, said):
    with pytest.raises(TableError, match=said) as caught:
        Table(content)
    assert caught.value.line == line


def test_nothing_is_a_table_without_rows():
    assert Table(b"").rows == ()
    assert Table(b"").header == ()


def test_a_row_may_be_long():
    assert len(Table(b"a," * 100_000 + b"b").rows[0].cells) == 100_001
    assert Table(b'"' + b"x" * 1_000_000 + b'"').header == ("x" * 1_000_000,)
