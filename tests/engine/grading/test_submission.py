"""A student's folder is read as bytes; what is no regular file is left out, with a note."""

import os
import socket
import subprocess
import sys

import pytest

from autograder.grading import reading
from autograder.grading.contents import SubmissionError
from autograder.grading.submission import Submission, read_submission

QUESTIONS = ("q1_a.py", "q2_b.py")


def make(folder, files):
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_python_files_are_read_and_others_are_known_by_name(tmp_path):
    make(tmp_path, {"q1_a.py": b"x = '\xff'\r\n", "lib/tools.py": "", "notes.txt": "hi"})
    read = read_submission(tmp_path)
    assert read.sources == {"q1_a.py": b"x = '\xff'\r\n", "lib/tools.py": b""}
    assert read.others == ("notes.txt",)
    assert read.notes == ()


@pytest.mark.parametrize("wrapping", ["hw", "hw/hw", "a/b/c/d"])
def test_files_in_a_folder_are_graded_from_there(tmp_path, wrapping):
    make(tmp_path, {f"{wrapping}/q1_a.py": "x", f"{wrapping}/q2_b.py": "", f"{wrapping}/x.py": ""})
    read = read_submission(tmp_path, QUESTIONS)
    assert read.answered == {name: f"{wrapping}/{name}" for name in QUESTIONS}
    assert read.source("q1_a.py") == b"x"
    assert read.notes == (f"Your files were found in `{wrapping}/`, and graded as if at the top.",)


def test_what_macs_add_is_not_seen(tmp_path):
    make(tmp_path, {"hw/q1_a.py": "", "hw/.DS_Store": "", "hw/._q1_a.py": "\0", ".DS_Store": "",
                    "__MACOSX/hw/._q1_a.py": "\0", "hw/__MACOSX/q1_a.py": "x"})  # fmt: skip
    read = read_submission(tmp_path, QUESTIONS)
    assert read.sources == {"hw/q1_a.py": b""}
    assert read.others == ()


@pytest.mark.parametrize(
    "path",
    [
        "__pycache__/q1_a.py", ".git/hooks/x.py", ".venv/lib/x.py", "venv/x.py", ".hidden.py",
        ".ipynb_checkpoints/q1_a.py", "._q1_a.py", "__MACOSX/x.py", "env/pyvenv.cfg",
        "node_modules/x.py", "lib/site-packages/x.py", "mini/conda-meta/history",
    ],
)  # fmt: skip
def test_what_tools_leave_behind_is_ignored(tmp_path, path):
    make(tmp_path, {"q1_a.py": "", path: "boom"})
    assert read_submission(tmp_path) == Submission({"q1_a.py": b""})


def test_answers_are_read_whatever_lies_beside_them(tmp_path, monkeypatch):
    """A library or a data set in a folder that sorts before the answers takes no room of theirs."""
    monkeypatch.setattr(reading, "_MAX_FILES", 5)
    make(tmp_path, {f"data/{k}.png": "" for k in range(60)})
    make(tmp_path, {f"a_library/{k}.py": "" for k in range(10)})
    make(tmp_path, {"q1_a.py": ""})
    make(tmp_path, {"z/deep/down/q2_b.py": ""})
    read = read_submission(tmp_path, QUESTIONS)
    assert read.answered == {"q1_a.py": "q1_a.py", "q2_b.py": "z/deep/down/q2_b.py"}
    assert any("more than 5 Python files" in note for note in read.notes)


def test_byte_code_and_native_modules_are_not_read(tmp_path):
    make(tmp_path, {"q1_a.py": "", "q1_a.pyc": "x", "q1_a.cpython-311-x86_64-linux-gnu.so": "x"})
    read = read_submission(tmp_path)
    assert set(read.sources) == {"q1_a.py"}
    assert len(read.others) == 2


# ------------------------------------------------------------------------- what is left out


def test_a_link_is_left_out_and_not_followed(tmp_path):
    secret = tmp_path / "secret.py"
    secret.write_text("canary")
    folder = make(tmp_path / "hw", {"q1_a.py": ""})
    (folder / "q2_b.py").symlink_to(secret)
    (folder / "lib").symlink_to(tmp_path)
    (folder / "loop.py").symlink_to(folder / "loop.py")
    read = read_submission(folder)
    assert read.sources == {"q1_a.py": b""}
    assert read.notes == (
        "`loop.py` was left out: it is a link",
        "`q2_b.py` was left out: it is a link",
    )


def test_a_fifo_is_left_out_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "q1_a.py")
    read = read_submission(tmp_path)
    assert read.sources == {}
    assert read.notes == ("`q1_a.py` was left out: it is not a regular file",)


def test_a_socket_is_left_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("q1_a.py")
    read = read_submission(tmp_path)
    assert read.sources == {}
    assert read.notes[0].startswith("`q1_a.py` was left out: ")


def test_a_huge_file_is_left_out_unread(tmp_path):
    make(tmp_path, {"q1_a.py": ""})
    os.truncate(tmp_path / "q1_a.py", 10 << 30)
    read = read_submission(tmp_path)
    assert read.sources == {}
    assert read.notes == ("`q1_a.py` was left out: it is larger than 2 MiB",)


def test_files_beyond_the_total_are_left_out(tmp_path):
    make(tmp_path, {f"f{index}.py": b"#" * (2 << 20) for index in range(9)})
    read = read_submission(tmp_path)
    assert sorted(read.sources) == [f"f{index}.py" for index in range(8)]
    assert read.notes == ("`f8.py` was left out: all files together exceed 16 MiB",)


def test_more_files_than_anyone_writes_are_left_out(tmp_path):
    make(tmp_path, {f"f{index:03}.py": "" for index in range(502)})
    read = read_submission(tmp_path)
    assert len(read.sources) == 500
    assert read.notes == ("`f500.py` was left out: there are more than 500 Python files",)


def test_more_entries_than_anyone_has_are_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_MAX_ENTRIES", 100)
    make(tmp_path, {f"{index}.txt": "" for index in range(150)})
    read = read_submission(tmp_path)
    assert len(read.others) == 100
    assert read.notes == ("there are more files than are looked at; the deepest were left out",)


def test_folders_without_end_are_not_walked(tmp_path):
    deep = tmp_path / "q1_a.py"
    deep.touch()
    folder = tmp_path
    for _ in range(60):
        folder = folder / "d"
        folder.mkdir()
        (folder / "x.py").touch()
    read = read_submission(tmp_path)
    assert len(read.sources) == 9
    assert read.notes == (
        "`d/d/d/d/d/d/d/d/d/` was left out: it may not be read, or lies too deep",
    )


def test_a_name_that_is_no_text_is_left_out_and_shown(tmp_path):
    name = os.fsdecode(b"q\xff.py")
    make(tmp_path, {"q1_a.py": ""})
    try:
        (tmp_path / name).touch()
    except OSError:
        pytest.fail("this file system refuses such names")
    read = read_submission(tmp_path)
    assert set(read.sources) == {"q1_a.py"}
    (note,) = read.notes
    assert note == "`q\\udcff.py` was left out: its name is not valid text"


@pytest.mark.parametrize("folder", [os.fsdecode(b"\xdcbung"), "/".join(["long" * 30] * 3), "a\nb"])
def test_a_folder_may_have_any_name(tmp_path, folder):
    """Also one that an archive of another system has left."""
    make(tmp_path, {f"{folder}/q1_a.py": "x", f"{folder}/h.py": ""})
    found = read_submission(tmp_path, QUESTIONS)
    assert found.source("q1_a.py") == b"x"
    assert set(found.imports("q1_a.py").sources) >= {"q1_a.py", "h.py"}
    assert found.notes[0].encode().isascii()


def test_odd_names_are_read_like_others(tmp_path):
    make(tmp_path, {"-rf.py": "1", "Σ.py": "3", " .py": "4"})
    assert read_submission(tmp_path).sources == {"-rf.py": b"1", "Σ.py": b"3", " .py": b"4"}


def test_a_name_of_two_lines_is_told_in_one(tmp_path):
    make(tmp_path, {"a\nFor instructors: b.py": "2", "c\td.txt": ""})
    read = read_submission(tmp_path)
    assert read.sources == {"a\\nFor instructors: b.py": b"2"}
    assert read.others == ("c\\td.txt",)


UNPRIVILEGED = """
import os
from autograder.grading.submission import read_submission
from pathlib import Path
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
read = read_submission(Path("."))
print(sorted(read.sources), read.notes)
"""


def test_what_may_not_be_read_is_left_out_and_the_rest_graded(tmp_path):
    """The reader must not be root, who may read anything."""
    folder = make(tmp_path / "hw", {"q1_a.py": "", "q2_b.py": "", "locked/x.py": ""})
    (folder / "q2_b.py").chmod(0)
    (folder / "locked").chmod(0)
    folder.chmod(0o755)
    result = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    (folder / "locked").chmod(0o700)
    assert result.stderr == ""
    assert result.stdout.startswith("['q1_a.py']")
    assert "`q2_b.py` was left out: Permission denied" in result.stdout
    assert "`locked/` was left out: it may not be read, or lies too deep" in result.stdout


# ---------------------------------------------------------------------- nothing to be graded


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(SubmissionError, match="no such folder"):
        read_submission(tmp_path / "nowhere")


def test_a_file_in_place_of_a_folder_is_an_error(tmp_path):
    make(tmp_path, {"hw.zip": "PK"})
    with pytest.raises(SubmissionError, match="not a folder"):
        read_submission(tmp_path / "hw.zip")


def test_a_folder_that_holds_nothing_of_use_is_a_submission_without_answers(tmp_path):
    make(tmp_path, {"notes.txt": "", "empty/x.csv": ""})
    assert read_submission(tmp_path, QUESTIONS).answered == {}


def test_an_empty_folder_is_an_empty_submission(tmp_path):
    assert read_submission(tmp_path) == Submission({})


def test_a_notebook_alone_is_known_by_its_name(tmp_path):
    make(tmp_path, {"hw.ipynb": '{"cells": []}'})
    assert read_submission(tmp_path) == Submission({}, ("hw.ipynb",))


# ------------------------------------------------------------------------------- the digest


def test_one_byte_changes_the_digest(tmp_path):
    digests = {
        read_submission(make(tmp_path / str(index), files)).digest
        for index, files in enumerate(
            [{"q1_a.py": "x=1", "b.py": ""}, {"q1_a.py": "x=2", "b.py": ""},
             {"q1_a.py": "x=1\n", "b.py": ""}, {"q1_a.py": "x=1", "c.py": ""},
             {"q1_a.py": "x=1"}, {"q1_a.py": "", "b.py": "x=1"}, {"b.py": "q1_a.pyx=1"}]
        )
    }  # fmt: skip
    assert len(digests) == 7


def test_the_order_of_the_files_does_not_matter_to_the_digest():
    files = {"b.py": b"y", "a.py": b"x"}
    assert Submission(files).digest == Submission(dict(sorted(files.items()))).digest


@pytest.mark.parametrize(
    ("folder", "files"),
    [
        ("hw/", {"q1_a.py": "x", "b.py": "y", "notes.txt": "z"}),
        ("", {"Q1_A (1).py": "x", "b.py": "y"}),
    ],
)
def test_the_digest_is_that_of_what_is_graded(tmp_path, folder, files):
    """The same answers draw the same inputs, in a folder or under a copy's name."""
    plain = make(tmp_path / "plain", {"q1_a.py": "x", "b.py": "y"})
    other = make(tmp_path / "other", {f"{folder}{name}": text for name, text in files.items()})
    assert read_submission(plain, QUESTIONS).digest == read_submission(other, QUESTIONS).digest


def test_what_a_file_imports_counts_for_the_digest(tmp_path):
    """Swapping the helpers of two folders changes what is graded."""
    first = {"a/q1_a.py": "", "a/h.py": "1", "b/q2_b.py": "", "b/h.py": "2"}
    second = {**first, "a/h.py": "2", "b/h.py": "1"}
    digests = {
        read_submission(make(tmp_path / str(index), files), QUESTIONS).digest
        for index, files in enumerate((first, second))
    }
    assert len(digests) == 2
