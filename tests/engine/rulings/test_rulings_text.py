"""What is added to a text of rulings, changed in it and taken out, beside what stands in it."""

from datetime import date
from fractions import Fraction

import pytest

from autograder.rulings.reading import RulingsError, parse_rulings
from autograder.rulings.rulings_text import EditError, RulingsText
from rulings_file import TEXT

DAY = date(2026, 11, 30)


@pytest.fixture
def text():
    return RulingsText(TEXT)


@pytest.fixture
def read(numbers):
    return lambda text: parse_rulings(text.text, "rulings.toml", numbers)


def test_a_ruling_is_added_at_the_end_and_all_else_stays(text, read):
    text.add("ruling", {
        "line": "2.b", "for": ["bob@x.edu"], "share": "2/3", "text": 'He says "π".\nTwice.',
        "by": "Noah", "on": DAY, "except": [], "remark": "", "given_for": ["d4"],
    })  # fmt: skip
    assert text.text.startswith(TEXT)
    added = read(text).rulings[-1]
    assert (added.line, added.share, added.people) == ("2.b", Fraction(2, 3), ("bob@x.edu",))
    assert (added.text, added.by, added.on) == ('He says "π".\nTwice.', "Noah", DAY)
    assert (added.given_for, added.remark, added.index) == (("d4",), "", 2)


def test_a_remark_and_what_is_the_same_are_added(text, read):
    text.add_remark("late", {"share": "nothing", "text": "Too late."})
    text.add("ruling", {"line": "2.b", "answer": ["e9", "e8"], "remark": "late"})
    text.add("same", {"line": "2.b", "groups": ["e3", "e4"], "by": "Noah", "on": DAY})
    found = read(text)
    assert (found.rulings[-1].share, found.rulings[-1].text) == (0, "Too late.")
    assert found.rulings[-1].remark == "late"
    assert found.remarks["late"].text == "Too late."
    assert found.same[-1].groups == ("e3", "e4")
    assert text.text.startswith(TEXT)


def test_the_first_table_makes_the_file_with_a_head(read):
    text = RulingsText("")
    text.add("ruling", {"line": "2.a", "by": "M", "for": ["a"], "share": "all"})
    assert text.text.startswith("# What persons have decided")
    assert len(read(text).rulings) == 1


def test_what_is_taken_out_is_gone_and_comments_around_it_stay(text, read):
    text.take_out("ruling", 0)
    before, after = TEXT.split("[[ruling]]   # Ann\n")
    assert text.text == before + "\n\n# together" + after.split("# together")[1]
    assert [ruling.line for ruling in read(text).rulings] == ["2.b"]
    text.take_out("ruling", 0)
    text.take_out("left", 0)
    assert text.text.endswith('groups = ["e1", "e2"]\n\n# the end')
    assert read(text).rulings == read(text).left == ()


def test_keys_are_changed_where_they_stand_added_below_and_taken_out(text, read):
    text.change("ruling", {
        0: {"share": "all", "text": "Right.", "by": ""},
        1: {"text": "", "on": DAY, "except": ["a@x.edu", "b@x.edu"]},
    })  # fmt: skip
    expected = (
        TEXT.replace('she called\nshare = "half"\n', 'she called\nshare = "all"\ntext = "Right."\n')
        .replace("text = '''\n[[ruling]]\n'''\n", "")
        .replace("2026-10-01\n", '2026-11-30\nexcept = [\n    "a@x.edu",\n    "b@x.edu",\n]\n')
    )
    assert text.text == expected
    assert read(text).rulings[1].excluded == ("a@x.edu", "b@x.edu")


def test_a_remark_is_changed_and_its_comment_stays(text, read):
    text.change_remark("sign", {"share": "2/3", "text": "A sign is lost."})
    assert text.text == TEXT.replace('"half"\ntext = "A sign."', '"2/3"\ntext = "A sign is lost."')
    assert read(text).remarks["sign"].share == Fraction(2, 3)


def test_lines_that_end_as_on_windows_stay_so():
    text = RulingsText(TEXT.replace("\n", "\r\n"))
    text.change("ruling", {1: {"given_for": ["d2"]}, 0: {"share": "all"}})
    assert text.text.count("\n") == text.text.count("\r\n") == TEXT.count("\n") + 1


@pytest.mark.parametrize("text", [
    'ruling = [{line = "2.a", for = ["a"], share = "half", by = "M"}]\n', "",
])  # fmt: skip
def test_rulings_in_one_list_cannot_be_changed(text):
    edited = RulingsText(text)
    with pytest.raises(EditError, match=r"write each `ruling` as \[\[ruling\]\]"):
        edited.change("ruling", {0: {"given_for": ["d"]}})
    with pytest.raises(EditError, match=r"write each"):
        edited.take_out("ruling", 0)
    assert edited.text == text


def test_a_remark_in_another_form_cannot_be_changed():
    with pytest.raises(EditError, match=r"write it as \[remarks.sign\]"):
        RulingsText('remarks = {sign = {share = "half"}}\n').change_remark("sign", {"text": "x"})


def test_what_is_left_for_another_person_is_read(text, read):
    [left] = read(text).left
    assert (left.line, left.people, left.by) == ("2.b", ("bob@x.edu",), "Mia")
    assert (left.text, left.index) == ("Is that the convention?", 0)


def test_a_mistake_in_what_is_left_is_named_with_its_line(text, read):
    text.change("left", {0: {"for": ""}})
    with pytest.raises(RulingsError, match=r"rulings.toml:\d+: for whom\?"):
        read(text)
