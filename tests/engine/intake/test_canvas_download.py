"""Canvas' download: names, numbers and files out of what stands in front of each file."""

import pytest

from autograder.grading.submission import read_submission
from autograder.intake.download import IntakeError
from autograder.records.people import Person
from downloads import Q1, Q2, Taken, in_folder, in_zip

FILES = {
    "doejane_956227_46792176_q1_spread.py": Q1,
    "doejane_956227_46792177_q2_average-1.py": Q2,
    "sørensen李_LATE_956228_46792178_q1_spread.py": Q1,
    "roe_ann_956229_46792179_homework.zip": b"PK",
    "solo_956230_text.html": b"<p>see <b>link</b>",
}


@pytest.fixture(params=["zip", "folder", "wrapped"])
def taken(request, tmp_path):
    if request.param == "zip":
        place = in_zip(tmp_path / "course-hw_submissions.zip", FILES)
    else:
        top = "submissions/" if request.param == "wrapped" else ""
        files = {f"{top}{path}": content for path, content in FILES.items()}
        place = in_folder(tmp_path / "download", files)
    return Taken(place, tmp_path / "scratch")


def test_files_are_gathered_under_their_own_names(taken):
    assert taken.platform == "canvas"
    assert taken.ids == ["956227", "956228", "956229", "956230"]
    assert taken.files("956227") == {"q1_spread.py": Q1, "q2_average-1.py": Q2}
    assert taken.files("956229") == {"homework.zip": b"PK"}
    assert taken.files("956230") == {"text.html": b"<p>see <b>link</b>"}


def test_people_have_canvas_number_and_its_spelling_of_the_name(taken):
    assert taken.people["956227"] == (Person(name="doejane", platform_id="956227"),)
    assert taken.people["956228"] == (Person(name="sørensen李", platform_id="956228"),)
    assert taken.people["956229"] == (Person(name="roe_ann", platform_id="956229"),)


def test_late_is_said_without_an_amount_that_nobody_knows(taken):
    late = taken.handed_in["956228"]
    assert late.late is None
    assert late.notes == (
        "handed in late, says Canvas; its download does not say by how much",
    )  # fmt: skip
    assert taken.handed_in["956227"].notes == ()


def test_anonymous_submissions(tmp_path):
    files = {"LATE_anon_xYz12_4679_q1.py": Q1, "anon_aBc34_4680_q1.py": Q1}
    taken = Taken(in_zip(tmp_path / "c.zip", files), tmp_path)
    assert taken.ids == ["anon_aBc34", "anon_xYz12"]
    assert taken.handed_in["anon_xYz12"].notes
    assert taken.files("anon_xYz12") == {"q1.py": Q1}


def test_of_a_file_that_was_handed_in_twice_the_latest_counts(tmp_path):
    files = {"doe_1_900_q1.py": b"old", "doe_1_1000_q1.py": b"new"}
    taken = Taken(in_zip(tmp_path / "c.zip", files), tmp_path)
    assert taken.files("1") == {"q1.py": b"new"}
    assert "more than once: the latest counts" in taken.handed_in["1"].notes[0]


def test_a_file_named_like_another_platforms_changes_nothing(tmp_path):
    files = {f"doe{n}_{n}_9{n}_q1.py": Q1 for n in range(10, 20)}
    files["mallory_30_930_Ann_7_assignsubmission_file_q1.py"] = Q1
    files["mallory_30_931_x_attempt_2024-01-01-00-00-00_q1.py"] = Q1
    taken = Taken(in_zip(tmp_path / "c.zip", files), tmp_path)
    assert taken.platform == "canvas"
    assert len(taken.ids) == 11


def test_what_lies_beside_them_is_left_out_and_said(tmp_path):
    files = {f"doe{n}_{n}_9{n}_q1.py": Q1 for n in range(10, 20)} | {"notes of mine.txt": b""}
    taken = Taken(in_folder(tmp_path / "d", files), tmp_path / "scratch")
    assert taken.platform == "canvas"
    assert taken.messages == "Left out, since Canvas gives no such names: 1 (`notes of mine.txt`)."


def test_a_copys_name_answers_its_question(tmp_path):
    """Canvas calls a file that is handed in again `name-1.py`; grading knows that."""
    files = {
        "doejane_1_10_q1_spread-1.py": Q1,
        "doejane_1_11_q2_average.py": Q2,
        "doejane_1_12_notation-2.py": b"",
    }
    taken = Taken(in_zip(tmp_path / "c.zip", files), tmp_path)
    with taken.sources["1"].open() as folder:
        found = read_submission(folder, ("q1_spread.py", "q2_average.py"))
    assert found.source("q1_spread.py") == Q1
    assert found.source("q2_average.py") == Q2


def test_names_longer_than_any_systems_are_left_out_at_once(tmp_path):
    """A pattern that tries every way to read one would take minutes."""
    files = {f"doe_{number}_9_q1.py": Q1 for number in range(40)}
    files["_" * 4_000 + "x"] = b""
    taken = Taken(in_zip(tmp_path / "c.zip", files), tmp_path)
    assert len(taken.ids) == 40


def test_names_that_happen_to_look_like_canvas_make_no_download_of_its(tmp_path):
    files = {f"run_{number}_9_q1.py": Q1 for number in range(10)}
    files |= {f"mine{number}.py": Q1 for number in range(9)}
    with pytest.raises(IntakeError, match="files beside each other"):
        Taken(in_folder(tmp_path / "d", files), tmp_path)


def test_a_long_name_of_a_file_does_not_lose_it(tmp_path):
    """In the zip it is longer than a disk would take, and on the disk it is not."""
    name = "q" * 250 + ".py"
    taken = Taken(in_zip(tmp_path / "c.zip", {f"doejane_956227_46792176_{name}": Q1}), tmp_path)
    assert taken.files("956227") == {name: Q1}
