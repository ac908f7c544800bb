"""Whose download it is follows from what lies in it; and all parts work together."""

import pickle

import pytest

from autograder.intake.download import IntakeError
from autograder.intake.read import read_intake
from downloads import Q1, Taken, export, in_folder, in_zip, submission

GRADESCOPE = export(submission(11, people=[("Ann", "1", "ann@x.edu")]))
CANVAS = {"doejane_956227_46792176_q1.py": Q1}
MOODLE = {"Ann Example_101_assignsubmission_file/q1.py": Q1}


@pytest.mark.parametrize("name", ["gradescope", "canvas_submissions", "assignment_77_export", "x"])
@pytest.mark.parametrize(
    ("platform", "files"), [("gradescope", GRADESCOPE), ("canvas", CANVAS), ("moodle", MOODLE)]
)
def test_the_name_of_a_download_says_nothing(platform, files, name, tmp_path):
    for place in (in_zip(tmp_path / f"{name}.zip", files), in_folder(tmp_path / name, files)):
        assert Taken(place, tmp_path).platform == platform


@pytest.mark.parametrize("files", [GRADESCOPE, CANVAS, MOODLE, {"ann/q1.py": Q1, "bo/q1.py": Q1}])
def test_a_zip_and_the_folder_that_was_in_it_are_the_same(files, tmp_path):
    zipped = Taken(in_zip(tmp_path / "c.zip", files), tmp_path / "s")
    unzipped = Taken(in_folder(tmp_path / "c", files), tmp_path / "s")
    assert zipped.handed_in == unzipped.handed_in
    assert [zipped.files(name) for name in zipped.ids] == [
        unzipped.files(name) for name in unzipped.ids
    ]


def test_submissions_come_in_the_order_of_their_ids(tmp_path):
    files = {f"{name}/q1.py": Q1 for name in ("b", "c", "a")}
    assert Taken(in_zip(tmp_path / "c.zip", files), tmp_path).ids == ["a", "b", "c"]


def test_all_of_it_travels_to_another_process(tmp_path):
    intake = read_intake(in_zip(tmp_path / "c.zip", GRADESCOPE), unpack=tmp_path)
    assert pickle.loads(pickle.dumps(intake)) == intake


def test_a_mistake_in_the_roster_is_told_before_anything_else(tmp_path):
    roster = tmp_path / "r.csv"
    roster.write_text("name,email\nAnn,ann\n")
    with pytest.raises(IntakeError, match=r"r\.csv:2: `ann` is no e-mail address"):
        Taken(tmp_path / "nothing.zip", tmp_path, roster=roster)


def test_names_that_are_odd_everywhere_are_kept_as_they_are(tmp_path):
    """With commas, quotation marks, signs of formulas and pictures in them."""
    names = ['O\'Hara, "Cy" 🦊', "=1+1", "@SUM(A1)", "-x", "李 小龍", "a\tb"]
    records = [submission(n, people=[]) for n in range(len(names))]
    told = [
        record.replace("  :submitters:\n", f"  :submitters:\n  - :name: {quoted(name)}\n")
        for record, name in zip(records, names, strict=True)
    ]
    taken = Taken(in_zip(tmp_path / "c.zip", export(*told)), tmp_path)
    assert [people[0].name for people in taken.people.values()] == [
        name.replace("\t", " ") for name in names
    ]


def quoted(name):
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'


def test_a_download_whose_name_no_system_takes_is_said(tmp_path):
    with pytest.raises(IntakeError, match="File name too long"):
        Taken(tmp_path / ("x" * 300), tmp_path)
