"""Downloads that lie in a folder: links lead nowhere, and what is no file is left out."""

import os

import pytest

from autograder.intake.download import IntakeError
from autograder.intake.download_folder import FolderDownload
from downloads import Q1, Taken, in_folder


def test_a_link_to_a_folder_is_no_submission_and_is_said(tmp_path):
    place = in_folder(tmp_path / "class", {"ann/q1.py": Q1, "bo/q1.py": Q1})
    (place / "mallory").symlink_to(tmp_path)
    taken = Taken(place, tmp_path / "scratch")
    assert taken.ids == ["ann", "bo"]
    assert "`mallory`" in taken.messages


def test_a_link_among_files_that_lie_beside_each_other_is_left_out(tmp_path):
    (tmp_path / "secret.py").write_bytes(b"secret")
    files = {"doe_1_10_q1.py": Q1, "roe_2_12_q1.py": Q1}
    place = in_folder(tmp_path / "class", files)
    (place / "doe_1_11_q2.py").symlink_to(tmp_path / "secret.py")
    os.mkfifo(place / "roe_2_13_q2.py")
    taken = Taken(place, tmp_path / "scratch")
    assert taken.files("1") == {"q1.py": Q1}
    assert taken.handed_in["1"].notes == ("`q2.py` was left out: it is a link",)
    assert taken.handed_in["2"].notes == ("`q2.py` was left out: it is not a regular file",)


def test_a_folder_of_ones_own_is_given_as_it_lies(tmp_path):
    place = in_folder(tmp_path / "class", {"ann/q1.py": Q1, "bo/q1.py": Q1})
    taken = Taken(place, tmp_path / "scratch")
    with taken.sources["ann"].open() as folder:
        assert folder == place / "ann"
    assert (place / "ann" / "q1.py").read_bytes() == Q1
    assert not (tmp_path / "scratch").exists()


def test_a_name_that_is_no_text_is_told_apart_and_fit_to_be_shown(tmp_path):
    place = in_folder(tmp_path / "class", {"ann/q1.py": Q1})
    os.mkdir(os.fsencode(place) + b"/b\xff")
    (place / os.fsdecode(b"b\xff") / "q1.py").write_bytes(Q1)
    taken = Taken(place, tmp_path / "scratch")
    assert len(taken.ids) == 2
    for name, people in taken.people.items():
        name.encode()
        people[0].name.encode()
    assert all(list(taken.files(name)) == ["q1.py"] for name in taken.ids)


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(IntakeError, match="No such file"):
        FolderDownload(tmp_path / "nothing", tmp_path).listing()
