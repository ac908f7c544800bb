"""Submissions and rosters together: who is who, who is missing, and how late it was."""

from datetime import datetime, timedelta, timezone

import pytest

from autograder.records.people import Person
from downloads import Q1, Taken, export, in_folder, in_zip, submission

HEADER = "Name,SID,Email,Sections,Status,Submission ID,Lateness (H:M:S)\n"


@pytest.fixture
def take(tmp_path):
    """Takes records of Gradescope's export, or files of a download, with rows of a roster."""

    def take(made, rows, header=HEADER, **options):
        path = tmp_path / "roster.csv"
        path.write_text(header + rows)
        place = in_zip(tmp_path / "c.zip", made if isinstance(made, dict) else export(*made))
        return Taken(place, tmp_path / "scratch", roster=path, **options)

    return take


def person(number, name="", sid="", email=""):
    return submission(number, people=[(name, sid, email)])


def test_people_are_found_by_address_else_number_else_name(take):
    taken = take(
        [
            person(11, "A. Example", "", "ANN@x.edu"),
            person(12, "Some Body", "00124"),
            person(13, "Sample,  Bo"),
        ],
        "Ann Example,1,ann@x.edu,Lab 1,Graded,11,01:00:00\n"
        "Cy Else,00124,cy@x.edu,,Graded,12,00:00:00\n"
        "Bo Sample,3,bo@x.edu,,Graded,13,26:00:01\n",
    )
    assert taken.people == {
        "submission_11": (
            Person(name="A. Example", sid="1", email="ANN@x.edu", sections=("Lab 1",)),
        ),
        "submission_12": (Person(name="Some Body", sid="00124", email="cy@x.edu"),),
        "submission_13": (Person(name="Sample,  Bo", sid="3", email="bo@x.edu"),),
    }
    assert [one.late for one in taken.handed_in.values()] == [
        timedelta(hours=1), timedelta(), timedelta(hours=26, seconds=1)
    ]  # fmt: skip
    assert taken.intake.missing == ()
    assert taken.messages == ("roster.csv: found by name alone: 1 (`Sample,  Bo`).")


def test_a_number_is_text(take):
    """124 is not 00124."""
    taken = take([person(11, "Ann", "124")], "Other,00124,,,Graded,99,01:00:00\n")
    assert taken.handed_in["submission_11"].late is None
    assert "roster.csv: not in it: 1 (`124`)." in taken.messages


def test_who_handed_in_nothing_is_missing(take):
    taken = take(
        [person(11, "Ann", "1", "ann@x.edu")],
        "Ann,1,ann@x.edu,,Graded,11,00:00:00\nBo,2,bo@x.edu,Lab 1,Missing\n",
    )
    assert taken.intake.missing == (
        Person(name="Bo", sid="2", email="bo@x.edu", sections=("Lab 1",)),
    )


def test_who_handed_in_something_that_is_not_here_is_not_missing_but_said(take):
    taken = take(
        [person(11, "Ann", "1", "ann@x.edu")],
        "Ann,1,ann@x.edu,,Graded,11,00:00:00\nBo,2,bo@x.edu,,Graded,12,00:00:00\n",
    )
    assert taken.intake.missing == ()
    assert taken.messages == (
        "roster.csv: handed in something that is not in this download; download both again: "
        "1 (`bo@x.edu`)."
    )


def test_lateness_of_another_submission_is_not_this_ones(take):
    taken = take([person(11, "Ann", "1", "ann@x.edu")], "Ann,1,ann@x.edu,,Graded,12,05:00:00\n")
    one = taken.handed_in["submission_11"]
    assert one.late is None
    assert "speaks of submission 12" in one.notes[0]


def test_a_group_is_as_late_as_its_submission(take):
    people = [("Ann", "1", "ann@x.edu"), ("Bo", "2", "bo@x.edu")]
    taken = take(
        [submission(11, people=people)],
        "Ann,1,ann@x.edu,,Graded,11,02:00:00\nBo,2,bo@x.edu,,Graded,11,02:00:00\n",
    )
    assert taken.handed_in["submission_11"].late == timedelta(hours=2)


def test_two_of_one_name_are_nobody_by_name(take):
    taken = take(
        [person(11, "Ann Lee"), person(12, "Ann  Lee")],
        "Ann Lee,1,ann@x.edu,,Graded,11,02:00:00\n",
    )
    assert all(one.people[0].email == "" for one in taken.handed_in.values())
    assert "roster.csv: several may be meant: 2 (`Ann Lee`, `Ann  Lee`)." in taken.messages
    again = take(
        [person(11, "Ann Lee")],
        "Ann Lee,1,,,Graded,,02:00:00\nAnn Lee,2,,,Graded,,02:00:00\n",
    )
    assert again.handed_in["submission_11"].people[0].sid == ""


def test_an_address_of_one_and_a_number_of_another_are_said(take):
    taken = take(
        [person(11, "Ann", "2", "ann@x.edu")],
        "Ann,1,ann@x.edu,,Graded,11,01:00:00\nBo,2,bo@x.edu,,Missing\n",
    )
    assert taken.handed_in["submission_11"].late == timedelta(hours=1)
    assert "roster.csv: several may be meant: 1 (`ann@x.edu`)." in taken.messages


def test_an_export_without_metadata_gets_its_people_from_the_grades(take):
    taken = take(
        {"submission_11/q1.py": Q1, "submission_12/q1.py": Q1},
        "Ann,1,ann@x.edu,,Graded,11,01:00:00\nBo,2,bo@x.edu,,Graded,11,01:00:00\n",
    )
    assert [one.key for one in taken.people["submission_11"]] == ["ann@x.edu", "bo@x.edu"]
    assert taken.people["submission_12"] == ()


def test_canvas_names_are_found_in_a_roster(take):
    taken = take(
        {"doejane_956227_1_q1.py": Q1, "ellisbo_956228_2_q1.py": Q1},
        "Jane Doe,jane@x.edu\nEllis Bo,ellis@x.edu\n",
        header="name,email\n",
    )
    assert taken.people["956227"] == (
        Person(name="Jane Doe", email="jane@x.edu", platform_id="956227"),
    )
    assert taken.people["956228"][0].email == "ellis@x.edu"


def test_canvas_numbers_are_found_in_its_gradebook_and_in_no_other_table(take):
    rows = '"Doe, Jane",956227,00124,jdoe,Lab 1\n'
    files = {"somebody_956227_1_q1.py": Q1}
    taken = take(files, rows, header="Student,ID,SIS User ID,SIS Login ID,Section\n")
    assert taken.people["956227"] == (
        Person(
            name="Doe, Jane", sid="00124", username="jdoe", platform_id="956227",
            sections=("Lab 1",),
        ),
    )  # fmt: skip
    other = take(files, "Participant 956227,Jane Doe\n", header="Identifier,Full name\n")
    assert other.people["956227"] == (Person(name="somebody", platform_id="956227"),)


def test_a_group_in_canvas_is_told_from_the_one_whose_number_it_has(take):
    """The others in it would have handed in nothing, and nobody would see why."""
    taken = take(
        {"teamrocket_956227_1_q1.py": Q1, "samplebo_956228_2_q1.py": Q1},
        '"Doe, Jane",956227,A\n"Sample, Bo",956228,A\n"Else, Ed",956229,A\n',
        header="Student,ID,Section\n",
    )
    assert "as it does for a group" in taken.handed_in["956227"].notes[0]
    assert taken.handed_in["956228"].notes == ()
    assert (
        "Handed in by groups, of which Canvas names one person each: 1 (`956227`)" in taken.messages
    )
    assert [one.name for one in taken.intake.missing] == ["Else, Ed"]


def test_a_group_of_moodles_is_found_in_its_worksheet(take):
    taken = take(
        {"Team Rocket_assignsubmission_file/q1.py": Q1},
        "Participant 1,Ann,ann@x.edu,Team Rocket\nParticipant 2,Bo,bo@x.edu,Team Rocket\n"
        "Participant 3,Cy,cy@x.edu,Other\n",
        header="Identifier,Full name,Email address,Group\n",
    )
    (people,) = taken.people.values()
    assert [one.email for one in people] == ["ann@x.edu", "bo@x.edu"]
    assert [one.email for one in taken.intake.missing] == ["cy@x.edu"]


def test_moodles_worksheet_says_who_handed_in_nothing(take):
    taken = take(
        {"Ann_1_assignsubmission_file/q1.py": Q1},
        "Participant 1,Ann,Submitted for grading - Graded\n"
        "Participant 2,Bo,No submission - Not graded\n"
        "Participant 3,Cy,Submitted for grading\n",
        header="Identifier,Full name,Status\n",
    )
    assert [one.name for one in taken.intake.missing] == ["Bo"]
    assert "handed in something that is not in this download" in taken.messages
    assert "`3`" in taken.messages


def test_a_folders_name_may_be_any_of_what_is_known(take):
    files = {"jdoe/q1.py": Q1, "00125/q1.py": Q1, "cy@x.edu/q1.py": Q1}
    taken = take(
        files,
        "Jane Doe,00124,jane@x.edu,jdoe\nBo,00125,bo@x.edu,bo\nCy,00126,cy@x.edu,cy\n"
        "Di,00127,di@x.edu,di\n",
        header="name,sid,email,username\n",
    )
    assert {name: people[0].email for name, people in taken.people.items()} == {
        "jdoe": "jane@x.edu", "00125": "bo@x.edu", "cy@x.edu": "cy@x.edu"
    }  # fmt: skip
    assert [one.email for one in taken.intake.missing] == ["di@x.edu"]


def due(*arguments, zone=None):
    return datetime(*arguments, tzinfo=zone)


def test_due_and_the_times_say_how_late_it_was(tmp_path):
    """12:31:22.123456 at −07:00 is 19:31:22.123456 in UTC."""
    place = in_zip(tmp_path / "c.zip", export(person(11, "Ann")))
    taken = Taken(place, tmp_path, due=due(2023, 9, 14, 19, zone=timezone.utc))
    late = timedelta(minutes=31, seconds=22, microseconds=123456)
    assert taken.handed_in["submission_11"].late == late
    assert taken.messages == ""
    naive = Taken(place, tmp_path, due=due(2023, 9, 14, 12))
    assert naive.handed_in["submission_11"].late == late
    assert naive.messages == "--due has no time zone: each submission's own was assumed."
    early = Taken(place, tmp_path, due=due(2023, 9, 15, 12))
    assert early.handed_in["submission_11"].late == timedelta()


def test_what_the_roster_says_of_lateness_comes_first(take):
    """It knows of extensions."""
    taken = take(
        [person(11, "Ann", "1"), person(12, "Bo", "2")],
        "Ann,1,,,Graded,11,00:00:00\nBo,2,,,Graded,12,\n",
        due=due(2023, 9, 14, 12, 31),
    )
    assert taken.handed_in["submission_11"].late == timedelta()
    assert taken.handed_in["submission_12"].late == timedelta(seconds=22, microseconds=123456)


def test_times_without_a_zone_are_taken_as_those_of_due_and_that_is_said(tmp_path):
    files = {"P_ann_attempt_2024-12-12-13-00-00_q1.py": Q1}
    place = in_folder(tmp_path / "c", files)
    taken = Taken(place, tmp_path / "s", due=due(2024, 12, 12, 12))
    assert taken.handed_in["ann"].late == timedelta(hours=1)
    assert taken.messages == (
        "The download's times have no time zone: the same as that of --due was assumed."
    )
    zoned = Taken(place, tmp_path / "s", due=due(2024, 12, 12, 12, zone=timezone.utc))
    assert zoned.handed_in["ann"].late == timedelta(hours=1)
    assert zoned.messages == "The download's times have no time zone: UTC was assumed."


def test_a_download_without_times_says_so(tmp_path):
    place = in_folder(tmp_path / "c", {"ann/q1.py": Q1, "bo/q1.py": Q1})
    taken = Taken(place, tmp_path / "s", due=due(2024, 12, 12))
    assert taken.handed_in["ann"].late is None
    assert taken.messages == "Submissions of which nobody says when they were made: 2."


def test_a_user_name_that_two_have_is_nobodys(take):
    taken = take(
        {"P_ann_attempt_2024-12-12-13-00-00_q1.py": Q1},
        "Ann Lee,ann,l@x.edu\nAnn Roe,ann,r@x.edu\n",
        header="name,username,email\n",
    )
    assert taken.people["ann"] == (Person(username="ann"),)
    assert len(taken.intake.missing) == 2
