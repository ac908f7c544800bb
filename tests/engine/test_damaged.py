"""Damages at random, as `benchmarks/damaged_submissions.py` draws them, cost what they destroy."""

import importlib.util
import random
import sys
from pathlib import Path

import pytest

from autograder.grading.submission import read_submission
from small_course import ASSIGNMENT, LINES, RUBRIC

PROJECT = Path(__file__).resolve().parents[2]
QUESTIONS = list(RUBRIC.question_files)
WHOLE = {
    path.name: path.read_bytes()
    for path in sorted((ASSIGNMENT.submissions / "excellent").glob("*.py"))
}


@pytest.fixture(scope="module")
def benchmark():
    path = PROJECT / "benchmarks" / "damaged_submissions.py"
    spec = importlib.util.spec_from_file_location("damaged_submissions", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def write(files, folder):
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def lines(source):
    """Return what Python sees of a source, but for empty lines, marks and lines for IPython."""
    text = [line.rstrip() for line in source.removeprefix(b"\xef\xbb\xbf").splitlines()]
    return [line for line in text if line and line != b"pass"]


def test_what_is_not_destroyed_is_found(benchmark, rng, tmp_path):
    """Whatever happens to names, folders, line ends and archives, the same code is graded."""
    for index in range(150):
        files, may_lose, damages = benchmark.damaged(WHOLE, QUESTIONS, rng)
        folder = tmp_path / str(index)
        folder.mkdir()
        found = read_submission(write(files, folder), QUESTIONS)
        for name in set(QUESTIONS) - may_lose:
            source = found.source(name)
            assert source is not None, (damages, name, list(files))
            assert lines(source) == lines(WHOLE[name]), (damages, name)
        if damages:
            assert found.digest


def test_a_damaged_submission_ends_with_complete_results(benchmark, rng):
    """Two of them, for real; the benchmark grades hundreds."""
    for _ in range(2):
        seed = rng.randrange(2**32)
        files, may_lose, damages = benchmark.damaged(WHOLE, QUESTIONS, random.Random(seed))
        points, wrong, _ = benchmark.grade(files, ASSIGNMENT)
        assert wrong == [], damages
        for line in LINES:
            if line.question_file not in may_lose:
                assert points[line.number] == float(line.weight), (damages, line.number)
