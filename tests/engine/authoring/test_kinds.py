"""Every kind's example works as it stands: its reference, variants, public tests, submissions."""

import shutil
import subprocess
import sys

import pytest

from autograder.authoring.kind import known_kinds, read_kind
from autograder.checking.variants import read_variant
from autograder.checking.workbench import Workbench
from autograder.grading.rubric import read_rubric

KINDS = tuple(known_kinds())
VARIANTS = [(kind, name) for kind in KINDS for name in read_kind(kind).variants]


def first_bad_step(message):
    """Return the number of a derivation's first step that is not valid, by its mark, or 0."""
    marks = [text[0] for text in message.splitlines() if text[:2] in ("✓ ", "✗ ", "~ ", "? ")]
    return next((number for number, mark in enumerate(marks, 1) if mark in "✗~"), 0)


@pytest.mark.parametrize("kind", ["first", *KINDS])
def test_the_reference_earns_all(all_kinds, judged, kind):
    verdict = judged(all_kinds[1][kind])
    assert verdict.share == 1, f"{verdict.message} {verdict.review}"


@pytest.mark.parametrize(("kind", "name"), VARIANTS)
def test_a_variant_earns_what_it_says(all_kinds, judged, announced, kind, name):
    assignment, numbers = all_kinds
    path = assignment.variants / numbers[kind] / name
    share, note, step = announced(path)
    verdict = judged(numbers[kind], path.read_bytes())
    assert (verdict.share, verdict.message) == (share, verdict.message)
    assert not verdict.state.ours, verdict.review
    assert first_bad_step(verdict.message) == step, verdict.message
    if note:
        assert note in verdict.notes
    assert (share == 1) == name.startswith("right_")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_right_and_wrong_variants(kind):
    """Two and three, as every line has; a title that fits on a line."""
    names = list(read_kind(kind).variants)
    assert sum(name.startswith("right_") for name in names) == 2
    assert sum(name.startswith("wrong_") for name in names) == 3
    assert len(known_kinds()[kind]) < 100


SYMBOLIC = ("equal", "growth", "linear")


@pytest.fixture(scope="module")
def bench(all_kinds, zygote):
    """Grade variants of that assignment."""
    with Workbench(all_kinds[0], zygote) as bench:
        yield bench


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in SYMBOLIC for name in read_kind(kind).latex]
)
def test_a_variant_in_latex_earns_what_its_twin_does(all_kinds, bench, tmp_path, kind, name):
    assignment, numbers = all_kinds
    number = numbers[kind]
    path = tmp_path / name
    path.write_text(
        read_kind(kind).filled(number=number, name="", module="", checker="").latex[name]
    )
    variant = read_variant(path)
    twin = read_variant(assignment.variants / number / f"{path.stem}.py")
    [verdict] = bench.grade(bench.line(number), variant.answer)
    assert variant.contradicts(verdict) == ""
    assert variant.says == twin.says


@pytest.mark.parametrize("kind", SYMBOLIC)
def test_a_kind_that_asks_for_an_expression_has_variants_in_latex(kind):
    names = list(read_kind(kind).latex)
    assert sum(name.startswith("right_") for name in names) == 1
    assert sum(name.startswith("wrong_") for name in names) == 2


def test_public_tests_pass_for_right_answers(all_kinds, tmp_path):
    """Those that students get, with the answers of the submission that earns everything."""
    assignment, numbers = all_kinds
    folder = tmp_path / "student"
    shutil.copytree(assignment.template, folder)
    for path in (assignment.submissions / "excellent").glob("*.py"):
        (folder / path.name).write_bytes(path.read_bytes())
    run = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder, env={"PATH": "/usr/bin:/bin", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
    for line in read_rubric(assignment.rubric).lines:
        assert line.number in numbers.values()
