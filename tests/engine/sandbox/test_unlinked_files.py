"""What a process holds of removed files is seen from outside, whatever it does to hide it."""

import os
import subprocess
import sys

import pytest

from autograder.sandbox.limits import Limits
from autograder.sandbox.unlinked_files import held_bytes
from autograder.sandbox.users import seen_as
from autograder.sandbox.worker_replies import Answer

MEGABYTE = 1 << 20
START = """
import ctypes, mmap, os, threading, time
kept = []
def make(name="file"):
    kept.append(os.open(name, os.O_RDWR | os.O_CREAT))
    os.write(kept[-1], bytes(1 << 20))
    return kept[-1]
maps = []
def map_file(name="file"):
    maps.append(mmap.mmap(make(name), 1 << 20))  # it has a descriptor of its own
def close():
    os.closerange(kept[0], 64)
"""
READY = "\nprint('ready', flush=True)\ntime.sleep(1000)\n"


@pytest.fixture
def held(tmp_path):
    """Run a script until it is ready; return what it holds when a file has at most 16 MB."""
    started = []

    def held(source):
        script = [sys.executable, "-c", START + source + READY]
        started.append(subprocess.Popen(script, cwd=tmp_path, stdout=subprocess.PIPE))
        assert started[-1].stdout.readline() == b"ready\n"
        return held_bytes(started[-1].pid, str(tmp_path), user=None, largest=16 * MEGABYTE)

    yield held
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ("make()", 0),
        ("make(); os.unlink('file')", 1),
        ("make(); os.dup(kept[0]); os.open('file', 0); os.unlink('file')", 1),
        ("for _ in range(3): make(); os.unlink('file')", 3),
        ("make(); make('other'); os.rename('other', 'file')", 1),
        ("make(); os.link('file', 'other'); os.unlink('file')", 0),
        ("make(); os.unlink('file'); os.close(kept[0])", 0),
        ("import tempfile; f = tempfile.TemporaryFile(dir='.'); f.write(bytes(1 << 20))", 1),
        ("os.ftruncate(make(), 1 << 40); os.unlink('file')", 1),
        ("os.mkdir('folder'); os.chdir('folder'); make(); os.unlink('file')", 1),
    ],
)
def test_open_files_without_a_name_count_once_with_what_they_take(held, source, size):
    assert held(source) == pytest.approx(size * MEGABYTE, abs=16_384)


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ("map_file(); os.unlink('file')", 1),
        ("map_file(); os.unlink('file'); close()", 16),
        ("map_file(); map_file('other'); os.unlink('file'); os.unlink('other'); close()", 32),
        ("map_file(' a  (deleted) b'); os.unlink(' a  (deleted) b'); close()", 16),
        ("map_file(); close()", 0),
        ("maps.append(mmap.mmap(-1, 1 << 20))", 0),
    ],
)
def test_mapped_files_without_a_name_count_as_the_largest_unless_they_are_open(held, source, size):
    assert held(source) == pytest.approx(size * MEGABYTE, abs=16_384)


def test_a_library_that_was_replaced_since_is_not_the_codes(held, tmp_path_factory):
    """An upgrade beside a run leaves every process with removed files that are mapped."""
    library = tmp_path_factory.mktemp("library") / "file"
    assert held(f"map_file({str(library)!r}); os.unlink({str(library)!r}); close()") == 0


def test_a_folder_behind_a_link_is_the_same_folder(tmp_path, tmp_path_factory):
    link = tmp_path_factory.mktemp("links") / "link"
    link.symlink_to(tmp_path)
    source = START + "map_file(); os.unlink('file'); close()" + READY
    process = subprocess.Popen([sys.executable, "-c", source], cwd=tmp_path, stdout=subprocess.PIPE)
    with process:
        process.stdout.readline()
        held = held_bytes(process.pid, str(link), user=None, largest=16 * MEGABYTE)
        process.kill()
    assert held == 16 * MEGABYTE


def test_what_is_held_is_seen_when_the_first_thread_has_ended(held):
    """The kernel shows nothing of it any more, and everything of the others."""
    source = """
make(); os.unlink('file')
def go_on():
    time.sleep(0.2)
    print("ready", flush=True)
    time.sleep(1000)
threading.Thread(target=go_on).start()
ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)
"""
    assert held(source) == pytest.approx(MEGABYTE, abs=16_384)


def test_a_process_that_is_gone_holds_nothing():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert held_bytes(process.pid, "/tmp", user=None, largest=1) == 0


# ------------------------------------------------------------------------------- of a worker

KEEP = """
import mmap, os
kept = []
def keep(size):
    with open("file", "wb+") as file:
        file.write(bytes(size))
        file.flush()
        kept.append(os.dup(file.fileno()))
    os.unlink("file")
def map(size):
    with open("file", "wb+") as file:
        file.truncate(size)
        kept.append(mmap.mmap(file.fileno(), 4096))
    os.unlink("file")
    os.closerange(10, 256)
"""


def test_the_grader_sees_what_a_worker_holds(run_code):
    """Also where a private user has it, and the grader lacks the right to trace."""
    code = run_code(KEEP)
    assert code.call("keep", MEGABYTE) == Answer(None)
    worker = code.worker
    user, process, folder = worker._user, worker._process.pid, worker._scratch.path
    assert held_bytes(process, folder, user=user, largest=0) == pytest.approx(MEGABYTE, abs=16_384)


@pytest.mark.parametrize("function", ["keep", "map"])
def test_a_worker_that_holds_too_much_is_stopped(run_code, function):
    code = run_code(KEEP, limits=Limits(file_size=2 * MEGABYTE, folder_size=8 * MEGABYTE))
    code.worker._next_look = 0.0
    assert code.call(function, MEGABYTE) == Answer(None)
    for _ in range(20):
        code.worker._next_look = 0.0
        reply = code.call(function, MEGABYTE)
        if reply != Answer(None):
            break
    assert reply.reason == "files"


if os.geteuid() == 0:
    # Root without the capability to trace, as in a container; and a process of another user.
    LOOK = """
import ctypes, os, sys
from autograder.sandbox.unlinked_files import held_bytes
libc = ctypes.CDLL(None)
header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert libc.capget(header, sets) == 0
sets[0], sets[1] = (sets[which] & ~(1 << 19) for which in (0, 1))  # may do it, may have it
assert libc.capset(header, sets) == 0
print(held_bytes(int(sys.argv[1]), "/", user=int(sys.argv[2]) or None, largest=0))
"""

    def test_root_in_a_container_sees_it_as_the_workers_user_alone(run_code):
        code = run_code(KEEP)
        code.call("keep", MEGABYTE)
        found = []
        for user in (code.worker._user or 0, 0):
            script = [sys.executable, "-c", LOOK, str(code.worker._process.pid), str(user)]
            done = subprocess.run(script, capture_output=True, text=True, check=True)
            found.append(int(done.stdout))
        assert found[0] == pytest.approx(MEGABYTE, abs=16_384)
        assert found[1] == 0 or not code.worker._user

    def test_looking_as_another_user_ends_with_the_look():
        path = "/proc/self/task/" + str(os.getpid()) + "/status"

        def ids():
            with open(path) as file:
                return [line.split()[4] for line in file if line.startswith(("Uid:", "Gid:"))]

        before = ids()
        with seen_as(54_321):
            assert ids() == ["54321"] * 2
        assert ids() == before
