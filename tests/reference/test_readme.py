"""The README's first command, on this repository's own course."""

import os
import re
import subprocess

from autograder.course import VARIABLE
from rubric_lines import ASSIGNMENTS, PROJECT


def test_the_first_command_grades_a_submission_of_this_course():
    """Of its lines those of one question here: all of them are graded where submissions are."""
    text = (PROJECT / "README.md").read_text()
    command = re.search(r"^\./setup\.sh && (\.venv/bin/autograder grade \S+)$", text, re.MULTILINE)[
        1
    ]
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    done = subprocess.run(
        f"{command} --only 1",
        shell=True,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Total" in done.stdout
    assert command.split("/")[-2] in ASSIGNMENTS
