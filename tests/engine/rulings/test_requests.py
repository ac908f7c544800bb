"""Requests for another look, from tables as forms give them."""

import pytest

from autograder.rulings.requests import RequestsError, read_requests


def test_columns_are_found_by_their_names(tmp_path):
    path = tmp_path / "requests.csv"
    path.write_bytes(
        "\ufeffTimestamp,Words,E-Mail Address,Line\r\n"
        '1,"I wrote\r\nthe same, ""I think""",ann@x.edu,2.1\r\n'
        "2,,,\r\n3,=1+1,bob@x.edu\r\n".encode()
    )
    first, second = read_requests(path)
    assert (first.email, first.line) == ("ann@x.edu", "2.1")
    assert first.words == 'I wrote\r\nthe same, "I think"'
    assert (second.email, second.line, second.words) == ("bob@x.edu", "", "=1+1")
    assert second.place == f"{path}:5"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ":1: no column `email`"),
        (b"email,line\n", ":1: no column `words`.* this one has email, line"),
        (b"email,line,words\na,b,\xff\n", "not UTF-8"),
        (b"email,line,words\na,b," + b"x" * 200_000 + b"\n", ":2: not CSV"),
    ],
)
def test_what_is_no_such_table_is_named(tmp_path, content, said):
    path = tmp_path / "requests.csv"
    path.write_bytes(content)
    with pytest.raises(RequestsError, match=said):
        read_requests(path)
