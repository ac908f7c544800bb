"""Several submissions of one person: the latest counts where the times tell, and that is said."""

from downloads import Q1, Q2, Taken, export, in_folder, in_zip, submission

ANN = ("Ann", "1", "ann@x.edu")
BO = ("Bo", "2", "bo@x.edu")
EARLY, LATE = "2023-09-14 12:00:00 -07:00", "2023-09-14 13:00:00 -07:00"


def take(tmp_path, *records):
    return Taken(in_zip(tmp_path / "c.zip", export(*records)), tmp_path / "scratch")


def test_the_latest_counts(tmp_path):
    """Ten o'clock in Greenwich is before one in the afternoon in the west."""
    taken = take(
        tmp_path,
        submission(11, people=[ANN], created=LATE),
        submission(12, people=[("Ann E.", "1", "ANN@x.edu")], created="2023-09-14 19:59:59 Z"),
    )
    assert taken.ids == ["submission_11"]
    assert taken.handed_in["submission_11"].notes == (
        "ann@x.edu has 2 submissions: the latest counts",
    )
    assert "of which the latest counts: 1 (`ann@x.edu`)." in taken.messages


def test_who_leaves_a_group_takes_nothing_from_it(tmp_path):
    taken = take(
        tmp_path,
        submission(11, people=[ANN, BO], created=EARLY),
        submission(12, people=[ANN], created=LATE),
    )
    assert [one.key for one in taken.people["submission_11"]] == ["bo@x.edu"]
    assert [one.key for one in taken.people["submission_12"]] == ["ann@x.edu"]
    assert taken.handed_in["submission_11"].notes == (
        "ann@x.edu has handed in another submission later, which counts",
    )


def test_a_group_that_hands_in_twice_has_one_submission(tmp_path):
    taken = take(
        tmp_path,
        submission(11, people=[ANN, BO], created=EARLY),
        submission(12, people=[BO, ANN], created=LATE),
    )
    assert taken.ids == ["submission_12"]


def test_where_no_time_tells_all_stay_and_say_so(tmp_path):
    for other in (EARLY, "''", "2023-09-14 13:00:00"):
        taken = take(
            tmp_path,
            submission(11, people=[ANN], created=EARLY),
            submission(12, people=[ANN], created=other),
        )
        assert taken.ids == ["submission_11", "submission_12"]
        assert all(
            one.notes == (
                "ann@x.edu has 2 submissions (`submission_11`, `submission_12`), and the download "
                "does not tell which of them counts",
            )
            for one in taken.handed_in.values()
        )  # fmt: skip
        assert "All are graded; remove what does not count." in taken.messages


def test_two_people_of_one_name_are_two(tmp_path):
    taken = take(
        tmp_path,
        submission(11, people=[("Ann Lee", "", "")], created=EARLY),
        submission(12, people=[("Ann Lee", "", "")], created=LATE),
    )
    assert taken.ids == ["submission_11", "submission_12"]
    assert taken.messages == ""


def test_a_folder_and_a_zip_of_one_name_are_one_persons(tmp_path):
    place = in_folder(tmp_path / "c", {"ann/q1.py": Q1, "ann.zip": b"PK", "bo/q1.py": Q2})
    taken = Taken(place, tmp_path / "scratch")
    assert len(taken.ids) == 3
    assert len({name.casefold() for name in taken.ids}) == 3
    assert "no time tells which is the latest: 1 (`ann`)." in taken.messages


def test_the_same_address_in_a_roster_makes_one_person_of_two_folders(tmp_path):
    place = in_folder(tmp_path / "c", {"ann@x.edu/q1.py": Q1, "1/q1.py": Q2})
    roster = tmp_path / "r.csv"
    roster.write_text("name,sid,email\nAnn,1,ann@x.edu\n")
    taken = Taken(place, tmp_path / "scratch", roster=roster)
    assert len(taken.ids) == 2
    assert "Several submissions of one person" in taken.messages
