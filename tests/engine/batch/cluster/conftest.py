"""Real schedulers and workers of Dask, each a process on the loopback."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections import deque
from contextlib import ExitStack
from pathlib import Path

import pytest

import autograder
from run_files import run_files
from small_course import COURSE, NAME

#: What a Dask worker of these tests loads: some submissions end it, as a full memory would.
DYING = """\
import os
import sys

from autograder.batch.cluster import worker_side

# Dask executes this twice.
graded = worker_side.__dict__.setdefault("graded", worker_side.grade)


def grade(run, order):
    if b'"dies_always.py"' in order:
        os._exit(1)
    if b'"dies_once.py"' in order and not os.path.exists({flag!r}):
        open({flag!r}, "x").close()
        os._exit(1)
    return graded(run, order)


worker_side.grade = grade
"""


class Cluster:
    """A scheduler on the loopback, with workers that a test starts.

    Args:
        folder: Where they write.
        environment: What is set in theirs, such as which certificates they show.
        protocol: ``"tcp"`` or ``"tls"``.
    """

    def __init__(self, folder: Path, environment=None, protocol="tcp"):
        self.folder = folder
        self.environment = {**os.environ, **(environment or {})}
        self._open = ExitStack()
        self.flag = folder / "died"
        (folder / "dying.py").write_text(DYING.format(flag=str(self.flag)))
        listens = ["--protocol", protocol, "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        _, said = self._start("scheduler", *listens, ready=r"Scheduler at:\s+(\S+)")
        self.address = said

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._open.close()

    def worker(self, threads=1, **environment):
        """Start a worker; return its process when the scheduler knows it."""
        options = (
            *(self.address, "--host", "127.0.0.1", "--no-dashboard", "--no-nanny"),
            *("--local-directory", str(self.folder), "--preload", str(self.folder / "dying.py")),
            *("--nthreads", str(threads)),
        )
        return self._start("worker", *options, ready="Registered to", **environment)[0]

    def _start(self, kind, *options, ready, **environment):
        process = self._open.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options],
                env={**self.environment, **environment},
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        self._open.callback(process.kill)
        said = []
        for line in process.stderr:
            said.append(line)
            if found := re.search(ready, line):
                break
        else:
            pytest.fail("".join(said))
        # What it says later has nobody to read it, and must not fill the pipe.
        reading = threading.Thread(target=deque, args=(process.stderr, 0), daemon=True)
        reading.start()
        self._open.callback(reading.join)
        self._open.callback(process.kill)
        return process, found.groups()[-1] if found.groups() else ""


@pytest.fixture
def cluster(tmp_path):
    """A cluster that has no workers yet."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with Cluster(folder) as started:
        yield started


@pytest.fixture
def other_engine(tmp_path):
    """A folder with an engine that differs from this one by a comment."""
    folder = tmp_path / "other"
    package = Path(autograder.__file__).parent
    shutil.copytree(package, folder / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "autograder" / "verdict.py").open("a") as file:
        file.write("# another one\n")
    return folder


@pytest.fixture
def certificates(tmp_path):
    """What Dask reads of certificates from its environment."""
    folder = tmp_path / "certificates"
    folder.mkdir()
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    files = ["-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-nodes", "-subj", "/CN=ta"]
    subprocess.run([*made, *files], cwd=folder, check=True, capture_output=True)
    prefix = "DASK_DISTRIBUTED__COMM__TLS"
    found = {f"{prefix}__CA_FILE": str(folder / "cert.pem")}
    for side in ("SCHEDULER", "WORKER", "CLIENT"):
        found[f"{prefix}__{side}__KEY"] = str(folder / "key.pem")
        found[f"{prefix}__{side}__CERT"] = str(folder / "cert.pem")
    return found


class Class:
    """A class of the small course, and the command that grades it.

    Args:
        folder: Where submissions are made.
        course: The course.
    """

    def __init__(self, folder, course):
        self.folder = folder
        self.course = course

    def add(self, name, base="excellent", **files):
        """Add a submission: a whole one of the course, with some files in it or replaced."""
        place = self.folder / name
        shutil.copytree(COURSE.assignment(NAME).submissions / base, place)
        for file, text in files.items():
            (place / f"{file}.py").write_text(text)
        return place

    def command(self, out, *options):
        """Return the command that grades it."""
        return [
            *(sys.executable, "-m", "autograder", "batch", str(self.folder)),
            *("--course", str(self.course.root), "--out", str(out), *options),
        ]

    def grade(self, out, *options, environment=None):
        """Run the command."""
        return subprocess.run(
            self.command(out, *options),
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def students(tmp_path, course):
    """A class of nobody yet."""
    return Class(tmp_path / "class", course)


@pytest.fixture
def same_files():
    """Assert that two runs have written the same, but for times."""

    def assert_same(one, other):
        first, second = run_files(one), run_files(other)
        assert first.keys() == second.keys()
        assert {name for name in first if first[name] != second[name]} == set()

    return assert_same
