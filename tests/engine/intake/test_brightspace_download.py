"""Brightspace's download: a folder for each attempt, or files with the names in front."""

from datetime import datetime

from autograder.records.people import Person
from downloads import Q1, Q2

FOLDERS = {
    "147004-268321 - Ann Example - Sep 24, 2024 926 PM/q1.py": Q1,
    "147004-268321 - Ann Example - Sep 25, 2024 1205 AM/q1.py": Q2,
    "147005-268321 - Bo - van Sample - Sep 3, 2024 1200 PM/q1.py": Q1,
    "index.html": b"",
}


def test_the_latest_attempt_counts_and_that_is_said(take):
    taken = take(FOLDERS)
    assert taken.platform == "brightspace"
    assert taken.ids == ["147004-268321", "147005-268321"]
    assert taken.files("147004-268321") == {"q1.py": Q2}
    ann = taken.handed_in["147004-268321"]
    assert ann.created_at == datetime(2024, 9, 25, 0, 5)
    assert ann.people == (Person(name="Ann Example", platform_id="147004-268321"),)
    assert "has 2 submissions: the latest counts" in ann.notes[0]
    bo = taken.handed_in["147005-268321"]
    assert bo.people[0].name == "Bo - van Sample"
    assert bo.created_at == datetime(2024, 9, 3, 12, 0)


def test_where_the_times_cannot_be_read_all_attempts_stay(take):
    """In another language the months are others."""
    taken = take(
        {
            "147004-268321 - Ann Example - 24 sept. 2024 21 26/q1.py": Q1,
            "147004-268321 - Ann Example - 25 sept. 2024 00 05/q1.py": Q2,
        }
    )
    assert len(taken.ids) == 2
    notes = [note for one in taken.handed_in.values() for note in one.notes]
    assert len(notes) == 2
    assert all("does not tell which of them counts" in note for note in notes)


def test_flat(take):
    taken = take(
        {
            "147004-268321 - Ann Example - q1 - spread.py": Q1,
            "147004-268321 - Ann Example - q2.py": Q2,
            "index.html": b"",
        }
    )
    assert taken.platform == "brightspace"
    assert taken.files("147004-268321") == {"q1 - spread.py": Q1, "q2.py": Q2}


def test_nobody_chooses_a_time_by_what_they_call_a_file(take):
    taken = take({"147004-268321 - Ann Example - Sep 1, 2020 100 AM - q1.py": Q1})
    (one,) = taken.handed_in.values()
    assert one.created_at is None
    assert taken.files("147004-268321") == {"Sep 1, 2020 100 AM - q1.py": Q1}
