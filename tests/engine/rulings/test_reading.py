"""A file of rulings, and what is said of mistakes in it."""

from datetime import date
from fractions import Fraction

import pytest

from autograder.rulings.reading import RulingsError, parse_rulings, read_rulings

WHOLE = """
by = "Mia"

[remarks.sign]
share = "1/2"
text = "The sign."

[remarks.kind]
text = "So be it."

[[ruling]]
line = "1.mean"
for = ["ann@x.edu", " 0012 "]
remark = "sign"

[[same]]
line = "1.mean"
groups = ["e1", "e2"]

[[ruling]]
line = "1.next"
answer = "e7"
except = ["bob@x.edu"]
remark = "kind"
share = 0.25
by = "Noah"
on = 2026-11-30
given_for = ["d1", "d2"]
"""


def test_a_ruling_has_its_own_words_or_its_remarks(numbers):
    first, second = parse_rulings(WHOLE, "r.toml", numbers).rulings
    assert (first.share, first.text, first.by, first.on) == (
        Fraction(1, 2),
        "The sign.",
        "Mia",
        None,
    )
    assert (first.people, first.given_for, first.index) == (("ann@x.edu", "0012"), None, 0)
    assert (second.share, second.text, second.by) == (Fraction(1, 4), "So be it.", "Noah")
    assert (second.answers, second.excluded) == (("e7",), ("bob@x.edu",))
    assert (second.on, second.given_for) == (date(2026, 11, 30), ("d1", "d2"))
    assert (first.place, second.place) == ("r.toml:11", "r.toml:20")


def test_groups_that_are_the_same_are_joined_whatever_the_order(numbers):
    same = "".join(
        f'[[same]]\nline = "{line}"\ngroups = {groups}\n'
        for line, groups in (("1.mean", ["c", "d"]), ("1.mean", ["a", "b"]),
                             ("1.mean", ["b", "c"]), ("1.next", ["a", "z"]))
    )  # fmt: skip
    rulings = parse_rulings(same, "r.toml", numbers)
    assert rulings.equal_answers("1.mean", ["a"]) == {"a", "b", "c", "d"}
    assert rulings.equal_answers("1.next", ["a"]) == {"a", "z"}
    assert rulings.equal_answers("2.a", ["a"]) == {"a"}


@pytest.mark.parametrize(
    ("written", "share"),
    [('"all"', 1), ('"half"', "1/2"), ('"nothing"', 0), ('"2/3"', "2/3"), ("0.5", "1/2"),
     ("1", 1), ("0", 0), ("0.1", "1/10"), ('" half "', "1/2")],
)  # fmt: skip
def test_shares_are_exact(numbers, written, share):
    text = f'[[ruling]]\nline = "2.a"\nfor = ["a"]\nby = "M"\nshare = {written}\n'
    assert parse_rulings(text, "r.toml", numbers).rulings[0].share == Fraction(share)


GOOD = '[[ruling]]\nline = "2.a"\nfor = ["a"]\nby = "M"\nshare = "half"\n'
MISTAKES = {
    "r.toml:1: this is not TOML": "by = \n",
    "r.toml:2: this file has no 'rulings' (did you mean ruling?)": '\n[[rulings]]\nline = "2.a"\n',
    "r.toml:2: the rubric has no line 2.c (did you mean 2.": GOOD.replace("2.a", "2.c"),
    "r.toml:2: the rubric has no line 2 (it has 2.a, 2.b)": GOOD.replace("2.a", "2"),
    "r.toml:1: of which line? Write line": GOOD.replace('line = "2.a"\n', ""),
    "r.toml:2: line is a text: write line = \"2.1\"": GOOD.replace('"2.a"', "2.1"),
    "r.toml:3: a ruling has no 'fro' (did you mean for?)": GOOD.replace("for", "fro"),
    "r.toml:3: for is a list of texts": GOOD.replace('["a"]', '"a"'),
    "r.toml:2: for whom?": GOOD.replace('for = ["a"]\n', ""),
    "r.toml:3: for whom?": GOOD + 'answer = "e1"\n',
    "r.toml:6: `except` goes with `answer`": GOOD + 'except = ["b"]\n',
    "r.toml:2: who decided it?": GOOD.replace('by = "M"\n', ""),
    "r.toml:2: what does it earn?": GOOD.replace('share = "half"\n', ""),
    "r.toml:5: a share lies between 0 and 1, and 3 does not": GOOD.replace('"half"', "3"),
    "r.toml:5: a share lies between 0 and 1, and -0.5 does not": GOOD.replace('"half"', "-0.5"),
    "r.toml:5: 'most' is no share of a line": GOOD.replace("half", "most"),
    "r.toml:5: '1/0' is no share of a line": GOOD.replace("half", "1/0"),
    "r.toml:5: '1/00' is no share of a line": GOOD.replace("half", "1/00"),
    "r.toml:5: nan is no share": GOOD.replace('"half"', "nan"),
    "r.toml:5: inf is no share": GOOD.replace('"half"', "inf"),
    'r.toml:5: a share is "all"': GOOD.replace('"half"', "true"),
    "r.toml:6: the text says '2 points': write {points}": GOOD + 'text = "You get 2 points."\n',
    "r.toml:6: on is a day: write on = 2026-11-30, without quotes": GOOD + 'on = "30.11."\n',
    "r.toml:6: there is no remark 'sing' (did you mean sign?)":
        GOOD + 'remark = "sing"\n[remarks.sign]\ntext = "x"\n',
    "r.toml:5: the remark 'sign' has a share already": GOOD
        + 'remark = "sign"\n[remarks.sign]\nshare = "all"\n',
    "r.toml:2: a share lies between": "[remarks.sign]\nshare = 2\n" + GOOD,
    "r.toml:2: a remark has no 'shore'": '[remarks.sign]\nshore = "all"\n',
    "r.toml:1: `remarks` is no such table: write [remarks.NAME]": 'remarks = "x"\n',
    "r.toml:1: `ruling` is no such table: write [[ruling]], with two brackets":
        GOOD.replace("[[ruling]]", "[ruling]"),
    "r.toml:3: two groups at least": '[[same]]\nline = "2.a"\ngroups = ["e"]\n',
}  # fmt: skip


@pytest.mark.parametrize(("said", "text"), MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_line_and_the_remedy(numbers, said, text):
    with pytest.raises(RulingsError) as caught:
        parse_rulings(text, "r.toml", numbers)
    assert str(caught.value).startswith(said)


def test_all_mistakes_are_named_at_once(numbers):
    text = GOOD.replace("2.a", "9") + GOOD.replace("half", "much")
    with pytest.raises(RulingsError) as caught:
        parse_rulings(text, "r.toml", numbers)
    assert [row.split(":")[1] for row in str(caught.value).splitlines()] == ["2", "10"]


def test_rulings_may_stand_in_one_list(numbers):
    text = 'ruling = [{line = "2.a", for = ["a"], share = "half", by = "M"}]'
    [ruling] = parse_rulings(text, "r.toml", numbers).rulings
    assert (ruling.line, ruling.place) == ("2.a", "r.toml:1")


def test_a_file_may_begin_with_a_mark_and_is_text(tmp_path, numbers):
    path = tmp_path / "rulings.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert len(read_rulings(path, numbers).rulings) == 1
    path.write_bytes(GOOD.replace("half", "ha\xfff").encode("latin-1"))
    with pytest.raises(RulingsError, match="not UTF-8"):
        read_rulings(path, numbers)
