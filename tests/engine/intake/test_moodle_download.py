"""Moodle's download: folders or flat, old and new, hidden names, groups, texts."""

from autograder.records.people import Person
from downloads import Q1, Q2

FOLDERS = {
    "Ann Example_101_assignsubmission_file/q1.py": Q1,
    "Ann Example_101_assignsubmission_file/lib/q2.py": Q2,
    "Bo Sample_102_assignsubmission_file_/q1.py": Q1,  # before Moodle 4.1
    "Cy O'Hara 🦊_103_assignsubmission_onlinetext/onlinetext.html": b"<p>hello",
    "Di Both_104_assignsubmission_file/q1.py": Q1,
    "Di Both_104_assignsubmission_onlinetext_/onlinetext.html": b"<p>and",
}
FLAT = {
    "Ann Example_101_assignsubmission_file_q1.py": Q1,
    "Ann Example_101_assignsubmission_file_q2_average.py": Q2,
    "Cy O'Hara 🦊_103_assignsubmission_onlinetext.html": b"<p>hello",
}


def test_folders(take):
    taken = take(FOLDERS)
    assert taken.platform == "moodle"
    assert taken.ids == ["101", "102", "103", "104"]
    assert taken.files("101") == {"q1.py": Q1, "lib/q2.py": Q2}
    assert taken.files("102") == {"q1.py": Q1}
    assert taken.files("103") == {"onlinetext.html": b"<p>hello"}
    assert taken.files("104") == {"q1.py": Q1, "onlinetext.html": b"<p>and"}
    assert taken.people["103"] == (Person(name="Cy O'Hara 🦊", platform_id="103"),)
    assert taken.messages == ""


def test_flat(take):
    taken = take(FLAT)
    assert taken.platform == "moodle"
    assert taken.files("101") == {"q1.py": Q1, "q2_average.py": Q2}
    assert [*taken.files("103").values()] == [b"<p>hello"]


def test_hidden_names(take):
    taken = take({"Participant_7_assignsubmission_file/q1.py": Q1})
    assert taken.people == {"7": (Person(name="Participant 7", platform_id="7"),)}


def test_groups(take):
    taken = take(
        {
            "Team Rocket_assignsubmission_file/q1.py": Q1,
            "Default group_55_assignsubmission_file/q1.py": Q2,
        }
    )
    (rocket,) = [one for one in taken.handed_in.values() if one.people[0].name == "Team Rocket"]
    assert "handed in by a group" in rocket.notes[0]
    assert taken.people["55"][0].platform_id == "55"


def test_a_user_name_in_front(take):
    """Some sites put it there; the number is still the participant's."""
    taken = take({"jdoe_Ann Example_101_assignsubmission_file/q1.py": Q1})
    assert taken.people["101"] == (
        Person(name="Ann Example", username="jdoe", platform_id="101"),
    )  # fmt: skip


def test_nobody_takes_another_name_by_what_they_call_a_file(take):
    name = "Ann Example_101_assignsubmission_file_q1.py"
    taken = take({**FLAT, f"Mallory_666_assignsubmission_file_{name}": b"forged"})
    assert taken.files("101") == {"q1.py": Q1, "q2_average.py": Q2}
    assert taken.files("666") == {name: b"forged"}
