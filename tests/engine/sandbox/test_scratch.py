"""A worker's folder is removed whatever is left in it."""

import os
import subprocess
import sys

import pytest

from autograder.sandbox.scratch import remove

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
    return folder


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
