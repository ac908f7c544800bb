"""The package that students get: what is up to date, and gives nothing away."""

import zipfile

import pytest

from autograder.grading.rubric import read_rubric
from autograder.grading.template import generate
from autograder.packaging.student import student_package
from autograder.packaging.versions import PackageError

_HANDED_OUT = (".ini", ".md", ".py", ".tex")


def test_it_is_one_folder_with_the_template_in_it(tiny, tmp_path):
    (tiny.template / "__pycache__").mkdir()
    (tiny.template / "__pycache__" / "q1_sums.pyc").write_text("")
    sizes = student_package(tiny, tmp_path / "tiny.zip")
    with zipfile.ZipFile(tmp_path / "tiny.zip") as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    files = [path for path in tiny.template.rglob("*") if path.suffix in _HANDED_OUT]
    assert found == {f"tiny/{p.relative_to(tiny.template)}": p.read_bytes() for p in files}
    assert dict(sizes) == {name: len(content) for name, content in found.items()}
    assert b"NotImplementedError" in found["tiny/q1_sums.py"]
    assert b"2 * x" not in b"".join(found.values())


def test_a_folder_that_is_out_of_date_is_refused(tiny, tmp_path):
    (tiny.template / "q1_sums.py").write_text("# mine\n")
    with pytest.raises(PackageError, match=r"out of date: q1_sums\.py; `autograder template tiny`"):
        student_package(tiny, tmp_path / "tiny.zip")
    assert not (tmp_path / "tiny.zip").exists()


def test_where_an_answer_is_given_away_there_is_no_package(tiny, tmp_path):
    """A docstring that says it, and a page of the course's own that does."""
    reference = tiny.reference / "q1_sums.py"
    text = reference.read_text().replace("x = real", "x=real")
    for old, new in (("2 * x", "2 * x**3 + 7"), ("Twice x.", "It is 2 x³ + 7: 2*x^3 + 7.")):
        assert old in text
        text = text.replace(old, new)
    reference.write_text(text)
    generate(tiny, read_rubric(tiny.rubric))
    with pytest.raises(PackageError, match="students would get answers") as raised:
        student_package(tiny, tmp_path / "tiny.zip")
    assert f"\n  {tiny.template / 'q1_sums.py'}:" in str(raised.value)
    assert "1.double" in str(raised.value)
    assert not (tmp_path / "tiny.zip").exists()
