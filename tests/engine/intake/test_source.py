"""The files of one submission: a folder for as long as it is needed, in any process."""

import multiprocessing
import pickle
from dataclasses import replace

import pytest

from autograder.grading.contents import SubmissionError
from autograder.intake.source import may_be_read
from downloads import Q1, Q2, Taken, in_folder, in_zip

FILES = {"ann/q1.py": Q1, "ann/lib/q2.py": Q2, "bo/q1.py": Q2}


@pytest.fixture
def taken(tmp_path):
    return Taken(in_zip(tmp_path / "c.zip", FILES), tmp_path / "scratch")


def test_it_is_there_while_it_is_open_and_gone_afterwards(taken, tmp_path):
    with taken.sources["ann"].open() as folder:
        assert (folder / "lib" / "q2.py").read_bytes() == Q2
        assert folder.is_relative_to(tmp_path / "scratch")
        assert folder.stat().st_mode & 0o077 == 0
    assert list((tmp_path / "scratch").iterdir()) == []


def test_it_is_gone_also_where_grading_fails(taken, tmp_path):
    with pytest.raises(RuntimeError), taken.sources["ann"].open():
        raise RuntimeError
    assert list((tmp_path / "scratch").iterdir()) == []


def names(source):
    with source.open() as folder:
        return sorted(path.name for path in folder.iterdir())


def test_another_process_opens_it(taken):
    sources = [taken.sources["ann"], taken.sources["bo"]] * 3
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.map(names, sources)
    assert found == [["lib", "q1.py"], ["q1.py"]] * 3


def test_it_stays_the_same_when_it_travels(taken):
    source = taken.sources["ann"]
    assert pickle.loads(pickle.dumps(source)) == source


def test_a_download_that_has_changed_meanwhile_is_said(taken, tmp_path):
    in_zip(tmp_path / "c.zip", {"ann/q1.py": b"x" * 5000})
    with pytest.raises(SubmissionError, match="damaged in the download"):
        taken.files("ann")


def test_a_file_that_is_gone_is_said(tmp_path):
    place = in_folder(tmp_path / "c", {"doe_1_10_q1.py": Q1, "roe_2_11_q1.py": Q1})
    taken = Taken(place, tmp_path / "scratch")
    (place / "doe_1_10_q1.py").unlink()
    with pytest.raises(SubmissionError, match=r"`doe_1_10_q1.py` cannot be read"):
        taken.files("1")
    assert taken.files("2") == {"q1.py": Q1}


@pytest.mark.parametrize("make", [in_zip, in_folder])
def test_large_files_and_archives_are_there_as_far_as_grading_reads_them(make, tmp_path):
    content = {
        "doe_1_10_q1.py": Q1,
        "doe_1_11_data.csv": bytes((2 << 20) + 1),
        "doe_1_12_mine.zip": bytes(3 << 20),
    }
    taken = Taken(make(tmp_path / "c.zip", content), tmp_path / "scratch")
    files = taken.files("1")
    assert {name: len(data) for name, data in files.items()} == {
        "q1.py": len(Q1), "data.csv": (2 << 20) + 1, "mine.zip": 3 << 20
    }  # fmt: skip


def test_two_names_that_a_system_takes_for_one_are_that_submissions_fault(taken):
    """Some systems do not tell capitals apart; here the same name stands for both."""
    source = taken.sources["ann"]
    doubled = replace(source, files=(source.files[0], source.files[0]))
    with pytest.raises(SubmissionError, match="the name of another file"), doubled.open():
        pass


@pytest.mark.parametrize(
    ("name", "is_read"),
    [
        ("a/q1.py", True), ("Q1.ipynb", True), ("hw.tex", True), ("hw.tex.txt", True),
        ("macros.STY", True), ("mine.zip", True), ("data.csv", False), ("notes.txt", False),
    ],
)  # fmt: skip
def test_what_grading_reads_is_known_by_its_name(name, is_read):
    assert may_be_read(name) is is_read
