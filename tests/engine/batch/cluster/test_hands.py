"""A class graded by real workers, beside the same class graded on one machine."""

import os
import pickle
import pty
import re
import select
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

HANGING = "def cost(t, d):\n    while True:\n        pass\n"


class Trap:
    """What would make a file if somebody unpickled it."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (self.path,))


def hostile(students, tmp_path):
    """Add submissions that do what they can to whatever grades or carries them."""
    students.add("exits", q1_spread="import os\nos._exit(0)\n")
    students.add("hangs", q2_average=HANGING)
    students.add("kills", q3_softmax="import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n")
    odd = students.add("odd", "typical", q3_softmax="raise ValueError('\\ud800 is no text')\n")
    trap = pickle.dumps(Trap(str(tmp_path / "trapped")))
    (odd / "data.py").write_bytes(b"#" + trap)
    (odd / "q1_spread.py").write_bytes(b"# \xff\xfe not text\n" + trap + b"\n")
    (odd / "link.py").symlink_to("/etc/passwd")
    os.mkfifo(odd / "pipe.py")
    deep = odd.joinpath(*(["deep"] * 8), os.fsdecode(b"\xff\xfe"))
    deep.mkdir(parents=True)
    (students.folder / "nothing").mkdir()
    (students.folder / "nothing" / "answer.docx").write_bytes(b"PK")


def test_the_same_files_as_from_one_machine(students, tmp_path, cluster, other_engine, same_files):
    """One worker dies on the way, one is of another version, and submissions are hostile."""
    students.add("empty", "empty")
    students.add("dies", "typical", dies_once="")
    hostile(students, tmp_path)
    alone = students.grade(tmp_path / "alone", "--jobs", "2")
    assert alone.returncode == 0, alone.stderr
    cluster.worker(PYTHONPATH=str(other_engine))
    cluster.worker(threads=2)
    cluster.worker()
    out = tmp_path / "out"
    ended = students.grade(out, "--cluster", cluster.address)
    assert ended.returncode == 0, ended.stderr
    assert cluster.flag.exists()
    assert "gets nothing to grade: its engine is another" in ended.stderr
    assert re.search(r"graded, on \d workers?, .* a minute", ended.stderr)
    same_files(tmp_path / "alone", out)
    assert not (tmp_path / "trapped").exists()
    assert ended.stdout.replace("out:", "alone:") == alone.stdout


def grading_processes(workers):
    """Return the processes that Dask workers have started to grade."""
    found = []
    for worker in workers:
        for task in Path(f"/proc/{worker.pid}/task").iterdir():
            for pid in (task / "children").read_text().split():
                if b"grading_process" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(int(pid))
    return found


def ended_after_the_first(call, number):
    """Run a command on a terminal; signal it when one is graded, and return what it said."""
    master, slave = pty.openpty()
    said, is_sent = b"", False
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=slave) as process:
        os.close(slave)
        with suppress(OSError):  # its end
            while True:
                said += os.read(master, 1000)
                if not is_sent and re.search(rb"(?<!\d)1 of \d+ graded", said):
                    process.send_signal(number)
                    is_sent = True
    os.close(master)
    return process.returncode, said.decode()


def test_what_is_ended_leaves_nothing_running_and_goes_on(students, tmp_path, cluster):
    students.add("first", "typical")
    students.add("second", q1_spread="while True:\n    pass\n")
    workers = [cluster.worker(), cluster.worker()]
    options = ("--cluster", cluster.address, "--resume")
    out = tmp_path / "out"
    call = students.command(out, "--cluster", cluster.address)
    assert ended_after_the_first(call, signal.SIGKILL)[0] == -signal.SIGKILL
    # Nobody tells the worker but Dask: one of them had the second submission.
    if len(left := grading_processes(workers)) == 2:
        with suppress(ProcessLookupError):
            select.select([os.pidfd_open(pid) for pid in left], [], [])
    idle = set(grading_processes(workers))  # it ends when nothing has come for a while
    code, said = ended_after_the_first(call, signal.SIGINT)
    assert (code, "Cancelled. What was graded is kept" in said) == (130, True), said
    assert f"--cluster {cluster.address}" in said
    assert set(grading_processes(workers)) <= idle
    assert [path.name for path in (out / "kept").iterdir()] == ["first.json"]
    (students.folder / "second" / "q1_spread.py").unlink()
    rest = students.grade(out, *options)
    assert rest.returncode == 0, rest.stderr
    assert "2 submissions: 2 graded." in rest.stdout
    assert set(grading_processes(workers)) <= idle
    assert len(list(cluster.folder.rglob("course"))) <= len(idle)


def test_a_submission_that_ends_workers_is_left_to_a_person(students, tmp_path, cluster):
    students.add("again", dies_always="")
    students.add("typical", "typical")
    for _ in range(3):
        cluster.worker()
    ended = students.grade(tmp_path / "out", "--cluster", cluster.address)
    assert ended.returncode == 3
    said = r"again: the grader's own fault: .* 3 times, the last time its worker, \S+, died"
    assert re.search(said, ended.stdout), ended.stdout
    assert "2 submissions: 1 graded, 1 not graded." in ended.stdout
    # All workers are gone now, and what is kept needs none.
    (students.folder / "again" / "dies_always.py").unlink()
    rest = students.grade(
        tmp_path / "out", "--cluster", cluster.address, "--cluster-wait", "0", "--resume"
    )
    assert rest.returncode == 3
    assert "It ended early: no worker is there that could grade" in rest.stderr
    assert "1 graded, 1 not graded." in rest.stdout


def test_where_no_worker_fits_it_is_told_and_nothing_is_lost(
    students, tmp_path, cluster, other_engine
):
    students.add("typical", "typical")
    cluster.worker(PYTHONPATH=str(other_engine))
    options = ("--cluster", cluster.address, "--cluster-wait", "0.1")
    ended = students.grade(tmp_path / "out", *options)
    assert ended.returncode == 3
    said = r"It ended early: no worker is there that could grade: worker \S+ gets nothing to grade"
    assert re.search(rf"{said}: its engine is another \(\w+, here \w+\)", ended.stderr), (
        ended.stderr
    )
    assert "--resume" in ended.stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://10.1.2.3:8786", "everybody on the way could read the submissions"),
        ("tcp://cluster.edu:8786", "or say --insecure-cluster"),
        ("ftp://127.0.0.1:8786", "no scheduler's address"),
        ("tls://127.0.0.1:8786", "DASK_DISTRIBUTED__COMM__TLS__CA_FILE"),
    ],
)
def test_a_cluster_that_may_not_be_used_is_told(students, tmp_path, address, said):
    students.add("empty", "empty")
    ended = students.grade(tmp_path / "out", "--cluster", address)
    assert (ended.returncode, said in ended.stderr) == (2, True), ended.stderr
    assert not (tmp_path / "out").exists()
