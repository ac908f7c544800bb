"""Private users: nobody else's, and gone with everything they run."""

import contextlib
import os
import pwd
import subprocess
import sys

import pytest

from autograder.sandbox import users
from autograder.sandbox.users import PrivateUser


@pytest.fixture
def private_user():
    """Return a function that draws a user, whose id is given back at the end."""
    with contextlib.ExitStack() as stack:

        def private_user():
            user = PrivateUser()
            stack.callback(user.release)
            return user

        yield private_user


def test_a_private_user_has_no_account_and_no_process(private_user):
    for _ in range(20):
        user = private_user()
        assert 50_000 <= user.id < 60_000
        with pytest.raises(KeyError):
            pwd.getpwuid(user.id)


def test_users_differ(private_user):
    assert len({private_user().id for _ in range(50)}) == 50


# Another grader, which has the one id that is left and keeps it until it is told to go on.
HOLDER = """
import sys
from autograder.sandbox import users
users._FIRST, users._COUNT = 59_990, 1
user = users.PrivateUser()
print(user.id, flush=True)
sys.stdin.readline()
"""


def test_what_another_grader_has_is_not_drawn_until_it_has_ended(monkeypatch, private_user):
    """It is killed as a grader may be, and gives nothing back itself."""
    monkeypatch.setattr(users, "_FIRST", 59_990)
    monkeypatch.setattr(users, "_COUNT", 1)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "59990\n"
        with pytest.raises(OSError, match="no free user id"):
            private_user()
        other.kill()
    assert private_user().id == 59_990


def test_processes_are_found_by_their_user():
    assert os.getpid() in users._processes_of(os.getuid())
    assert users._processes_of(59_999) == []


def test_a_user_without_processes_ends_at_once(private_user):
    private_user().end_processes()


if os.geteuid() == 0:

    def test_all_processes_of_a_user_are_ended(private_user):
        user = private_user()
        options = {"user": user.id, "group": user.id}
        started = [subprocess.Popen(["sleep", "1000000"], **options) for _ in range(3)]
        user.end_processes()
        assert [process.wait(timeout=30) for process in started] == [-9, -9, -9]
