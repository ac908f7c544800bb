"""A folder of folders, or of zips; and what is none is refused in a sentence."""

import pytest

from autograder.intake.download import IntakeError
from autograder.intake.folders import person_called
from autograder.records.people import Person
from downloads import Q1, Q2, Taken, in_folder, in_zip


@pytest.fixture(params=["zip", "folder", "wrapped"])
def take(request, tmp_path):
    def take(files):
        if request.param == "zip":
            return Taken(in_zip(tmp_path / "class.zip", files), tmp_path / "scratch")
        top = ["all", "of", ""][0] + "/" if request.param == "wrapped" else ""
        named = {f"{top}{path}": content for path, content in files.items()}
        return Taken(in_folder(tmp_path / "class", named), tmp_path / "scratch")

    return take


def test_each_folder_is_a_submission(take):
    taken = take({"ann@x.edu/q1.py": Q1, "00124/deep/er/q1.py": Q2, "Bo Sample/q1.py": Q1})
    assert taken.platform == "folders"
    assert set(taken.people.values()) == {
        (Person(email="ann@x.edu"),), (Person(sid="00124"),), (Person(name="Bo Sample"),)
    }  # fmt: skip
    assert taken.files("00124") == {"deep/er/q1.py": Q2}
    assert taken.files("ann@x.edu") == {"q1.py": Q1}


def test_a_zip_beside_folders_is_a_submission_too(take):
    taken = take({"ann/q1.py": Q1, "bo.zip": b"PK", "cy.zip": b"PK", "di/q1.py": Q1})
    assert taken.ids == ["ann", "bo", "cy", "di"]
    assert taken.files("bo") == {"bo.zip": b"PK"}


def test_other_files_are_left_out_and_said(take):
    taken = take({"ann/q1.py": Q1, "bo/q1.py": Q1, "notes.txt": b"", "grades.csv": b""})
    assert "Left out, since they lie beside the folders: 2 (`" in taken.messages
    assert "notes.txt`" in taken.messages


def test_an_empty_folder_is_a_submission_without_files(tmp_path):
    place = in_folder(tmp_path / "class", {"ann/": b"", "bo/q1.py": Q1})
    taken = Taken(place, tmp_path / "scratch")
    assert taken.ids == ["ann", "bo"]
    assert taken.files("ann") == {}


def test_one_submission_names_the_command_for_one(tmp_path):
    place = in_folder(tmp_path / "mine", {"q1.py": Q1, "lib/q2.py": Q2})
    with pytest.raises(IntakeError, match=f"`autograder grade {place}`"):
        Taken(place, tmp_path)
    with pytest.raises(IntakeError, match="`autograder grade"):
        Taken(in_zip(tmp_path / "mine.zip", {"q1.ipynb": b"{}"}), tmp_path)


def test_a_single_file_names_the_command_for_one(tmp_path):
    (tmp_path / "q1.py").write_bytes(Q1)
    with pytest.raises(IntakeError, match="`autograder grade`"):
        Taken(tmp_path / "q1.py", tmp_path)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"export.zip": b"PK"}, "holds `export.zip` alone: give that"),
        ({"notes.txt": b""}, "holds no submission"),
        ({".DS_Store": b""}, "holds no submission"),
        ({}, "holds no submission"),
    ],
)
def test_what_holds_no_submission_says_so(files, said, tmp_path):
    with pytest.raises(IntakeError, match=said):
        Taken(in_folder(tmp_path / "class", files), tmp_path)


def test_what_is_not_there_or_no_file_is_said(tmp_path):
    with pytest.raises(IntakeError, match="there is nothing of that name"):
        Taken(tmp_path / "nothing", tmp_path)
    with pytest.raises(IntakeError, match="neither a folder nor a zip"):
        Taken(tmp_path.__class__("/dev/null"), tmp_path)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("ann@x.edu", Person(email="ann@x.edu")),
        ("00124", Person(sid="00124")),
        ("@ann", Person(name="@ann")),
        ("Ann", Person(name="Ann")),
    ],
)
def test_a_label_says_who_it_is(text, person):
    assert person_called(text) == person


def test_what_a_run_writes_beside_the_folders_is_no_submission(tmp_path):
    place = in_folder(tmp_path / "class", {"ann/q1.py": Q1, "bo/q1.py": Q1, "run/grades.csv": b""})
    taken = Taken(place, place / "run" / "scratch")
    assert taken.ids == ["ann", "bo"]
    assert taken.messages == ""


def test_a_class_of_one_is_said_to_be_one(tmp_path):
    taken = Taken(in_zip(tmp_path / "ann.zip", {"homework/q1.py": Q1}), tmp_path)
    assert taken.ids == ["homework"]
    assert "a class of one, `homework`" in taken.messages
