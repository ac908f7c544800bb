"""The package for Gradescope: all that grades, nothing else, and the same bytes each time."""

import io
import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

import autograder
from autograder.course import Course
from autograder.grading.provenance import provenance
from autograder.packaging.archive import zipped
from autograder.packaging.gradescope import gradescope_files, gradescope_package
from autograder.packaging.versions import PackageError

ENGINE = Path(autograder.__file__).parent


def unpacked(assignment, folder):
    gradescope_package(assignment, folder / "made.zip")
    with zipfile.ZipFile(folder / "made.zip") as archive:
        archive.extractall(folder / "source")
    return folder / "source"


def test_what_grades_is_in_it_and_nothing_that_does_not(tiny):
    paths = set(gradescope_files(tiny))
    ours = {path for path in paths if not path.startswith(("autograder/", "student_template/"))}
    assert {path for path in ours if ".dist-info/" not in path} == {
        "reference/tiny/python",
        "reference/tiny/q1_sums.py",
        "reference/tiny/requirements.txt",
        "reference/tiny/secret",
        "requirements.txt",
        "run_autograder",
        "setup.sh",
        "tests/grading/tiny/test_q1_sums.py",
        "tests/grading/tiny/tolerances.py",
    }
    assert {"autograder/pytest.ini", "autograder/notation.py", "autograder/guest/worker.py"} < paths
    assert "student_template/tiny/q1_sums.py" in paths
    assert not any("__pycache__" in path for path in paths)


def test_no_other_assignment_is_in_it(tiny):
    for part in ("reference", "tests/grading", "student_template"):
        shutil.copytree(tiny.course / part / "tiny", tiny.course / part / "other")
    assert not any("other/" in path for path in gradescope_files(tiny))


def test_the_same_content_is_the_same_bytes(tiny, tmp_path):
    """A copy of the course elsewhere, of another age, with what programs leave there."""
    gradescope_package(tiny, tmp_path / "one.zip")
    copy = Course(shutil.copytree(tiny.course, tmp_path / "copy")).assignment("tiny")
    (copy.rubric / "__pycache__").mkdir()
    (copy.rubric / "__pycache__" / "tolerances.pyc").write_text("")
    gradescope_package(copy, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    (copy.rubric / "tolerances.py").write_text('EXACT = "0.01"\n')
    gradescope_package(copy, tmp_path / "three.zip")
    assert (tmp_path / "three.zip").read_bytes() != (tmp_path / "one.zip").read_bytes()


def test_what_it_returns_is_what_lies_in_the_zip(tiny, tmp_path):
    sizes = gradescope_package(tiny, tmp_path / "made.zip")
    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        assert [(entry.filename, entry.file_size) for entry in archive.infolist()] == sizes


def test_unpacked_it_is_a_course_with_the_same_rubric_and_engine(tiny, tmp_path):
    """So that results of both can be compared: the digests over them are the same."""
    source = unpacked(tiny, tmp_path)
    course = Course(source)
    assert course.names == ("tiny",)
    assert provenance(course.assignment("tiny")) == provenance(tiny)
    for path in ENGINE.rglob("*.py"):
        assert (source / "autograder" / path.relative_to(ENGINE)).read_bytes() == path.read_bytes()


def test_the_assignment_is_set_and_quoted(tiny, tmp_path):
    entry = (unpacked(tiny, tmp_path) / "run_autograder").read_text()
    assert "\nexport AUTOGRADER_ASSIGNMENT=tiny\n" in entry
    for part in ("reference", "tests/grading", "student_template"):
        (tiny.course / part / "tiny").rename(tiny.course / part / "it's $HOME")
    odd = Course(tiny.course).assignment("it's $HOME")
    entry = gradescope_files(odd)["run_autograder"].content.decode()
    assert "export AUTOGRADER_ASSIGNMENT='it'\"'\"'s $HOME'\n" in entry


@pytest.mark.parametrize("content", [None, "", " \n"])
def test_without_a_secret_there_is_no_package(tiny, tmp_path, content):
    secret = tiny.reference / "secret"
    secret.unlink()
    if content is not None:
        secret.write_text(content)
    with pytest.raises(PackageError, match=r"secret is missing or empty: .*copy it"):
        gradescope_package(tiny, tmp_path / "made.zip")
    assert not (tmp_path / "made.zip").exists()


@pytest.mark.parametrize(
    ("lost", "message"),
    [
        ("student_template/tiny", "student_template/tiny: there is no question file (`autograder"),
        ("reference/tiny/q1_sums.py", "reference/tiny: there is no question file"),
        ("tests/grading/tiny", "tests/grading/tiny"),
        ("reference/tiny/requirements.txt", "requirements.txt is missing"),
    ],
)
def test_what_is_missing_is_named(tiny, tmp_path, lost, message):
    path = tiny.course / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(PackageError) as raised:
        gradescope_package(tiny, tmp_path / "made.zip")
    assert message in str(raised.value)


@pytest.mark.parametrize("path", ["reference/tiny/q1_sums.py", "tests/grading/tiny/tolerances.py"])
def test_what_is_no_python_is_named_with_its_line(tiny, tmp_path, path):
    (tiny.course / path).write_text("x = 1\ndef (:\n")
    with pytest.raises(PackageError, match=rf"{path}:2: "):
        gradescope_package(tiny, tmp_path / "made.zip")


@pytest.mark.parametrize(
    ("promised", "message"),
    [
        ("snake", "not a version of Python such as"),
        ("3.9", r"python: Python 3\.9 is promised, the engine needs >=3\.10"),
    ],
)
def test_a_python_that_cannot_grade_is_named(tiny, tmp_path, promised, message):
    (tiny.reference / "python").write_text(f"{promised}\n")
    with pytest.raises(PackageError, match=message):
        gradescope_package(tiny, tmp_path / "made.zip")


def test_the_versions_are_for_the_python_that_is_promised(tiny, tmp_path):
    text = (unpacked(tiny, tmp_path) / "requirements.txt").read_text()
    assert "# Python {}.{}\n".format(*sys.version_info) in text


RULING = """by = "Mia"

[[ruling]]
line = "1.count"
for = ["ann@x.edu"]
share = "half"
text = "Nearly, Ann."
given_for = ["nothing"]
"""


def test_rulings_lie_beside_the_assignment_and_are_a_secret(tiny, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(RULING)
    files = gradescope_files(tiny, rulings=path)
    assert files["rulings/tiny.toml"].content == RULING.encode()
    assert "rulings/tiny.toml" not in gradescope_files(tiny)
    gradescope_package(tiny, tmp_path / "made.zip", rulings=path)
    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        archive.extractall(tmp_path / "source")
    assert Course(tmp_path / "source").names == ("tiny",)
    there = Course(tmp_path / "source").assignment("tiny")
    assert there.rulings in there.secrets
    assert provenance(there) == provenance(tiny)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULING.replace("half", "most"), r"mine.toml:6: 'most' is no share"),
        (RULING.replace('given_for = ["nothing"]\n', ""), r"mine.toml:3: it does not say which"),
        (RULING.replace("1.count", "9"), r"mine.toml:4: the rubric has no line 9"),
    ],
)
def test_rulings_that_could_not_be_applied_are_refused(tiny, tmp_path, text, said):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(PackageError, match=said):
        gradescope_files(tiny, rulings=path)


@pytest.fixture
def regraded(tiny, tmp_path, autograder):
    """Grade Ann's submission on the platform, from a package; return the results and what is said.

    It is in the folder ``submission`` of the platform's, ``regraded.root``.
    """
    root, results = tmp_path / "platform", tmp_path / "platform" / "results"
    shutil.copytree(tiny.submissions / "half", root / "submission")
    results.mkdir()
    users = {"id": 3, "users": [{"email": "ann@x.edu", "id": 1, "name": "Ann"}]}
    (root / "submission_metadata.json").write_text(json.dumps(users))

    def regraded(rulings=None):
        shutil.rmtree(root / "source", ignore_errors=True)
        made = zipped(gradescope_files(tiny, rulings=rulings))
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            archive.extractall(root / "source")
        done = autograder("grade", root / "submission", "--out", results, "--platform", root,
                          "--course", root / "source")  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads((results / "results.json").read_text()), done.stdout

    regraded.root = root
    return regraded


def test_a_regrade_on_the_platform_keeps_what_a_person_has_decided(regraded, tmp_path):
    """From the package, with the digest that grading itself gives the answer."""
    before, _ = regraded()
    digest = before["tests"][1]["extra_data"]["submitted"]["digest"]
    assert [test["score"] for test in before["tests"]] == [2, 0]
    assert "rulings" not in before["extra_data"]
    path = tmp_path / "mine.toml"
    path.write_text(RULING.replace("nothing", digest))
    after, _ = regraded(path)
    assert [test["score"] for test in after["tests"]] == [2, 0.5]
    assert after["tests"][1]["output"].startswith("Nearly, Ann.")
    assert after["tests"][1]["extra_data"]["notes"][0] == "ruled"
    assert after["extra_data"]["rulings"] == []
    path.write_text(RULING.replace("nothing", "0" * 64))
    since, said = regraded(path)
    assert [test["score"] for test in since["tests"]] == [2, 0]
    [told] = since["extra_data"]["rulings"]
    assert "the ruling was given for another answer" in told
    assert told in said
    assert "Nearly" not in json.dumps(since)


def test_a_submission_cannot_read_the_rulings(regraded, tmp_path):
    place = regraded.root / "source" / "rulings" / "tiny.toml"
    source = f"def double(x):\n    return open({str(place)!r}).read()\n"
    (regraded.root / "submission" / "q1_sums.py").write_text(source)
    path = tmp_path / "mine.toml"
    path.write_text(RULING)
    results, said = regraded(path)
    assert place.read_text() == RULING
    assert results["tests"][0]["extra_data"]["notes"] == ["exception"]
    assert "Nearly" not in json.dumps(results) + said
