"""Versions for another Python than the one that looks them up, from an index in a folder.

Each distribution of the index is a wheel that holds its metadata alone.
"""

import sys
import zipfile

import pytest
from packaging.requirements import Requirement

from autograder.packaging.resolution import resolve
from autograder.packaging.scripts import torch_version
from autograder.packaging.versions import PackageError

TORCH = torch_version()


def add(folder, name, version, *needs, pythons=">=3.8", tag="py3-none-any"):
    lines = [f"Name: {name}", f"Version: {version}", f"Requires-Python: {pythons}"]
    lines += [f"Requires-Dist: {need}" for need in needs]
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-{tag}.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", "\n".join(["Metadata-Version: 2.1", *lines, ""]))
        wheel.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """Make a folder of wheels, which is the only index of pip."""
    folder = tmp_path_factory.mktemp("index")
    add(folder, "torch", TORCH, "networks", 'cuda==13; platform_system == "Linux"')
    add(folder, "torch", "99.0")
    add(folder, "networks", "3.4")
    # A wheel in a folder says so in its metadata alone, where pip asks the Python that it is.
    running = "{}.{}".format(*sys.version_info[:2])
    add(folder, "networks", "3.5", pythons=f">={running}")
    add(folder, "networks", "3.6", pythons=f">={running}")
    add(folder, "numbers", "2.2", tag="cp39-cp39-manylinux_2_17_x86_64.manylinux2014_x86_64")
    add(folder, "numbers", "2.4", tag="cp310-cp310-manylinux_2_28_x86_64", pythons=">=3.10")
    add(folder, "numbers", "2.5", tag="cp39-cp39-manylinux_2_39_x86_64")  # of a newer glibc
    add(folder, "numbers", "2.6", tag="cp39-cp39-win_amd64")
    add(
        folder,
        "tests",
        "9.0",
        'groups>=1; python_version < "3.10"',
        'after; python_version > "3.9"',
    )
    add(folder, "groups", "1.3", "later")
    add(folder, "later", "1.0")
    add(folder, "after", "2.0")
    add(folder, "kit", "1.0", 'colours; extra == "all"', 'shapes; extra == "some"')
    add(folder, "colours", "2.0")
    add(folder, "shapes", "2.0")
    add(folder, "old", "1.0", "networks<3")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL", "PIP_CONSTRAINT"):
            patch.delenv(name, raising=False)
        patch.setenv("PIP_CONFIG_FILE", "/dev/null")
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(folder))
        yield folder


def look_up(*needs):
    return resolve(map(Requirement, needs), (3, 9))


@pytest.fixture(scope="module")
def pins(index):  # noqa: ARG001 - the index is pip's
    """Versions for a Python that is older than any that runs this."""
    versions = look_up("torch>=2.4", "numbers", "tests", "kit[all]")
    assert versions.python == (3, 9)
    return versions.pins


def test_torch_is_the_tested_one_and_brings_no_cuda(pins):
    """No wheel of cuda is there: it would be an error to ask for it."""
    assert pins["torch"] == TORCH
    assert "cuda" not in pins


def test_wheels_are_those_of_the_other_python_and_the_platform(pins):
    """On 3.9 the newest is another than on 3.10; wheels for other systems do not count."""
    assert pins["numbers"] == "2.2"


def test_markers_are_those_of_the_other_python(pins):
    """What is needed there comes with its own needs; what is needed here alone does not."""
    assert (pins["groups"], pins["later"]) == ("1.3", "1.0")
    assert "after" not in pins


def test_what_the_other_python_is_too_old_for_is_not_taken(pins):
    assert pins["networks"] == "3.4"


def test_extras_bring_what_they_need(pins):
    assert pins["colours"] == "2.0"
    assert "shapes" not in pins


def test_nothing_else_is_pinned(pins):
    assert set(pins) == {
        *("torch", "networks", "numbers", "tests", "groups", "later", "kit", "colours")
    }  # fmt: skip


@pytest.mark.usefixtures("index")
def test_what_is_nowhere_is_named():
    with pytest.raises(PackageError, match="or has no nowhere>=2"):
        look_up("nowhere>=2")


@pytest.mark.usefixtures("index")
def test_a_conflict_is_an_error():
    with pytest.raises(PackageError, match=r"for Python 3\.9: pip says: "):
        look_up("old", "networks>3")


@pytest.mark.usefixtures("index")
def test_without_a_network_it_says_what_is_missing(monkeypatch):
    """An index at an address where nobody answers."""
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(PackageError, match="index cannot be reached, or has no torch==") as raised:
        look_up()
    assert "made where there is a network, once" in str(raised.value)
