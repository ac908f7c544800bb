"""When two spellings are one person's name."""

import pytest

from autograder.records.person_names import NameIndex, plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Doe, Jane", "jane doe"),
        ("  Jane \t DOE ", "jane doe"),
        ("van Doe, Jane  Ann", "jane ann van doe"),
        ("Zoe\u0308", "zo\u00eb"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_a_name_as_it_is_compared(name, plain):
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Doe, Jane", [0]),
        ("doejane", [0]),
        ("vandoejaneann", [1]),
        ("oharacy", [2]),
        ("Ann Lee", [3, 4]),
        ("lee_ann", [3, 4]),
        ("Doe Jane", []),
        ("jane", []),
        ("", []),
    ],
)
def test_names_are_found_as_platforms_write_them(name, found):
    index = NameIndex(["Jane Doe", "Jane Ann van Doe", "O'Hara, Cy", "Ann Lee", "Lee, Ann", ""])
    assert index.find(name) == found
