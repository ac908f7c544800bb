"""A worker's folder is removed whatever is left in it."""

import os
import subprocess
import sys
import tempfile

import pytest

from autograder.sandbox.scratch import Scratch, remove, remove_abandoned

MAKE_DEEP = """
import os
for _ in range(1100):
    os.mkdir("d" * 200)
    os.chdir("d" * 200)
open("file", "w").close()
"""


@pytest.fixture
def scratch(tmp_path):
    folder = tmp_path / "scratch"
    folder.mkdir()
    yield folder
    # What is left by a failure is too deep for pytest to clean up.
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_a_tree_eleven_hundred_folders_deep_is_removed(scratch):
    """Its innermost path is 220,000 characters long: only a process that lies in it can make it."""
    subprocess.run([sys.executable, "-c", MAKE_DEEP], cwd=scratch, check=True)
    remove(str(scratch))
    assert not scratch.exists()


def test_links_are_removed_and_what_they_point_to_stays(scratch, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    (scratch / "folder").symlink_to(outside)
    (scratch / "sub").mkdir()
    (scratch / "sub" / "file").symlink_to(outside / "kept")
    (scratch / "loop").symlink_to(scratch)
    remove(str(scratch))
    assert not scratch.exists()
    assert (outside / "kept").exists()


def test_names_of_every_kind_are_removed(scratch):
    for name in (b"-rf", b"a\nb", b"\xff", b" ", b"*", b"x" * 255):
        (scratch / os.fsdecode(name)).touch()
        (scratch / "sub").mkdir(exist_ok=True)
        (scratch / "sub" / os.fsdecode(name)).mkdir()
    os.mkfifo(scratch / "fifo")
    remove(str(scratch))
    assert not scratch.exists()


LOCKED = """
import os
from autograder.sandbox.scratch import remove
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
os.makedirs("top/a/b/c")
open("top/a/b/c/file", "w").close()
for path in ("top/a/b/c", "top/a/b", "top/a"):
    os.chmod(path, 0)
remove("top")
"""


def test_folders_that_were_locked_are_opened_and_removed(scratch):
    """The remover must not be root, whom no lock keeps out."""
    scratch.chmod(0o777)
    subprocess.run([sys.executable, "-c", LOCKED], cwd=scratch, check=True)
    assert not (scratch / "top").exists()


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        remove(str(tmp_path / "nowhere"))


# ------------------------------------------------------------------------------- one worker's


@pytest.fixture
def folder():
    scratch = Scratch()
    yield scratch
    scratch.remove()


def test_a_folder_is_its_owners_alone_in_one_that_is_the_graders(folder):
    assert os.stat(folder.path).st_mode & 0o777 == 0o700
    assert os.stat(os.path.dirname(folder.path)).st_mode & 0o066 == 0
    assert os.listdir(folder.path) == []


def test_an_empty_folder_is_within_its_limits(folder):
    assert not folder.exceeds(0, 0)


def test_the_size_of_all_files_is_limited(folder):
    os.mkdir(f"{folder.path}/sub")
    for name in ("a", "sub/b"):
        with open(f"{folder.path}/{name}", "wb") as file:
            file.write(b"x" * 100_000)
    assert folder.exceeds(150_000, 100)
    assert not folder.exceeds(1_000_000, 100)


def test_a_file_with_holes_counts_by_what_it_takes(folder):
    with open(f"{folder.path}/sparse", "wb") as file:
        file.truncate(1 << 40)
    assert not folder.exceeds(1_000_000, 100)


def test_the_number_of_files_and_folders_is_limited(folder):
    for number in range(5):
        os.mkdir(f"{folder.path}/{number}")
        os.symlink("/", f"{folder.path}/{number}/link")
    assert folder.exceeds(10**9, 9)
    assert not folder.exceeds(10**9, 10)


def test_a_very_deep_tree_is_too_much(folder):
    os.makedirs(folder.path + "/d" * 100)
    assert folder.exceeds(10**9, 10**9)


DARK = """
import os, sys
from autograder.sandbox.scratch import Scratch
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
scratch = Scratch()
os.mkdir(scratch.path + "/dark", int(sys.argv[1], 8))
try:
    open(scratch.path + "/dark/file", "wb").write(bytes(10_000))
except PermissionError:
    pass
print(scratch.exceeds(5_000, 100))
scratch.remove()
"""


@pytest.mark.parametrize(
    ("mode", "too_much"), [("300", True), ("000", True), ("500", False), ("400", False)]
)
def test_a_folder_that_cannot_be_listed_is_too_much(tmp_path, mode, too_much):
    """Whoever looks must not be root, whom no mode keeps out; folders to read hold nothing."""
    tmp_path.chmod(0o777)
    script = [sys.executable, "-c", DARK, mode]
    done = subprocess.run(script, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(too_much)]


def test_a_path_that_is_too_long_to_be_followed_is_too_much(folder):
    """Seventeen names of 255 characters: no deep tree, and the system refuses the path."""
    make = "import os\nfor _ in range(17):\n  os.mkdir('d' * 255)\n  os.chdir('d' * 255)\n"
    subprocess.run([sys.executable, "-c", make], cwd=folder.path, check=True)
    assert folder.exceeds(10**9, 100)


def test_a_folder_that_is_gone_is_within_its_limits_and_removed(folder):
    remove(os.path.dirname(folder.path))
    assert not folder.exceeds(0, 0)
    folder.remove()


def test_a_removed_folder_leaves_nothing(folder):
    os.makedirs(f"{folder.path}/a/b")
    os.mkdir(f"{folder.path}/locked", 0)
    folder.remove()
    assert not os.path.exists(os.path.dirname(folder.path))


# --------------------------------------------------------------------- a killed grader's

LEAVES = """
import os, signal
from autograder.sandbox.scratch import Scratch
scratch = Scratch()
open(scratch.path + "/file", "w").close()
print(os.path.dirname(scratch.path), flush=True)
signal.pause()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Give this process a folder for temporary files that no other grader uses."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_of_a_killed_grader_is_removed_and_a_living_ones_is_not(temporary):
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", LEAVES]
    own = Scratch()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        left = process.stdout.readline().strip()
        remove_abandoned()
        assert os.path.isdir(left)
        process.kill()
        process.wait()
        remove_abandoned()
    assert os.listdir(temporary) == [os.path.basename(os.path.dirname(own.path))]
    own.remove()


def test_what_is_no_folder_of_a_grader_stays(temporary):
    """Whatever it is called: results, for instance, that somebody has put there."""
    outside = temporary / "outside"
    outside.mkdir()
    (temporary / "autograder-worker-link").symlink_to(outside)
    (temporary / "autograder-worker-file").touch()
    for name in ("autograder-graded", "autograder-worker-graded"):
        (temporary / name).mkdir()
        (temporary / name / "results.json").touch()
    (temporary / "autograder-out").mkdir()
    before = sorted(os.listdir(temporary))
    remove_abandoned()
    assert sorted(os.listdir(temporary)) == before
    assert (temporary / "autograder-worker-graded" / "results.json").exists()


if os.geteuid() == 0:

    def test_what_another_user_has_left_stays(temporary):
        theirs = temporary / "autograder-worker-theirs"
        theirs.mkdir()
        os.chown(theirs, 54_321, 54_321)
        remove_abandoned()
        assert theirs.exists()

    def test_a_folder_for_another_user_belongs_to_them_and_cannot_be_replaced():
        scratch = Scratch(54_321)
        replace = "import os, sys; os.rename(sys.argv[1], sys.argv[1] + 'x')"
        done = subprocess.run([sys.executable, "-c", replace, scratch.path], stderr=subprocess.PIPE)
        assert done.returncode == 0  # root may
        os.rename(scratch.path + "x", scratch.path)
        assert os.stat(scratch.path).st_uid == 54_321
        outer = os.stat(os.path.dirname(scratch.path))
        assert (outer.st_uid, outer.st_mode & 0o777) == (0, 0o711)
        scratch.remove()
