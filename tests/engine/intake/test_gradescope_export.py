"""Gradescope's export: whose each folder is, what it earned there, and what cannot be graded."""

from datetime import datetime, timedelta, timezone

import pytest

from autograder.intake.download import IntakeError
from autograder.records.people import Person
from downloads import Q1, Q2, Taken, export, in_folder, in_zip, submission

ANN = ("Ann Example", "00124", "ann@x.edu")
BO = ("Bo Sample", "201", "bo@x.edu")
RESULTS = """\
  :results:
    tests:
    - {name: '1.1', number: '1.1', score: 1.0, max_score: 2.0, output: "a\\nb"}
    - {name: Only a name, score: 0.5}
    output: fine
  :history:
  - :id: 100
    :created_at: 2023-09-12 12:00:00.000000000 -07:00
    :score: 12.0
    :results:
      tests:
      - {number: '1.1', score: 0.0}
  - :id: 101
    :created_at: 2023-09-13 12:00:00.000000000 -07:00
    :score: 20.0
    :status: failed
"""


@pytest.fixture(params=["zip", "folder", "unwrapped"])
def taken(request, tmp_path):
    """An export of two submissions, one of them a group's, with what tools leave behind."""
    records = (
        submission(11, people=[ANN], more=RESULTS),
        submission(12, people=[BO, ("Cy", "", "")]),
    )
    files = {
        "submission_11/q1.py": Q1,
        "submission_11/lib/q2.py": Q2,
        "submission_12/q1.py": Q1,
        ".DS_Store": b"",
    }
    if request.param == "folder":
        place = in_folder(tmp_path / "downloads", export(*records, files=files))
    elif request.param == "unwrapped":
        place = in_folder(tmp_path / "downloads", export(*records, files=files, top=""))
    else:
        content = export(*records, files=files)
        place = in_zip(tmp_path / "any name.zip", content | {"__MACOSX/x/._q1.py": b"noise"})
    return Taken(place, tmp_path / "scratch")


def test_each_folder_is_a_submission_with_its_people(taken):
    assert taken.platform == "gradescope"
    assert taken.people == {
        "submission_11": (Person(name="Ann Example", sid="00124", email="ann@x.edu"),),
        "submission_12": (
            Person(name="Bo Sample", sid="201", email="bo@x.edu"),
            Person(name="Cy"),
        ),
    }
    assert taken.messages == ""


def test_files_keep_their_folders(taken):
    assert taken.files("submission_11") == {"q1.py": Q1, "lib/q2.py": Q2}
    assert taken.files("submission_12") == {"q1.py": Q1}


def test_what_the_platform_says_of_it_is_kept(taken):
    one = taken.handed_in["submission_11"]
    zone = timezone(timedelta(hours=-7))
    assert one.created_at == datetime(2023, 9, 14, 12, 31, 22, 123456, zone)
    assert one.late is None
    assert one.earlier.score == 30.5
    assert one.earlier.status == "processed"
    assert one.earlier.lines == {"1.1": 1.0, "Only a name": 0.5}
    assert [earlier.score for earlier in one.history] == [20.0, 12.0]
    assert [earlier.status for earlier in one.history] == ["failed", ""]


def test_a_number_without_quotation_marks_keeps_its_zeros(tmp_path):
    """Most readers make 84 of it."""
    record = submission(11, people=[ANN]).replace("'00124'", "00124")
    taken = Taken(in_zip(tmp_path / "e.zip", export(record)), tmp_path)
    assert taken.people["submission_11"][0].sid == "00124"


def test_a_record_that_cannot_be_read_costs_what_it_says_alone(tmp_path):
    broken = "submission_11:\n  :submitters: [\n"
    place = in_zip(tmp_path / "e.zip", export(broken, submission(12, people=[BO])))
    taken = Taken(place, tmp_path)
    assert taken.ids == ["submission_11", "submission_12"]
    assert taken.handed_in["submission_11"].people == ()
    assert "whose it is cannot be read" in taken.handed_in["submission_11"].notes[0]
    assert taken.files("submission_11") == {"q1.py": Q1}
    assert taken.people["submission_12"][0].name == "Bo Sample"
    assert "nobody's, as far as it says: 1 (`submission_11`)." in taken.messages


def test_a_record_without_a_folder_and_a_folder_without_a_record_are_said(tmp_path):
    files = {"submission_12/q1.py": Q1}
    place = in_zip(tmp_path / "e.zip", export(submission(11, people=[ANN]), files=files))
    taken = Taken(place, tmp_path)
    assert "no folder of it" in taken.handed_in["submission_11"].fault
    assert "does not say whose it is" in taken.handed_in["submission_12"].notes[0]


def test_no_key_leads_out_of_the_export(tmp_path):
    (tmp_path / "secret.py").write_bytes(b"x")
    record = submission(11, people=[ANN]).replace("submission_11", "../..")
    place = in_folder(tmp_path / "e", export(record, files={"submission_12/q1.py": Q1}))
    taken = Taken(place, tmp_path / "scratch")
    (odd,) = [one for one in taken.handed_in.values() if one.fault]
    assert "/" not in odd.id
    assert ".." not in odd.id
    assert taken.files(odd.id) == {}


def test_an_empty_submission_is_one(tmp_path):
    place = in_zip(
        tmp_path / "e.zip",
        export(submission(11, people=[ANN]), files={"submission_11/": b""}),
    )
    taken = Taken(place, tmp_path)
    assert taken.handed_in["submission_11"].fault == ""
    assert taken.files("submission_11") == {}


def test_an_export_without_metadata_is_graded_and_says_so(tmp_path):
    files = {"assignment_77_export/submission_11/q1.py": Q1}
    taken = Taken(in_zip(tmp_path / "e.zip", files), tmp_path)
    assert taken.platform == "gradescope"
    assert taken.ids == ["submission_11"]
    assert "no submission_metadata.yml" in taken.messages


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"x/submission_metadata.yml": b"11.pdf:\n  :score: 1\n", "x/11.pdf": b""}, "PDF"),
        ({"x/submission_metadata.csv": b"Submission ID\n1\n"}, "online assignment"),
        ({"x/submission_metadata.yml": b"- a\n- b\n"}, "no mapping of submissions"),
        ({"x/submission_metadata.yml": b"\xff\xfe"}, "no text in UTF-8"),
        ({"x/submission_metadata.yml": b"---\n"}, "holds no submission"),
        ({"x/submission_metadata.yml": b"--- {}\n"}, "holds no submission"),
        (
            {"x/submission_metadata.yml": b"submission_1:\n  :a: b\nsubmission_1:\n  :a: b\n"},
            "submission_1 is in it twice",
        ),
    ],
)
def test_what_is_no_export_of_programming_is_refused_in_a_sentence(files, said, tmp_path):
    place = in_zip(tmp_path / "e.zip", files)
    with pytest.raises(IntakeError, match=said):
        Taken(place, tmp_path)


def test_what_looks_like_metadata_in_a_students_folder_is_a_file_of_theirs(tmp_path):
    files = {"ann/q1.py": Q1, "bo/submission_metadata.yml": b"x: 1\n", "bo/q1.py": Q1}
    taken = Taken(in_zip(tmp_path / "e.zip", files), tmp_path)
    assert taken.platform == "folders"
    assert taken.ids == ["ann", "bo"]


@pytest.mark.parametrize("score", [".nan", ".inf", "nan", "1e999", "many", "~"])
def test_a_score_that_is_no_number_is_none(score, tmp_path):
    record = submission(11, people=[ANN]).replace("30.5", score)
    taken = Taken(in_zip(tmp_path / "e.zip", export(record)), tmp_path)
    assert taken.handed_in["submission_11"].earlier.score is None
