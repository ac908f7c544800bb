"""The same content makes the same zip, and what goes in is what a person wrote."""

import os
import zipfile

import pytest

from autograder.packaging.archive import Packed, read_folder, write_archive, zipped

FILES = {"b/run": Packed(b"#!/bin/sh\n", executable=True), "a.txt": Packed(b"text\n")}


def test_the_same_files_are_the_same_bytes_in_any_order():
    assert zipped(FILES) == zipped(dict(reversed(FILES.items())))


def test_what_is_unpacked_has_its_content_and_its_mode(tmp_path):
    target = tmp_path / "made.zip"
    write_archive(target, FILES, replace=False)
    with zipfile.ZipFile(target) as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
        assert {name: archive.read(name) for name in modes} == {
            name: file.content for name, file in FILES.items()
        }
    assert modes == {"a.txt": 0o100644, "b/run": 0o100755}


def test_neither_times_nor_modes_nor_what_programs_leave_change_anything(tmp_path):
    for name in ("one", "two"):
        folder = tmp_path / name
        (folder / "inner").mkdir(parents=True)
        (folder / "inner" / "q1.py").write_text("x = 1\n")
    before = read_folder(tmp_path / "one", "hw")
    for path in ("__pycache__/q1.pyc", "inner/__pycache__/q1.pyc", ".q1.py.swp", ".git/config"):
        left = tmp_path / "two" / path
        left.parent.mkdir(exist_ok=True)
        left.write_text("left")
    os.utime(tmp_path / "two" / "inner" / "q1.py", (0, 0))
    (tmp_path / "two" / "inner" / "q1.py").chmod(0o600)
    assert list(before) == ["hw/inner/q1.py"]
    assert zipped(read_folder(tmp_path / "two", "hw")) == zipped(before)


def test_another_file_is_replaced_only_when_that_is_said(tmp_path):
    target = tmp_path / "made.zip"
    target.write_text("something else")
    with pytest.raises(FileExistsError, match="is another"):
        write_archive(target, FILES, replace=False)
    assert target.read_text() == "something else"
    write_archive(target, FILES, replace=True)
    write_archive(target, FILES, replace=False)  # the same again
    assert target.read_bytes() == zipped(FILES)
    assert list(tmp_path.iterdir()) == [target]
