"""The checks for a GPU run where there is nothing but Python, torch, numpy, sympy and pytest."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from packaging.requirements import Requirement

from small_course import COURSE, NAME

PROJECT = Path(__file__).resolve().parents[2]
ABSENT = ("click", "flint", "gradescope_utils", "msgspec", "rich")


def with_their_needs(names):
    """Return the distributions of some names and of all that they require."""
    found = {}
    waiting = list(names)
    while waiting:
        try:
            distribution = importlib.metadata.distribution(waiting.pop())
        except importlib.metadata.PackageNotFoundError:  # for another system
            continue
        if distribution.name not in found:
            found[distribution.name] = distribution
            needs = map(Requirement, distribution.requires or ())
            waiting += [
                need.name
                for need in needs
                if not need.marker or need.marker.evaluate({"extra": ""})
            ]
    return found.values()


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Make an environment with links to these packages alone, and return its interpreter."""
    root = tmp_path_factory.mktemp("bare")
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = root / "lib" / version / "site-packages"
    packages.mkdir(parents=True)
    (root / "bin").mkdir()
    real = os.path.realpath(sys.executable)
    (root / "bin" / "python").symlink_to(real)
    (root / "pyvenv.cfg").write_text(f"home = {os.path.dirname(real)}\n")
    for distribution in with_their_needs(["torch", "numpy", "sympy", "pytest"]):
        for name in {file.parts[0] for file in distribution.files} - {"..", "__pycache__"}:
            place = packages / name
            if not place.exists():
                place.symlink_to(distribution.locate_file(name))
    return root / "bin" / "python"


def run(bare, *arguments):
    command = [bare, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": "/bin"}
    )


def test_the_machine_is_bare(bare):
    script = (
        "import importlib.util as u, torch, numpy, sympy, pytest\n"
        f"print([n for n in {ABSENT!r} if u.find_spec(n)])"
    )
    assert run(bare, "-c", script).stdout == "[]\n"


@pytest.fixture
def benchmark(tmp_path):
    """A checkout of its own, with the small course and one variant, which says it is right."""
    (tmp_path / "autograder").symlink_to(PROJECT / "autograder")
    (tmp_path / "benchmarks").mkdir()
    script = shutil.copy(PROJECT / "benchmarks" / "gpu.py", tmp_path / "benchmarks")
    for part in ("reference", "tests"):
        shutil.copytree(COURSE.root / part, tmp_path / part)
    variants = tmp_path / "tests" / "variants" / NAME / "3.code"
    shutil.rmtree(variants)
    variants.mkdir()
    (variants / "right_at_first.py").write_text(
        "_right = softmax\ndef softmax(x):\n    return 2 * _right(x)\n"
    )
    return script


def test_a_table_is_written_there(bare, tmp_path):
    out = tmp_path / "table.md"
    options = ("--device", "cpu", "--references", "--only", "3.code", "--jobs", 1, "--out", out)
    done = run(bare, PROJECT / "benchmarks" / "gpu.py", "--course", COURSE.root, *options)
    assert done.returncode == 0, done.stderr + done.stdout
    text = out.read_text()
    assert text.startswith("## CPU\n\ntorch ")
    for dtype in ("float32", "bfloat16"):
        assert f"| {NAME} 3.code | {dtype} | passed | 0 of 0 | 0 of 0 |" in text


def test_what_is_right_and_not_found_right_is_an_error(bare, benchmark):
    """A variant that says it is right, and is not, in the checkout's own course."""
    done = run(bare, benchmark, "--device", "cpu", "--only", "3.code", "--jobs", 1)
    assert done.returncode == 1, done.stderr
    assert f"| {NAME} 3.code | float32 | passed | 0 of 1 | 0 of 0 |" in done.stdout
    assert f"- {NAME} 3.code, right_at_first, float32: failed. " in done.stdout


def test_without_a_gpu_it_says_so(bare):
    script = PROJECT / "benchmarks" / "gpu.py"
    done = run(bare, script, "--course", COURSE.root, "--references", "--only", "3.code")
    if torch.cuda.is_available():
        assert done.returncode == 0, done.stderr
    else:
        assert done.returncode == 2
        assert "there is no GPU to run on: " in done.stderr
