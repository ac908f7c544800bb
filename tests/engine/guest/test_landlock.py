"""Landlock: a process reads what it may read, writes where it may write, and runs nothing."""

import shutil
import sys
from pathlib import Path

import pytest

MASK = (sys.executable, str(Path(__file__).resolve().parents[2] / "hostile" / "masked.py"))

#: Restricts itself to one folder to read and one to write, of those given.
RESTRICT = """
readable, writable, outside = sys.argv[1:]
landlock.restrict([readable, "/nowhere"], [writable])
"""


@pytest.fixture
def folders(tmp_path):
    """Make three folders, each with a file."""
    made = [tmp_path / name for name in ("readable", "writable", "outside")]
    for folder in made:
        folder.mkdir()
        (folder / "file").write_text("text")
    return made


def test_files_can_be_read_below_both_and_nowhere_else(in_child, folders):
    source = f"""{RESTRICT}
tell([error_of(lambda: open(f"{{folder}}/file").read()) for folder in sys.argv[1:]])
"""
    assert in_child(source, *folders) == [None, None, "EACCES"]


def test_folders_can_be_listed_below_both_and_nowhere_else(in_child, folders):
    source = f"""{RESTRICT}
tell([error_of(lambda: os.listdir(folder)) for folder in (*sys.argv[1:], "/", "/proc")])
"""
    assert in_child(source, *folders) == [None, None, "EACCES", "EACCES", "EACCES"]


@pytest.mark.parametrize(
    "attempt",
    [
        'open(f"{folder}/file", "r+")',
        'open(f"{folder}/new", "w")',
        'os.truncate(f"{folder}/file", 0)',
        'os.mkdir(f"{folder}/sub")',
        'os.symlink("x", f"{folder}/link")',
        'os.rename(f"{folder}/file", f"{folder}/other")',
        'os.unlink(f"{folder}/file")',
    ],
)
def test_only_the_writable_folder_can_be_changed(in_child, folders, attempt):
    source = f"""{RESTRICT}
tell([error_of(lambda: {attempt}) for folder in sys.argv[1:]])
"""
    readable, writable, outside = in_child(source, *folders)
    assert readable in ("EACCES", "EXDEV")
    assert writable is None
    assert outside in ("EACCES", "EXDEV")


def test_a_link_that_leads_out_is_not_followed_and_a_file_is_not_brought_in(in_child, folders):
    source = f"""{RESTRICT}
os.symlink(f"{{outside}}/file", f"{{writable}}/link")
tell([error_of(lambda: open(f"{{writable}}/link")),
      error_of(lambda: os.link(f"{{outside}}/file", f"{{writable}}/hard")),
      error_of(lambda: os.rename(f"{{outside}}/file", f"{{writable}}/moved"))])
"""
    opened, linked, renamed = in_child(source, *folders)
    assert opened == "EACCES"
    assert {linked, renamed} <= {"EACCES", "EXDEV"}


def test_no_program_can_be_run_and_no_fifo_or_socket_made(in_child, folders):
    source = f"""{RESTRICT}
os.chdir(writable)
tell([error_of(lambda: os.execv("/bin/true", ["true"])),
      error_of(lambda: os.mkfifo(f"{{writable}}/fifo")),
      error_of(lambda: socket.socket(socket.AF_UNIX).bind("socket"))])
"""
    assert in_child(source, *folders) == ["EACCES", "EACCES", "EACCES"]


def test_a_program_in_a_readable_folder_cannot_be_run(in_child, folders):
    """It is a real one, and all that it needs can be read."""
    shutil.copy("/bin/true", folders[0] / "program")
    source = """
landlock.restrict([sys.argv[1], "/lib", "/lib64", "/usr/lib", "/usr/lib64"], [])
tell(error_of(lambda: os.execv(f"{sys.argv[1]}/program", ["program"])))
"""
    assert in_child(source, folders[0]) == "EACCES"


def test_signals_and_connections_end_at_the_process_where_the_kernel_knows_how(in_child, folders):
    source = f"""{RESTRICT}
tell([landlock.version(), error_of(lambda: os.kill(os.getppid(), 0)),
      error_of(lambda: socket.create_connection(("127.0.0.1", 9), 1))])
"""
    version, signal, connection = in_child(source, *folders)
    assert signal == ("EPERM" if version >= 6 else None)
    assert connection == ("EACCES" if version >= 4 else "ECONNREFUSED")


def test_a_kernel_without_it_says_so(in_child, folders):
    """The three system calls are masked, as if the kernel were older."""
    source = """
tell([landlock.version(), error_of(lambda: landlock.restrict([], []))])
"""
    version, error = in_child(source, *folders, before=MASK)
    assert (version, error) == (0, "ENOSYS")
