"""A run over a class counts what persons have ruled, and notes which answers that was for."""

import json
import shutil
import subprocess
import sys

import pytest

from small_course import ASSIGNMENT

RULING = """by = "Mia"

[[ruling]]
line = "2.cost"
for = ["typical"]
share = "all"
"""


@pytest.fixture
def run(course, tmp_path):
    """Run the command over a class of one."""
    shutil.copytree(ASSIGNMENT.submissions / "typical", tmp_path / "class" / "typical")

    def run(*options):
        call = [
            *(sys.executable, "-m", "autograder", "batch", str(tmp_path / "class")),
            *("--course", str(course.root), "--out", str(tmp_path / "out"), *map(str, options)),
        ]
        return subprocess.run(call, capture_output=True, text=True, check=False)

    return run


def cost(out):
    content = json.loads((out / "results" / "typical" / "results.json").read_text())
    [test] = [test for test in content["tests"] if test["number"] == "2.cost"]
    return test["score"]


def test_rulings_count_at_the_next_run_and_nothing_is_graded_for_them(run, tmp_path):
    out = tmp_path / "out"
    first = run()
    assert (first.returncode, cost(out)) == (0, 0), first.stderr
    (out / "rulings.toml").write_text(RULING)
    second = run()
    assert (second.returncode, cost(out)) == (0, 1), second.stderr
    assert "0 lines were graded now." in second.stdout
    assert f"{out / 'rulings.toml'}: 1 ruling, for 1 submission." in second.stdout
    noted = (out / "rulings.toml").read_text()
    assert noted.startswith(RULING)
    assert "given_for = [" in noted
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(RULING.replace("all", "most"))
    third = run("--rulings", wrong)
    assert third.returncode == 2
    assert f"{wrong}:6: 'most' is no share of a line" in third.stderr
    assert cost(out) == 1


def test_what_is_handed_in_after_a_ruling_is_graded_and_not_ruled(run, tmp_path):
    out, file = tmp_path / "out", tmp_path / "class" / "typical" / "q2_average.py"
    run()
    (out / "rulings.toml").write_text(RULING)
    run()
    assert cost(out) == 1
    file.write_text(file.read_text() + "\n\ndef cost(T):\n    return 12345 * T\n")
    later = run()
    assert (later.returncode, cost(out)) == (0, 0), later.stderr
    assert "2.cost of typical: the ruling was given for another answer" in later.stdout
