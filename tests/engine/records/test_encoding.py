"""Records as bytes: the same records, the same bytes."""

from dataclasses import dataclass, field

import pytest

from autograder.records.encoding import decode, encode


@dataclass(frozen=True)
class Record:
    """Fields that are in no order, and a mapping."""

    second: str = ""
    first: dict = field(default_factory=dict)


@pytest.mark.parametrize("text", ["text", "\ud800 is none"])
def test_what_is_read_again_is_written_as_it_was(text):
    written = encode(Record(second=text, first={"b": 1, "a": text}))
    assert encode(decode(written, Record)) == written
    assert written.index(b'"second"') < written.index(b'"first"')
    assert written.index(b'"a"') < written.index(b'"b"')


@pytest.mark.parametrize("text", ["text", "\ud800 is none"])
def test_a_mapping_stays_in_order_where_that_says_something(text):
    written = encode({"b": 1, "a": text}, in_order=True)
    assert list(decode(written, dict)) == ["b", "a"]
