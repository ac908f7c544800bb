"""What is added to a file of rulings, beside what stands in it."""

from datetime import date

import pytest

from autograder.rulings.reading import RulingsError
from autograder.rulings.writing import RulingsFile
from rulings_file import TEXT

DAY = date(2026, 11, 30)


@pytest.fixture
def file(tmp_path, numbers):
    path = tmp_path / "rulings.toml"
    path.write_text(TEXT)
    return RulingsFile(path, numbers), path


def test_what_a_ruling_was_given_for_is_noted_where_it_stands(file):
    rulings, path = file
    rulings.note_answers({0: ["d1"], 1: ["d2", "d3"]}, DAY)
    head, tail = TEXT.rsplit('share = "half"\n', 1)
    first = 'share = "half"\non = 2026-11-30\ngiven_for = ["d1"]\n'
    last = 'on = 2026-10-01\ngiven_for = [\n    "d2",\n    "d3",\n]\n'
    assert path.read_text() == head + first + tail.replace("on = 2026-10-01\n", last)
    assert [ruling.given_for for ruling in rulings.read().rulings] == [("d1",), ("d2", "d3")]
    assert [ruling.on for ruling in rulings.read().rulings] == [DAY, date(2026, 10, 1)]


def test_lines_that_end_as_on_windows_stay_so(file):
    rulings, path = file
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    rulings.note_answers({1: ["d2"]}, DAY)
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == TEXT.count("\n") + 1


def test_nothing_is_written_where_nothing_is_to_be_noted(file):
    rulings, path = file
    before = path.stat().st_ino
    rulings.note_answers({}, DAY)
    assert path.stat().st_ino == before


def test_the_file_is_replaced_as_a_whole(file):
    rulings, path = file
    rulings.replace(f'{TEXT}\n[remarks.new]\nshare = "all"\n')
    assert path.read_text().startswith(TEXT)
    assert rulings.read().remarks["new"].share == 1


def test_the_first_ruling_makes_the_file(tmp_path, numbers):
    rulings = RulingsFile(tmp_path / "new.toml", numbers)
    assert rulings.read().rulings == ()
    rulings.replace(TEXT)
    assert len(rulings.read().rulings) == 2


def test_rulings_in_one_list_cannot_be_added_to(file):
    rulings, path = file
    text = 'ruling = [{line = "2.a", for = ["a"], share = "half", by = "M"}]\n'
    path.write_text(text)
    with pytest.raises(RulingsError, match=r"write each `ruling` as"):
        rulings.note_answers({0: ["d"]}, DAY)
    assert path.read_text() == text


def test_a_file_that_has_changed_since_it_was_read_is_left_as_it_is(file):
    """What was found for the first ruling would be noted in another."""
    rulings, path = file
    rulings.read()
    changed = f'{TEXT}\n[[ruling]]\nline = "2.a"\nfor = ["eve"]\nshare = "all"\n'
    path.write_text(changed)
    with pytest.raises(RulingsError, match="it has changed meanwhile"):
        rulings.note_answers({0: ["d1"]}, DAY)
    assert path.read_text() == changed


def test_a_link_to_a_file_elsewhere_stays_one(file, numbers):
    _, path = file
    link = path.with_name("link.toml")
    link.symlink_to(path)
    RulingsFile(link, numbers).note_answers({0: ["d1"]}, DAY)
    assert link.is_symlink()
    assert 'given_for = ["d1"]' in path.read_text()
