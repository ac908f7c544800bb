"""The course's list of how answers may be said is read, and tried on its own examples."""

import pytest

from autograder.checking.sayings import Saying, problems_of_sayings, read_sayings


@pytest.fixture
def listed(tmp_path):
    def listed(text):
        path = tmp_path / "giveaways"
        path.write_text(text)
        return path

    return listed


def test_a_list_is_read_with_its_places(listed):
    path = listed("# About it.\n\n[1.a]\nfind: x\\^2\ntext: x² : here\n")
    assert list(read_sayings(path)) == [
        Saying("1.a", "find", "x\\^2", f"{path}:4"),
        Saying("1.a", "text", "x² : here", f"{path}:5"),
    ]


def test_without_a_list_nothing_is_wrong(tmp_path):
    assert list(problems_of_sayings(tmp_path / "giveaways", ["1.a"])) == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("find: x", 1, "cannot be read"),
        ("[1.a]\nfound: x", 2, "cannot be read"),
        ("[1.a]\nfind: (x", 2, "no regular expression"),
        ("[1.b]\nfind: x", 2, "no line 1.b"),
        ("[1.a]\nfind: x\ntext: y²", 3, "`y^2` in the one spelling"),
    ],
)
def test_what_is_wrong_with_it_is_told_with_its_place(listed, text, line, said):
    path = listed(text)
    [problem] = problems_of_sayings(path, ["1.a"])
    assert problem.place == f"{path}:{line}"
    assert said in problem.what


def test_an_example_that_is_found_is_in_order(listed):
    assert list(problems_of_sayings(listed("[1.a]\nfind: x\\^2\ntext: x ** 2"), ["1.a"])) == []
