"""The versions of an assignment: for its Python, enough for the engine, one a line."""

import sys

import pytest

from autograder.packaging.versions import (
    PackageError,
    Versions,
    engine_requirements,
    environment_of,
    read_versions,
)

HERE = sys.version_info[:2]


@pytest.fixture
def written(tiny):
    """Write the file of versions, and read it."""

    def written(text):
        (tiny.reference / "requirements.txt").write_text(text)
        return read_versions(tiny, HERE)

    return written


def kept(tiny):
    return (tiny.reference / "requirements.txt").read_text()


def test_what_is_written_is_read(tiny, written):
    versions = read_versions(tiny, HERE)
    assert versions.python == HERE
    assert {"click", "numpy", "python-flint", "torch"} <= set(versions.pins)
    assert written(versions.text("tiny")) == versions


def test_before_they_are_looked_up_there_are_none(tiny):
    (tiny.reference / "requirements.txt").unlink()
    assert read_versions(tiny, HERE) is None


def test_a_package_of_the_courses_own_may_be_added(tiny, written):
    """Names are read as an index reads them."""
    assert (
        written(f"{kept(tiny)}\n# for q1\nScikit_Learn == 1.7.0\n").pins["scikit-learn"] == "1.7.0"
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("numpy>=1.26", "'numpy>=1.26' is not one version"),
        ("numpy", "'numpy' is not one version"),
        ("numpy==2.*", "'numpy==2.*' is not one version"),
        ("numpy==2.2.6,!=3", "is not one version"),
        ('numpy==2.2.6; python_version > "3"', "is not one version"),
        ("-r other.txt", "'-r other.txt' is not one version"),
        ("https://example.org/numpy.whl", "is not one version"),
    ],
)
def test_a_line_that_is_not_one_version_is_named(tiny, written, line, why):
    text = kept(tiny) + line
    with pytest.raises(PackageError, match=r"requirements\.txt:\d+: ") as raised:
        written(text)
    assert why in str(raised.value)
    assert f":{len(text.splitlines())}: " in str(raised.value)


def test_a_name_that_is_there_twice_is_refused(tiny, written):
    with pytest.raises(PackageError, match=r"requirements\.txt:\d+: numpy is there twice"):
        written(kept(tiny) + "NumPy==1.26.0\n")


def test_versions_for_another_python_are_refused(tiny):
    with pytest.raises(PackageError, match=r"are for Python 3\.\d+, not for 3\.99;.*--resolve"):
        read_versions(tiny, (3, 99))


def test_versions_for_no_python_are_refused(written):
    with pytest.raises(PackageError, match="for no Python that they name"):
        written("numpy==2.2.6\n")


def test_what_the_engine_needs_now_and_is_not_there_is_named(tiny, written):
    without = "".join(x for x in kept(tiny).splitlines(True) if not x.startswith("msgspec"))
    with pytest.raises(PackageError, match="msgspec is missing, and the engine needs msgspec>="):
        written(without)
    with pytest.raises(
        PackageError, match=r"msgspec is 0\.1, and the engine needs msgspec>=.*anew"
    ):
        written(without + "msgspec==0.1\n")


def test_what_is_no_text_is_refused(tiny):
    (tiny.reference / "requirements.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PackageError, match="this is no text"):
        read_versions(tiny, HERE)


def test_the_engine_needs_what_it_imports_and_not_what_its_tests_do():
    names = {need.name for need in engine_requirements()}
    assert {"click", "numpy", "pytest", "sympy", "torch"} <= names
    assert names.isdisjoint({"ruff", "mypy", "hypothesis", "math-verify", "starlette", "uvicorn"})


def test_markers_are_asked_about_the_python_that_is_meant():
    (need,) = [n for n in engine_requirements() if n.name == "numpy"]
    assert need.marker is None
    marked = Versions((3, 10), {}).text("hw")
    assert "# Python 3.10\n" in marked
    assert environment_of((3, 10))["python_version"] == "3.10"
