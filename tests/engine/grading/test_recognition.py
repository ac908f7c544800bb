"""An assignment is recognised by the names of the files, however they were handed in."""

import zipfile

import pytest

from autograder.grading.recognition import Unrecognised, recognise

KNOWN = {"hw1": ("q1_a.py", "q2_b.py"), "hw2": ("q1_c.py",)}


def make(folder, files):
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_the_assignment_is_recognised_by_the_names_of_the_files(tmp_path):
    assert recognise(make(tmp_path, {"hw/q2_b.py": "", "hw/extra.py": ""}), KNOWN) == "hw1"


def test_files_of_two_assignments_are_not_guessed_at(tmp_path):
    make(tmp_path, {"q1_a.py": "", "q1_c.py": ""})
    expected = "files of hw1 and hw2 here: hand in those of one assignment"
    with pytest.raises(Unrecognised, match=expected):
        recognise(tmp_path, KNOWN)


def test_a_folder_of_no_assignment_names_the_files_that_are_known(tmp_path):
    make(tmp_path, {"solution.py": ""})
    with pytest.raises(Unrecognised, match=r"hw1: q1_a\.py, q2_b\.py; hw2: q1_c\.py\)\.$"):
        recognise(tmp_path, KNOWN)


@pytest.mark.parametrize("name", ["Q2_Long_Name.py", "q2_long_name (1).py", "q2_long_name.ipynb"])
def test_a_name_that_is_nearly_right_tells_the_assignment(tmp_path, name):
    """The lines of the file say that it has to be renamed."""
    known = {"hw1": ["q1_a.py"], "hw2": ["q1_another.py", "q2_long_name.py"]}
    assert recognise(make(tmp_path, {name: ""}), known) == "hw2"


def test_an_archive_is_named_where_nothing_else_is_there(tmp_path):
    make(tmp_path, {"hw1.rar": ""})
    with pytest.raises(Unrecognised, match=r"`hw1\.rar` is an archive: hand in the files"):
        recognise(tmp_path, KNOWN)


def test_an_archive_that_cannot_be_read_is_named_with_the_reason(tmp_path):
    make(tmp_path, {"hw1.zip": "no archive"})
    with pytest.raises(Unrecognised, match=r"`hw1\.zip` was not read: it is no zip archive"):
        recognise(tmp_path, KNOWN)


def test_the_files_in_an_archive_tell_the_assignment(tmp_path):
    with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
        archive.writestr("folder/q1_c.py", "")
    assert recognise(tmp_path, KNOWN) == "hw2"


def test_question_files_wherever_they_lie_tell_the_assignment(tmp_path):
    make(tmp_path, {"README.md": "", "main.py": "", "homework/one/q1_c.py": ""})
    assert recognise(tmp_path, KNOWN) == "hw2"


@pytest.mark.parametrize("change", [str.upper, str.title, lambda name: name.replace("_", "-")])
def test_names_that_are_nearly_those_of_one_assignment_are_of_that_one(tmp_path, change):
    """Although `q3_birnn.py` is near to the `q1_rnn.py` of another."""
    known = {
        "hw1": ("q1_rnn.py", "q2_momentum.py", "q3_attention.py"),
        "hw2": ("q1_normalization.py", "q2_decoding.py", "q3_birnn.py"),
    }
    make(tmp_path, {change(name.removesuffix(".py")) + ".py": "" for name in known["hw2"]})
    assert recognise(tmp_path, known) == "hw2"


def test_a_document_in_latex_tells_by_its_name_or_by_the_numbers_in_it(tmp_path):
    known = {"hw1": ("q1_a.py", "hw1.tex"), "hw2": ("q1_c.py", "hw2.tex")}
    lines = {"hw1": {"1.a", "2"}, "hw2": {"1.c", "2"}}
    assert recognise(make(tmp_path / "named", {"hw2.tex": ""}), known, lines) == "hw2"
    answer = "\\begin{answer}{%s}$x$\\end{answer}"
    assert recognise(make(tmp_path / "a", {"main.tex": answer % "1.a"}), known, lines) == "hw1"
    assert recognise(make(tmp_path / "c", {"x/main.tex": answer % "1.c"}), known, lines) == "hw2"
    with pytest.raises(Unrecognised, match="hw1 and hw2"):
        recognise(make(tmp_path / "both", {"main.tex": answer % "2"}), known, lines)
    with pytest.raises(Unrecognised, match=r"hw1: q1_a\.py, hw1\.tex;"):
        recognise(make(tmp_path / "none", {"main.tex": "x"}), known, lines)
