"""docs/cluster.md: its certificates and its script for a queue, with jobs of this machine."""

import os
import re
import shutil
import subprocess
import sys

from pages import DOCS
from small_course import COURSE, NAME

TEXT = (DOCS / "cluster.md").read_text()


def part(language, beginning):
    """Return the part of the page in a language that begins with something."""
    (found,) = (
        text
        for text in re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
        if text.startswith(beginning)
    )
    return found


def test_the_script_for_a_queue_grades_with_certificates(course, tmp_path):
    script = part("python", '"""Grade on a Slurm cluster').replace("SLURMCluster", "LocalCluster")
    for old, new in (
        ("from dask_jobqueue import", "from dask_jobqueue.local import"),
        (r"SLURM = \{.*\}", "SLURM = {}"),
        ("JOBS = 40", "JOBS = 1"),
        ("eth0", "lo"),
    ):
        script, count = re.subn(old, new, script)
        assert count == 1, old
    (tmp_path / "slurm.py").write_text(script)
    whole = COURSE.assignment(NAME).submissions / "typical"
    shutil.copytree(whole, tmp_path / "class" / "ann")
    grading = f"{sys.executable} slurm.py class --course {course.root} --out run\n"
    commands = part("bash", "umask"), part("bash", "export DASK"), grading
    ended = subprocess.run(
        ["bash", "-e", "-c", "".join(commands)],
        env={**os.environ, "HOME": str(tmp_path)},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "1 submissions: 1 graded." in ended.stdout
    assert (tmp_path / "run" / "results" / "ann" / "results.json").exists()
