"""A rehearsal: what the platform does with a package, and what it says about that."""

import json
import sys
from dataclasses import replace

import pytest

from autograder.packaging.archive import Packed, zipped
from autograder.packaging.container import Container
from autograder.packaging.gradescope import gradescope_files
from autograder.packaging.interpreters import find_interpreter
from autograder.packaging.rehearsal import rehearse
from autograder.packaging.versions import PackageError

HERE = find_interpreter(sys.version_info[:2])


def test_a_package_is_set_up_and_grades_as_the_engine_at_hand_does(tiny, autograder, tmp_path):
    """One that is older than the course: only the line that has changed since differs."""
    package = tmp_path / "tiny.zip"
    made = autograder("package", "gradescope", "tiny", "--course", tiny.course, "--out", package)
    assert made.returncode == 0, made.stderr
    rubric = tiny.rubric / "test_q1_sums.py"
    rubric.write_text(rubric.read_text().replace("@weight(1)", "@weight(3)"))
    done = autograder(
        "rehearse", "gradescope", "tiny", "--course", tiny.course, "--package", package
    )
    assert done.returncode == 1, done.stderr
    assert "setup.sh, with Python {}.{} (".format(*sys.version_info) in done.stderr
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0].startswith("tiny: rehearsed with Python ")
    rows = {words[0]: words[-2:] for words in map(str.split, lines) if words}
    assert rows["half"] == ["2", "2"], done.stdout
    assert [line for line in lines if line.startswith(("half:", "whole:"))] == [
        "whole: 1.count: 1 (passed) in the package, 3 (passed) here"
    ]
    assert lines[-1] == "1 of 2 failed, or differ from what is graded here"
    said = dict(line.split(maxsplit=1) for line in lines if line)
    assert said["setup.sh"].endswith(" s")
    assert "the zip " in said["sizes"]
    assert "its environment " in said["sizes"]
    assert "0.5 CPU and 768 MB for each submission" in said["limits"]
    assert "numpy " in said["versions"]


SETUP = "#!/bin/sh\nmkdir -p .venv/bin && ln -s {python} .venv/bin/python\n"


@pytest.fixture
def rehearsed(tiny):
    """Rehearse a package with scripts of the test's, on one submission."""

    def rehearsed(setup=SETUP, entry="", seconds=600.0):
        files = {
            **gradescope_files(tiny),
            "setup.sh": Packed(setup.format(python=sys.executable).encode(), executable=True),
            "run_autograder": Packed(f"#!/bin/sh\n{entry}\n".encode(), executable=True),
        }
        return rehearse(
            tiny,
            zipped(files),
            [tiny.submissions / "whole"],
            interpreter=HERE,
            torch="present",
            container=Container(),
            seconds=seconds,
            say=lambda _: None,
        )

    return rehearsed


def test_the_folder_is_as_on_the_platform(rehearsed):
    """What it would grade, and what is told of it, at their places; the copy of the script runs."""
    entry = (
        'cd "$AUTOGRADER_ROOT" && [ "$PWD" = "$OLDPWD" ] && [ "$0" = "$PWD/run_autograder" ]'
        ' && [ -z "$(ls results)" ] && cat submission_metadata.json submission/q1_sums.py'
        " source/setup.sh && exit 4"
    )
    rehearsal = rehearsed(entry=entry)
    (graded,) = rehearsal.graded
    assert graded.ended.code == 4, graded.ended.printed
    metadata, end = json.JSONDecoder().raw_decode(graded.ended.printed)
    assert metadata["assignment"]["title"] == "tiny"
    assert metadata["assignment"]["total_points"] == "3.0"
    assert metadata["previous_submissions"] == []
    assert "def double(x):" in graded.ended.printed[end:]
    assert not rehearsal.succeeded
    assert graded.here == 3


def test_when_the_time_limit_fires_the_results_are_a_zero(rehearsed):
    """Whatever had been written before."""
    entry = """echo '{"score": 3, "tests": []}' > "$AUTOGRADER_ROOT/results/results.json"
exec sleep 3000"""
    (graded,) = rehearsed(entry=entry, seconds=2).graded
    assert graded.score == 0
    assert graded.here == 3
    assert graded.differences == (
        f"the platform's time limit ended it after {graded.ended.seconds:.0f} s: a score of zero",
    )


def test_a_set_up_that_fails_is_the_end_with_its_last_words(rehearsed):
    rehearsal = rehearsed(setup="#!/bin/sh\necho no network >&2\nexit 5\n")
    assert (rehearsal.setup.code, rehearsal.setup.printed) == (5, "no network\n")
    assert rehearsal.graded == ()
    assert not rehearsal.succeeded


@pytest.mark.parametrize(
    ("archive", "message"),
    [
        (b"no zip", "the package is no zip"),
        (zipped({"setup.sh": Packed(b"")}), r"lacks requirements\.txt, run_autograder"),
        (
            zipped(dict.fromkeys(("setup.sh", "run_autograder", "requirements.txt"), Packed(b""))),
            "for another assignment than tiny",
        ),
    ],
    ids=["no zip", "no package", "another's"],
)
def test_what_is_no_package_of_the_assignment_is_refused(tiny, archive, message):
    with pytest.raises(PackageError, match=message):
        rehearse(
            tiny,
            archive,
            [],
            interpreter=HERE,
            torch="present",
            container=Container(),
            say=lambda _: None,
        )


def test_an_interpreter_that_is_not_the_packages_is_said_to_be_another(tiny):
    """So that `setup.sh` does not refuse it."""
    rehearsal = rehearse(
        tiny,
        zipped(
            {
                **gradescope_files(tiny),
                "setup.sh": Packed(b'#!/bin/sh\necho "$@"\nexit 1\n', executable=True),
            }
        ),
        [],
        interpreter=replace(HERE, promised=(3, 99)),
        torch="cpu",
        container=Container(),
        say=lambda _: None,
    )
    assert rehearsal.setup.printed == f"--python {HERE.path} --torch cpu --any-python\n"
